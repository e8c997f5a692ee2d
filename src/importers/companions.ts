/** What stands beside an input in its row and belongs to it: without it, two kinds of work would look the same. */
import { type Input, isMessages } from '../core/input.ts';
import { isJsonObject, type Json } from '../core/json.ts';

export interface WholeInput {
  readonly input: Input;
  /** Keys of the row that became part of the input. */
  readonly keys: readonly string[];
}

/**
 * The input that was found under the key `from`, with the system prompt (`system`, `instructions`), the instruction that it is
 * for (`instruction` beside `input`), or the context of a question.
 */
export function withCompanions(
  row: { readonly [key: string]: Json },
  from: string,
  input: Input,
): WholeInput {
  const key = (name: string): string | undefined =>
    Object.keys(row).find((each) => each.toLowerCase() === name && each !== from);
  const alone: WholeInput = { input, keys: [] };
  const found = (names: readonly string[]): readonly [string, Json] | undefined => {
    for (const name of names) {
      const at = key(name);
      const value = at === undefined ? undefined : row[at];
      if (at !== undefined && isGiven(value)) return [at, value];
    }
    return undefined;
  };
  if (isMessages(input)) {
    const [at, system] = found(['system']) ?? [];
    if (at === undefined || input[0]?.role === 'system') return alone;
    return { input: [{ role: 'system', content: system as string | readonly Json[] }, ...input], keys: [at] };
  }
  if (typeof input !== 'string') return alone;
  const [systemAt, system] = found(['system', 'system_prompt', 'instructions']) ?? [];
  if (systemAt !== undefined && typeof system === 'string') {
    const messages = [
      { role: 'system', content: system },
      { role: 'user', content: input },
    ] as const;
    return { input: messages, keys: [systemAt] };
  }
  const [instructionAt, instruction] = found(['instruction']) ?? [];
  if (from.toLowerCase() === 'input' && instructionAt !== undefined && typeof instruction === 'string')
    return { input: input.trim() === '' ? instruction : { instruction, input }, keys: [instructionAt] };
  const [contextAt, context] = found(['context', 'contexts']) ?? [];
  if (from.toLowerCase() === 'question' && contextAt !== undefined)
    return { input: { question: input, context: context! }, keys: [contextAt] };
  return alone;
}

/** A text that is not blank, or a list that is not empty. */
function isGiven(value: Json | undefined): value is Json {
  if (typeof value === 'string') return value.trim() !== '';
  return Array.isArray(value) ? value.length > 0 : isJsonObject(value ?? null);
}
