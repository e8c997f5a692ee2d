/** Reads a ratings file that is given back: events of this packet, or in words what else it is. */
import type { ReviewAnswer, ReviewEvent } from '../../src/core/review/event.ts';
import type { ReviewView } from '../../src/core/review/wire.ts';

type Row = { readonly [key: string]: unknown };

/** Throws an Error that says which line is wrong, and why; then nothing of the file is to be used. */
export function readRatings(
  text: string,
  { round, items, questions: { scale } }: Pick<ReviewView, 'round' | 'items' | 'questions'>,
): readonly ReviewEvent[] {
  const known = new Set(items.map(({ id }) => id));
  const events = new Map<string, ReviewEvent>();
  for (const [i, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    const row = rowOf(line);
    const wrong =
      row === undefined || typeof row.packet !== 'string'
        ? 'is not of a ratings file'
        : row.packet !== round
          ? 'is of another packet'
          : typeof row.item !== 'string' || !known.has(row.item)
            ? 'is about an output that this packet does not have'
            : unfit(row, events, scale === false ? 0 : scale);
    if (wrong !== undefined) throw new Error(`line ${i + 1} ${wrong}`);
    const { packet: _packet, ...event } = row!;
    events.set(event.id as string, event as unknown as ReviewEvent);
  }
  if (events.size === 0) throw new Error('it has no ratings');
  return [...events.values()];
}

function rowOf(line: string): Row | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : undefined;
  } catch {
    return undefined;
  }
}

/** Why a row is no event; the project checks more when it imports. */
function unfit(row: Row, before: ReadonlyMap<string, unknown>, scale: number): string | undefined {
  const { id, at, kind, target, on, activeMs, position } = row;
  if (typeof id !== 'string' || typeof at !== 'string' || Number.isNaN(Date.parse(at)))
    return 'has no id or no time';
  switch (kind) {
    case 'answer':
      return typeof activeMs === 'number' && typeof position === 'number' && isAnswer(row.answer, scale)
        ? undefined
        : 'is not a rating that this packet could have given';
    case 'skip':
    case 'unmask':
      return undefined;
    case 'flag':
      return typeof on === 'boolean' ? undefined : 'is not whole';
    case 'undo':
    case 'redo':
      return typeof target === 'string' && before.has(target) ? undefined : `has nothing to ${kind}`;
    default:
      return 'is of an unknown kind';
  }
}

function isAnswer(value: unknown, scale: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { rating, acceptable, cannotJudge, note, tags } = value as { [K in keyof ReviewAnswer]: unknown };
  return (
    (rating === undefined || (Number.isInteger(rating) && Number(rating) >= 1 && Number(rating) <= scale)) &&
    (acceptable === undefined || typeof acceptable === 'boolean') &&
    (cannotJudge === undefined || cannotJudge === true) &&
    (note === undefined || typeof note === 'string') &&
    (tags === undefined || (Array.isArray(tags) && tags.every((tag) => typeof tag === 'string')))
  );
}
