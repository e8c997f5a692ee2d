/** Example: a record chosen for the eval, with why it was chosen and how much traffic it stands for. */
import type { Input } from './input.ts';
import type { Json } from './json.ts';
import { visibleLine } from './visible.ts';

/** `dev` examples are for working with; `holdout` ones are spent deliberately, by `--holdout` alone. */
export type Split = 'dev' | 'holdout';

export interface Example {
  /** SHA-256 of the RFC 8785 JSON of the (redacted) input, 64 hex digits. */
  readonly id: string;
  /** The id its source gave it; wherever an id is read, name or hash will do. */
  readonly name?: string;
  readonly input: Input;
  readonly reference?: Json;
  /** Why it was chosen, or what it belongs to: `length:long`, `edge:malformed` ... */
  readonly slices: readonly string[];
  readonly split: Split;
  /** How many production records it stands for; absent when nothing is known about the traffic. */
  readonly weight?: number;
  /** Examples of one conversation, customer or document share a cluster. */
  readonly cluster?: string;
  readonly metadata?: { readonly [key: string]: Json };
}

/** What is written back for an example: its name, or else its id. */
export function exampleLabel(example: Pick<Example, 'id' | 'name'>): string {
  return example.name ?? example.id;
}

/** A label on a line of a report: of an id of 64 digits the first twelve, by which it is found too. */
export function shownLabel(label: string): string {
  return /^[0-9a-f]{64}$/.test(label) ? label.slice(0, 12) : visibleLine(label);
}
