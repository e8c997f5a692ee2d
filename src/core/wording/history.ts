/** Words of the history. */
import type { Decision, Interval } from '../decision.ts';
import type { Change } from '../history/changes.ts';
import type { HistoryEntry } from '../history/history.ts';
import type { ModelHistory } from '../history/models.ts';
import { estimateText, qualityOf } from '../quality.ts';
import { visibleLine } from '../visible.ts';
import { interval, percent, usd } from './figures.ts';

/** The verdict in as few words as a column has: `switch to claude-sonnet-5`. */
export function verdictInShort({ kind, winner = '' }: HistoryEntry['verdict']): string {
  switch (kind) {
    case 'ship':
      return `ship ${winner}`;
    case 'switch':
      return `switch to ${winner}`;
    case 'keep':
      return `keep ${winner}`;
    case 'cheaper-equivalent':
      return `ship ${winner}, as good and cheaper`;
    case 'too-close':
      return 'too close';
    case 'not-enough':
      return 'not enough';
  }
}

/** `models: gpt-6 is new; prices: ...`. */
export function changeText(changes: readonly Change[]): string {
  const byKind = Map.groupBy(changes, ({ kind }) => kind);
  return [...byKind]
    .map(([kind, list]) => `${kind}: ${list.map(({ text }) => visibleLine(text)).join(', ')}`)
    .join('; ');
}

/** A later candidate of the same name is another one: another prompt, or other parameters. */
export function modelName({ name, last, entered }: ModelHistory, models: readonly ModelHistory[]): string {
  const later = models.some((other) => other.name === name && other.entered.decision > entered.decision);
  return later ? `${name}, until ${last}` : name;
}

/** Where a model was measured: `here`, `in 2, \u00b10.16` (so far the link alone may be off), `apart, in 2`. */
export function measuredIn({ score, last }: ModelHistory, { by }: Pick<HistoryEntry, 'by'>): string {
  if (score === undefined) return '';
  if (score.kind === 'direct') return 'here';
  if (score.kind === 'apart') return `apart, in ${last}`;
  const [low, high] = score.link ?? [0, 0];
  const half = (high - low) / 2;
  // Where the sets are the same there is nothing to be off.
  if (half === 0) return `in ${last}`;
  return `in ${last}, \u00b1${by === 'rating' ? half.toFixed(2) : percent(half)}`;
}

/** A candidate as a decision saw it: `4.0 (3.6 to 4.3), $4.00 per 1,000`; undefined where it was none. */
export function candidateThen(decision: Decision, name: string): string | undefined {
  const candidate = decision.candidates.find((one) => one.name === name);
  if (candidate === undefined) return undefined;
  const quality = qualityOf(candidate, decision);
  const cost = candidate.costPer1000Usd;
  return [
    quality === undefined ? 'not rated' : estimateText(quality, decision),
    ...(cost === undefined ? [] : [`${usd(cost)} per 1,000`]),
  ].join(', ');
}

/** What an acceptable answer cost, as `$0.0012 ($0.001 to $0.0016)`: the range is that of how many were acceptable. */
export function priceText({
  usd: price,
  interval: range,
}: {
  readonly usd: number;
  readonly interval?: Interval | undefined;
}): string {
  return `${usd(price)}${range === undefined ? '' : ` (${interval(range, usd)})`}`;
}
