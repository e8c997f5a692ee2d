/** One way to make an edge out of a real input: what people and programs do to inputs, done on purpose. */
import { type Input, isMessages, messageText } from '../../core/input.ts';

export interface Perturbation {
  /** Part of the slice `synthetic:KIND`. */
  readonly kind: string;
  /** What is done, for people: a clause. */
  readonly description: string;
  /** Whether what was the right answer still is. */
  readonly keepsReference: boolean;
  /** The changed text; undefined for one to which it cannot be done. The same numbers give the same text. */
  change(text: string, random: () => number): string | undefined;
}

/**
 * The input with what asks in it changed: all of a text, the last user message, or the longest text of the variables.
 * Undefined where there is no such text, or `change` gives none.
 */
export function withAsked(input: Input, change: (text: string) => string | undefined): Input | undefined {
  if (typeof input === 'string') return change(input);
  if (isMessages(input)) {
    const at = input.findLastIndex(({ role, content }) => role === 'user' && typeof content === 'string');
    const message = input[at];
    if (message === undefined) return undefined;
    const content = change(messageText(message));
    return content === undefined ? undefined : input.with(at, { ...message, content });
  }
  const [longest] = Object.entries(input)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  if (longest === undefined) return undefined;
  const changed = change(longest[1]);
  return changed === undefined ? undefined : { ...input, [longest[0]]: changed };
}

/** One of the items. */
export function oneOf<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)]!;
}
