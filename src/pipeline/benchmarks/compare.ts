/** `fieldtest benchmarks compare`: public tables beside what was measured here. It shows names, so it is a reveal. */
import { type CompareResult, compareBenchmark } from '../../core/benchmarks/compare.ts';
import type { Context } from '../../core/context.ts';
import type { Split } from '../../core/example.ts';
import { currentDecision } from '../decide.ts';
import { requireExamples } from '../lookup.ts';
import { noteReveal } from '../reveal.ts';
import { type MatchedBenchmark, matchedBenchmarks, requireBenchmarks } from './matched.ts';

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
  return await comparedTables(context, matched, { split: 'dev', columns });
}

/** The same where names are shown already. */
export async function comparedTables(
  context: Context,
  matched: readonly MatchedBenchmark[],
  { split, columns }: { readonly split: Split; readonly columns?: readonly string[] | undefined },
): Promise<CompareResult> {
  const current = await currentDecision(context, split);
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
        ({ column }) => columns === undefined || columns.includes(column.name),
      ),
    })),
  };
}
