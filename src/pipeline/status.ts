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
  const { records, kept } = await store.poolSize();
  const { examples, outputs, ratings, decisions } = await store.counts(scope);
  const facts = {
    task: config.task,
    records,
    pooled: kept,
    examples: examples.dev,
    holdout: examples.holdout,
    candidates: config.candidates.map(({ id, name }) => {
      const own = outputs.get(id)!;
      return { name, outputs: own.outputs, missingOutputs: own.missing, failed: own.failed };
    }),
    ratings,
    decisions,
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
