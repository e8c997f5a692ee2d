/** Finds runs of text that stand word for word in another text, in time that grows with the length of both. */

/**
 * Letters and digits in a row that are no coincidence; spaces, signs and capitals do not count. Source: GPT-4 Technical Report,
 * OpenAI 2023, appendix C, which looks for 50 such characters of an eval in the training data.
 */
export const RUN = 50;
/** Of a source every tenth place is kept, so that a run of this many is found for sure, and one of 50 one time in ten. */
const STRIDE = 10;
export const SURE_RUN = RUN + STRIDE - 1;

/** What a run of an output was found in. */
export interface Quote {
  /** Index of the source. */
  readonly source: number;
  /** Letters and digits. */
  readonly length: number;
}

/** The letters and digits of a text in lower case: what is compared. */
export function plainRun(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** The runs of some sources. What two sources share is boilerplate, and belongs to neither. */
export interface RunIndex {
  readonly texts: readonly string[];
  readonly places: ReadonlyMap<string, readonly [source: number, at: number]>;
  /** Of the runs: most places of an output are told apart by these alone. */
  readonly hashes: ReadonlySet<number>;
}

export function runIndex(texts: readonly string[]): RunIndex {
  const places = new Map<string, readonly [number, number]>();
  for (const [source, text] of texts.entries())
    for (let at = 0; at + RUN <= text.length; at += STRIDE) {
      const run = text.slice(at, at + RUN);
      if (!places.has(run)) places.set(run, [source, at]);
    }
  return { texts, places, hashes: new Set(places.keys().map(hashOf)) };
}

const BASE = 0x01000193;
/** What the first unit of a run weighs in its hash. */
const FIRST = Array.from({ length: RUN - 1 }).reduce<number>((power) => Math.imul(power, BASE), 1);

/** A hash that moves on by a unit in two steps. Source: Karp and Rabin 1987, modulo 2 ** 32. */
function hashOf(run: string): number {
  let hash = 0;
  for (let at = 0; at < RUN; at++) hash = (Math.imul(hash, BASE) + run.charCodeAt(at)) | 0;
  return hash;
}

/**
 * The longest run of each source in `output`, unless `explained`, the text that its candidate was shown, or more than one source has it. All
 * are plain runs. `but` names the source that is the output's own, which cannot be quoted from itself.
 */
export function quotesOf(
  output: string,
  { index, explained, but }: { readonly index: RunIndex; readonly explained: string; readonly but?: number },
): readonly Quote[] {
  const found = new Map<number, number>();
  let shown: ReadonlySet<string> | undefined;
  let hash = output.length < RUN ? 0 : hashOf(output);
  let open = 0;
  for (let at = 0; at + RUN <= output.length; at++) {
    if (at > 0)
      hash =
        (Math.imul(hash - Math.imul(output.charCodeAt(at - 1), FIRST), BASE) +
          output.charCodeAt(at + RUN - 1)) |
        0;
    if (at < open || !index.hashes.has(hash)) continue;
    const place = index.places.get(output.slice(at, at + RUN));
    if (place === undefined || place[0] === but) continue;
    const [source, there] = place;
    const text = index.texts[source]!;
    let [from, to] = [0, RUN];
    while (at - from > 0 && there - from > 0 && output[at - from - 1] === text[there - from - 1]) from++;
    while (output[at + to] !== undefined && output[at + to] === text[there + to]) to++;
    shown ??= runsOf(explained);
    const whole = output.slice(at - from, at + to);
    const length = unexplained(whole, shown);
    if (length >= RUN && isOfOne(index, whole, source))
      found.set(source, Math.max(found.get(source) ?? 0, length));
    open = at + to;
  }
  return [...found].map(([source, length]) => ({ source, length }));
}

function runsOf(text: string): ReadonlySet<string> {
  const runs = new Set<string>();
  for (let at = 0; at + RUN <= text.length; at++) runs.add(text.slice(at, at + RUN));
  return runs;
}

/** The length of the longest part of a run of which no window of 50 stands in what was shown. */
function unexplained(whole: string, shown: ReadonlySet<string>): number {
  let best = 0;
  let length = 0;
  for (let at = 0; at + RUN <= whole.length; at++) {
    length = shown.has(whole.slice(at, at + RUN)) ? 0 : length === 0 ? RUN : length + 1;
    best = Math.max(best, length);
  }
  return best;
}

/** Whether no other source has the run. */
function isOfOne({ texts }: RunIndex, whole: string, source: number): boolean {
  return texts.every((text, at) => at === source || !text.includes(whole.slice(0, SURE_RUN)));
}
