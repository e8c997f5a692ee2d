/** `fieldtest` alone: where the project stands, and the one command to type next. */
import type { Context } from '../core/context.ts';

export interface Status {
  readonly task: string;
  /** Records imported, and how many distinct inputs the pool keeps of them. */
  readonly records: number;
  readonly pooled: number;
  readonly examples: number;
  readonly holdout: number;
  readonly candidates: readonly {
    readonly name: string;
    readonly outputs: number;
    readonly missingOutputs: number;
    readonly failed: number;
    /** Why it cannot run now. */
    readonly problem?: string;
  }[];
  readonly ratings: {
    /** Distinct output texts that somebody rated. */
    readonly done: number;
    readonly missing: number;
    readonly byRater: { readonly [rater: string]: number };
  };
  readonly decisions: number;
  readonly next: string;
  /** Why that is next, in a sentence. */
  readonly because: string;
}

export async function status(context: Context): Promise<Status> {
  const { store, config } = context;
  const scope = { candidates: config.candidates.map((candidate) => candidate.id), split: 'dev' as const };
  const pool = await store.loadPool();
  const examples = await store.examples();
  const dev = examples.filter((example) => example.split === 'dev').length;
  const outputs = await store.outputs(scope);
  const missingOutputs = Map.groupBy(
    await store.missingOutputs({ ...scope, trials: 1 }),
    (key) => key.candidate,
  );
  const missingRatings = (await store.missingRatings(scope)).length;
  const texts = new Set(outputs.filter((o) => o.status !== 'error').map((o) => `${o.example} ${o.textId}`));
  const rated = (await store.ratings()).filter((rating) => texts.has(`${rating.example} ${rating.textId}`));
  const byRater = Object.fromEntries(
    [...Map.groupBy(rated, (rating) => rating.rater)].map(([rater, list]) => [
      rater,
      new Set(list.map((rating) => `${rating.example} ${rating.textId}`)).size,
    ]),
  );
  const decisions = await store.decisions();
  const facts = {
    task: config.task,
    records: pool.strata.reduce((sum, stratum) => sum + stratum.records, 0),
    pooled: pool.entries.length,
    examples: dev,
    holdout: examples.length - dev,
    candidates: config.candidates.map((candidate) => {
      const own = outputs.filter((output) => output.candidate === candidate.id);
      return {
        name: candidate.name,
        outputs: own.length,
        missingOutputs: missingOutputs.get(candidate.id)?.length ?? 0,
        failed: own.filter((output) => output.status === 'error').length,
        ...(candidate.problem === undefined ? {} : { problem: candidate.problem.message }),
      };
    }),
    ratings: { done: texts.size - missingRatings, missing: missingRatings, byRater },
    decisions: decisions.length,
  };
  return { ...facts, ...nextStep(facts) };
}

function nextStep(facts: Omit<Status, 'next' | 'because'>): Pick<Status, 'next' | 'because'> {
  if (facts.examples === 0 && facts.records === 0) {
    return { next: 'fieldtest import FILE', because: 'there is no production data yet' };
  }
  if (facts.examples === 0) {
    return { next: 'fieldtest pick', because: `${facts.records} records are in, no examples are picked` };
  }
  const missing = facts.candidates.reduce((sum, candidate) => sum + candidate.missingOutputs, 0);
  if (missing > 0) return { next: 'fieldtest run', because: `${plural(missing, 'output')} missing` };
  if (facts.ratings.missing > 0) {
    return {
      next: 'fieldtest ratings import FILE',
      because: `${plural(facts.ratings.missing, 'output text')} not rated yet`,
    };
  }
  return { next: 'fieldtest decide', because: 'every output is rated' };
}

function plural(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? ' is' : 's are'}`;
}
