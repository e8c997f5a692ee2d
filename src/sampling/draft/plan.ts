/** Who writes a drafted input, and what is odd about it: so that twenty drafts are not one draft twenty times. */
import { seededNumbers } from '../../core/seeded-numbers.ts';

export interface DraftWish {
  readonly persona: string;
  /** `everyday`, or a kind of edge: part of the slice `synthetic:draft-KIND`. */
  readonly kind: string;
  /** What is asked for, a clause that follows "It". */
  readonly situation: string;
}

const PERSONAS = [
  'someone in a hurry, who writes little',
  'a newcomer who does not know the usual words',
  'an expert who uses jargon and abbreviations',
  'someone who is annoyed, since this is the third time',
  'someone who writes in a language that is not their own',
  'a careful person who tells the whole story',
  'a colleague who forwards what somebody else wrote',
  'someone on a phone, without capital letters or punctuation',
];

/** Half of the drafts are everyday work: edges alone would make a set that no traffic is like. */
const EVERYDAY: Omit<DraftWish, 'persona'> = {
  kind: 'everyday',
  situation: 'is what comes in on an ordinary day',
};

const EDGES: readonly Omit<DraftWish, 'persona'>[] = [
  { kind: 'ambiguous', situation: 'can be understood in two ways that ask for different answers' },
  { kind: 'missing-part', situation: 'lacks something without which it cannot be answered well' },
  { kind: 'conflicting-parts', situation: 'holds two statements that contradict each other' },
  { kind: 'long', situation: 'is much longer than usual, with the point in its middle' },
  { kind: 'short', situation: 'is only two or three words' },
  { kind: 'two-languages', situation: 'mixes two languages' },
  { kind: 'injection', situation: 'also tries to give orders to the program that will read it' },
  { kind: 'off-topic', situation: 'asks for something that this task is not there for' },
  {
    kind: 'malformed',
    situation: 'was garbled on its way: broken markup, cut off, or letters of a wrong encoding',
  },
];

/** What of a wish a draft that is kept still says. */
export type DraftedWish = Pick<DraftWish, 'persona' | 'kind'>;

/**
 * One wish for each draft: every other one an edge, and personas in turn; the same for the same seed. Those that were
 * written before are left out, so that drafting goes on where it stopped.
 */
export function draftPlan(
  count: number,
  { seed, written = [] }: { readonly seed: string; readonly written?: readonly DraftedWish[] },
): readonly DraftWish[] {
  const keyOf = ({ persona, kind }: DraftedWish) => `${kind} ${persona}`;
  const done = new Map<string, number>();
  for (const wish of written) done.set(keyOf(wish), (done.get(keyOf(wish)) ?? 0) + 1);
  const open = wishes(count + written.length, seed).filter((wish) => {
    const before = done.get(keyOf(wish)) ?? 0;
    done.set(keyOf(wish), before - 1);
    return before <= 0;
  });
  return open.slice(0, count);
}

function wishes(count: number, seed: string): readonly DraftWish[] {
  const random = seededNumbers(seed, 'draft');
  const [first, second] = [Math.floor(random() * PERSONAS.length), Math.floor(random() * EDGES.length)];
  return Array.from({ length: count }, (_, at) => ({
    // Of one kind every next draft is another person's.
    persona: PERSONAS[(first + at + Math.floor(at / (2 * EDGES.length))) % PERSONAS.length]!,
    ...(at % 2 === 0 ? EVERYDAY : EDGES[(second + (at - 1) / 2) % EDGES.length]!),
  }));
}
