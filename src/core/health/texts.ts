/** Texts as the signs of wear read them. */

/** An example of the set. Of a held-out one its own texts are compared, and never told. */
export interface SetText {
  /** Its name, or else its id. */
  readonly example: string;
  readonly held: boolean;
  /** The input and whatever prompt goes around it. */
  readonly shown: string;
  /** Its input alone. */
  readonly input: string;
  /** The texts in its reference, each for itself; none where there is no reference. */
  readonly references: readonly string[];
  /** Of near-duplicates the same. */
  readonly form: string;
  /** The words of what it says, each once. */
  readonly words: ReadonlySet<string>;
  /** A unit vector of what it says, of the same space for all; zeros where it shares no word with another. */
  readonly vector: Float32Array;
}

/** An answer of a candidate. */
export interface OutputText {
  readonly example: string;
  readonly candidate: string;
  readonly text: string;
}
