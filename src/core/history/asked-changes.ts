/** What is different in what the raters were asked. */
import type { DecisionFacts } from './facts.ts';

/** In clauses; none where an older version did not keep it of one of the two. */
export function askedChanges(
  before: DecisionFacts | undefined,
  after: DecisionFacts | undefined,
): readonly string[] {
  const [was, is] = [before?.asked, after?.asked];
  if (was === undefined || is === undefined) return [];
  return [
    ...(was.question === is.question
      ? []
      : [`question ${JSON.stringify(was.question)} -> ${JSON.stringify(is.question)}`]),
    ...(was.guide === is.guide ? [] : ['another guide for the raters']),
  ];
}
