/** What finds one kind of personal data in a text. */

/** Kinds that a form or a checksum tells. */
export const STRUCTURED_KINDS = [
  'api-key',
  'jwt',
  'url-credentials',
  'email',
  'iban',
  'card',
  'ip',
  'phone',
] as const;

/** Kinds that nothing but words tell: found where a text introduces them, and missed where it does not. */
export const BEST_EFFORT_KINDS = ['name', 'address'] as const;

export type RedactionKind = (typeof STRUCTURED_KINDS)[number] | (typeof BEST_EFFORT_KINDS)[number];

/** A place in a text, in UTF-16 units. */
export interface Found {
  readonly start: number;
  readonly end: number;
  /** What every way to write this value has in common: its placeholder is made of it. */
  readonly same: string;
}

/**
 * One kind of personal data. The same text gives the same places; the time that it takes grows with the length of the text and no
 * faster, whatever the text says.
 */
export interface Detector {
  readonly kind: RedactionKind;
  /** What a placeholder calls it: `[e-mail ...]`. */
  readonly label: string;
  /** One sentence for people. */
  readonly description: string;
  find(text: string): Iterable<Found>;
}
