/** What each candidate costs and how long it takes, from its outputs, and whether that breaks a limit. */
import { nearestRank } from '../../stats/nearest-rank.ts';
import { OUTPUT_STATUSES, type OutputStatus } from '../output.ts';
import { usd } from '../wording/figures.ts';
import type { OutputRow } from './read-rows.ts';
import type { Settings } from './settings.ts';

export interface Spending {
  readonly statuses: { readonly [status in OutputStatus]: number };
  readonly costPer1000Usd?: number;
  readonly costFrom: readonly { readonly from: string; readonly outputs: number }[];
  readonly latencyMs?: { readonly p50: number; readonly p95: number };
  readonly firstTokenMs?: { readonly p50: number; readonly p95: number };
  readonly servedBy?: readonly { readonly version: string; readonly outputs: number }[];
  /** Why a limit takes it out. */
  readonly excluded?: string;
  /** Limits that could not be checked, or only in part, and versions that are mixed. */
  readonly warnings: readonly string[];
}

/**
 * Figures of one candidate's outputs. Cost is the mean over the outputs whose price is known, times 1,000.
 * Times are nearest-rank percentiles over all answers, also those that are cut at the length limit, empty or refused:
 * whoever uses the model waits for these too. An unknown cost under a limit is flagged, not excluded.
 */
export function spendingOf(name: string, outputs: readonly OutputRow[], settings: Settings): Spending {
  const statuses = Object.fromEntries(OUTPUT_STATUSES.map((status) => [status, 0])) as Record<
    OutputStatus,
    number
  >;
  const costs: number[] = [];
  const from = new Map<string, number>();
  const times: number[] = [];
  const firstTokens: number[] = [];
  for (const output of outputs) {
    statuses[output.status]++;
    if (output.costUsd !== undefined) {
      costs.push(output.costUsd);
      if (output.costFrom !== undefined) from.set(output.costFrom, (from.get(output.costFrom) ?? 0) + 1);
    }
    if (output.status === 'error') continue;
    if (output.latencyMs !== undefined) times.push(output.latencyMs);
    if (output.firstTokenMs !== undefined) firstTokens.push(output.firstTokenMs);
  }
  // Sorted, so that the sum does not depend on the order of the input.
  const total = costs.sort((a, b) => a - b).reduce((sum, cost) => sum + cost, 0);
  const costPer1000Usd = costs.length > 0 ? (1000 * total) / costs.length : undefined;
  const latencyMs = percentiles(times);
  const firstTokenMs = percentiles(firstTokens);
  const answered = outputs.filter((output) => output.status !== 'error');
  const unpriced = answered.filter((output) => output.costUsd === undefined).length;
  const { excluded, warnings } = checkLimits(
    name,
    { costPer1000Usd, p95: latencyMs?.p95, unpriced },
    settings,
  );
  const servedBy = versionsOf(outputs);
  if (servedBy !== undefined) warnings.push(mixedSentence(name, servedBy));
  return {
    statuses,
    ...(costPer1000Usd === undefined ? {} : { costPer1000Usd }),
    costFrom: [...from]
      .map(([one, outputs]) => ({ from: one, outputs }))
      .sort((a, b) => b.outputs - a.outputs || (a.from < b.from ? -1 : 1)),
    ...(latencyMs && { latencyMs }),
    ...(firstTokenMs && { firstTokenMs }),
    ...(servedBy && { servedBy }),
    ...(excluded === undefined ? {} : { excluded }),
    warnings,
  };
}

/** The versions that name themselves, the most frequent first; undefined when they are one. */
function versionsOf(outputs: readonly OutputRow[]): Spending['servedBy'] {
  const named = outputs.flatMap(({ servedBy }) => (servedBy === undefined ? [] : [servedBy]));
  const counts = [...Map.groupBy(named, (version) => version)].map(([version, { length }]) => ({
    version,
    outputs: length,
  }));
  if (counts.length < 2) return undefined;
  return counts.sort((a, b) => b.outputs - a.outputs || (a.version < b.version ? -1 : 1));
}

function mixedSentence(name: string, servedBy: NonNullable<Spending['servedBy']>): string {
  const shown = servedBy.slice(0, 3).map(({ version, outputs }) => `${version} (${outputs})`);
  const more = servedBy.length > shown.length ? ` and ${servedBy.length - shown.length} more` : '';
  return `${name} was served by more than one version: ${shown.join(', ')}${more}. Its figures are a mix of them.`;
}

interface Known {
  readonly costPer1000Usd: number | undefined;
  readonly p95: number | undefined;
  readonly unpriced: number;
}

function checkLimits(name: string, known: Known, { limits }: Settings) {
  const reasons: string[] = [];
  const warnings: string[] = [];
  const { costPer1000Usd: maxCost, p95LatencyMs: maxTime } = limits;
  if (maxCost !== undefined) {
    if (known.costPer1000Usd === undefined) {
      warnings.push(
        `The price of ${name} is not known, so the limit of ${usd(maxCost)} per 1,000 answers could not be checked.`,
      );
    } else if (known.costPer1000Usd > maxCost) {
      reasons.push(`costs ${usd(known.costPer1000Usd)} per 1,000 answers, over the limit of ${usd(maxCost)}`);
    }
  }
  if (known.costPer1000Usd !== undefined && known.unpriced > 0) {
    warnings.push(
      `The cost of ${name} is the mean of the outputs whose price is known; of ${known.unpriced} it is not.`,
    );
  }
  if (maxTime !== undefined) {
    if (known.p95 === undefined) {
      warnings.push(
        `The times of ${name} are not known, so the limit of ${maxTime} ms could not be checked.`,
      );
    } else if (known.p95 > maxTime) {
      reasons.push(
        `95 % of its answers take up to ${Math.round(known.p95)} ms, over the limit of ${maxTime} ms`,
      );
    }
  }
  return { excluded: reasons.length > 0 ? reasons.join('; ') : undefined, warnings };
}

function percentiles(values: readonly number[]) {
  if (values.length === 0) return undefined;
  return { p50: nearestRank(values, 50), p95: nearestRank(values, 95) };
}
