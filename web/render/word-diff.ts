/** What was taken from one text and put into another, by words; by lines where words would take too long. */
import { diffArrays } from 'diff';

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

// A number with its point is one word: 30.90 against 0.00 is one change, not three.
const WORDS = /\s+|\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_]/gu;

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** Undefined when it takes too many edits. */
function diff(before: readonly string[], after: readonly string[]): readonly Change[] | undefined {
  const parts = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS });
  return parts?.map(({ added, removed, value }) => ({
    kind: added ? 'put' : removed ? 'taken' : 'same',
    text: value.join(''),
  }));
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
