/** `fieldtest benchmarks compare`: public tables beside what was measured here. It shows names, so it is a reveal. */
import { type ComparedColumn, compareBenchmark } from '../../core/benchmarks/compare.ts';
import type { PickedFlag } from '../../core/benchmarks/picked.ts';
import type { Context } from '../../core/context.ts';
import type { DecideBy } from '../../core/decision.ts';
import { currentDecision } from '../decide.ts';
import { requireExamples } from '../lookup.ts';
import { noteReveal } from '../reveal.ts';
import { matchedBenchmarks, requireBenchmarks } from './matched.ts';

export interface ComparedTable {
  readonly name: string;
  readonly source: string;
  readonly date?: string;
  readonly author?: string;
  readonly flags: readonly PickedFlag[];
  readonly columns: readonly ComparedColumn[];
}

export interface CompareResult {
  readonly by: DecideBy;
  readonly confidence: number;
  /** Of the set. */
  readonly examples: number;
  /** Of what was read for the own figures: that of the decision. */
  readonly inputsHash: string;
  readonly tables: readonly ComparedTable[];
}

/** Throws FieldtestError('empty') without a public table or examples. */
export async function compareBenchmarks(
  context: Context,
  { names, columns }: { readonly names?: readonly string[]; readonly columns?: readonly string[] },
): Promise<CompareResult> {
  const { store, config } = context;
  const matched = await matchedBenchmarks(context, names);
  requireBenchmarks(matched.length);
  const counts = await store.counts({ candidates: config.candidates, split: 'dev' });
  requireExamples(counts.examples.dev, 'dev');
  if (counts.ratings.done > 0)
    await noteReveal(context, 'benchmarks compare', { missing: counts.ratings.missing });
  return await compared(context, matched, columns);
}

/** The same where names are shown already. */
export async function compared(
  context: Context,
  matched: Awaited<ReturnType<typeof matchedBenchmarks>>,
  only?: readonly string[],
): Promise<CompareResult> {
  const current = await currentDecision(context, 'dev');
  const { decision } = current;
  const of = { decision, evidence: current.evidence() };
  return {
    by: decision.by,
    confidence: decision.confidence,
    examples: decision.examples,
    inputsHash: decision.inputsHash,
    tables: matched.map(({ benchmark, matches, flags }) => ({
      name: benchmark.name,
      source: benchmark.source,
      ...(benchmark.date === undefined ? {} : { date: benchmark.date }),
      ...(benchmark.author === undefined ? {} : { author: benchmark.author }),
      flags,
      columns: compareBenchmark(benchmark, matches, of).filter(
        ({ column }) => only === undefined || only.includes(column.name),
      ),
    })),
  };
}
