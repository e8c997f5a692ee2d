/** The failure board: what went wrong, in the raters' own tags, and the outputs that nobody should see. */
import type { FailuresView } from '../../core/review/after.ts';
import { type RevealedOutput, rowOf } from './revealed-outputs.ts';

/** An output counts once for a tag, however many raters gave it. `rater`: whose notes may become tags. */
export function failureBoard(
  candidates: readonly string[],
  all: readonly RevealedOutput[],
  rater: string,
): FailuresView {
  const counts = new Map<string, number[]>();
  for (const { candidate, judgements } of all) {
    for (const tag of new Set(judgements.flatMap(({ tags }) => tags))) {
      const row = counts.get(tag) ?? candidates.map(() => 0);
      row[candidates.indexOf(candidate)]! += 1;
      counts.set(tag, row);
    }
  }
  const sum = (row: readonly number[]) => row.reduce((total, count) => total + count, 0);
  const tags = [...counts].map(([tag, row]) => ({ tag, counts: row }));
  const isNoted = ({ judgements }: RevealedOutput) => judgements.some(({ note }) => note !== undefined);
  return {
    rater,
    candidates,
    tags: tags.sort((a, b) => sum(b.counts) - sum(a.counts) || (a.tag < b.tag ? -1 : 1)),
    notAcceptable: all.filter(({ acceptable }) => acceptable === false).map(rowOf),
    noted: all.filter((one) => one.acceptable !== false && isNoted(one)).map(rowOf),
  };
}
