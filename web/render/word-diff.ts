/** What was taken from one text and put into another, by words; by lines where words would take too long. */

export interface Change {
  readonly kind: 'same' | 'taken' | 'put';
  readonly text: string;
}

/** Words and signs of both texts together that are compared one by one. */
const MOST_TOKENS = 20_000;
/** Edits after which two texts have too little in common to be worth the search. */
const MOST_EDITS = 1200;

/** From `before` to `after`. The pieces that are not `put` joined are `before`; not `taken`, `after`. */
export function wordDiff(before: string, after: string): readonly Change[] {
  const words = [before.match(WORDS) ?? [], after.match(WORDS) ?? []] as const;
  const byWord = words[0].length + words[1].length <= MOST_TOKENS ? diff(...words) : undefined;
  return merged(byWord ?? diff(linesOf(before), linesOf(after)) ?? replaced([before], [after]));
}

const WORDS = /\s+|[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_]/gu;

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** Myers' greedy algorithm between the common beginning and end; undefined when it takes too many edits. */
function diff(a: readonly string[], b: readonly string[]): readonly Change[] | undefined {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const middle = myers(a.slice(start, a.length - end), b.slice(start, b.length - end));
  if (middle === undefined) return undefined;
  const same = (text: string): Change => ({ kind: 'same', text });
  return [...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)];
}

/** Eugene W. Myers, An O(ND) Difference Algorithm and Its Variations, 1986. */
function myers(a: readonly string[], b: readonly string[]): readonly Change[] | undefined {
  if (a.length === 0 || b.length === 0) return replaced(a, b);
  const most = Math.min(a.length + b.length, MOST_EDITS);
  const furthest = new Int32Array(2 * most + 3);
  const zero = most + 1;
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d++) {
    // Of each round only the diagonals that it can have touched are kept.
    trace.push(furthest.slice(zero - d - 1, zero + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && furthest[zero + k - 1]! < furthest[zero + k + 1]!);
      let x = down ? furthest[zero + k + 1]! : furthest[zero + k - 1]! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest[zero + k] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, trace);
    }
  }
  return undefined;
}

function walkBack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly Int32Array[],
): readonly Change[] {
  const changes: Change[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = trace.length - 1; d >= 0; d--) {
    const round = trace[d]!;
    const at = (k: number) => round[k + d + 1]!;
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const fromX = d === 0 ? 0 : at(down ? k + 1 : k - 1);
    const fromY = d === 0 ? 0 : fromX - (down ? k + 1 : k - 1);
    while (x > fromX && y > fromY) {
      changes.push({ kind: 'same', text: a[--x]! });
      y--;
    }
    if (d === 0) break;
    if (down) changes.push({ kind: 'put', text: b[--y]! });
    else changes.push({ kind: 'taken', text: a[--x]! });
  }
  return changes.reverse();
}

function replaced(a: readonly string[], b: readonly string[]): readonly Change[] {
  return [
    ...a.map((text): Change => ({ kind: 'taken', text })),
    ...b.map((text): Change => ({ kind: 'put', text })),
  ];
}

/** Neighbours become one; a blank alone between two changes belongs to both, so that phrases stay whole. */
function merged(changes: readonly Change[]): readonly Change[] {
  const out: Change[] = [];
  let taken = '';
  let put = '';
  const flush = () => {
    if (taken !== '') out.push({ kind: 'taken', text: taken });
    if (put !== '') out.push({ kind: 'put', text: put });
    taken = '';
    put = '';
  };
  for (const [i, { kind, text }] of changes.entries()) {
    if (kind === 'taken') taken += text;
    else if (kind === 'put') put += text;
    else if (/^[ \t]+$/.test(text) && taken !== '' && put !== '' && isChange(changes[i + 1])) {
      taken += text;
      put += text;
    } else {
      flush();
      const last = out.at(-1);
      if (last?.kind === 'same') out[out.length - 1] = { kind, text: last.text + text };
      else out.push({ kind, text });
    }
  }
  flush();
  return out;
}

function isChange(change: Change | undefined): boolean {
  return change !== undefined && change.kind !== 'same';
}
