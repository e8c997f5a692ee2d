/** The one way by which anything reaches a rater: what is not copied here by name does not leave. */
import type { Candidate } from './candidate.ts';
import type { Example } from './example.ts';
import type { Output, OutputStatus } from './output.ts';
import { maskNames, maskOwnNames } from './review/mask-names.ts';
import { blocksOf, type ReviewItem, type ReviewRound } from './review/round.ts';
import { keyedHash } from './review/seeded-order.ts';
import type { BlindBlock, BlindItem, BlindOutput } from './review/wire.ts';

/** Which of several statuses of one text is shown: never which candidate had which. */
const STATUS_ORDER: readonly OutputStatus[] = ['truncated', 'refused', 'empty', 'ok'];
/** Answers come in lengths of at least this many bytes, each the double of the one before. */
const SMALLEST = 4096;

/** The text of an item as it is shown, the same whichever candidates gave it. */
export function blindOutput(
  item: ReviewItem,
  outputs: readonly Output[],
  candidates: readonly Candidate[],
): BlindOutput {
  const { text, status } = shownText(outputs);
  return { item: item.id, ...maskNames(text, candidates), status };
}

/** The same without a mask. */
export function unmaskedText(outputs: readonly Output[]): string {
  return shownText(outputs).text;
}

/** Outputs that share a text after trimming may differ in white space; which one is shown depends on the texts alone. */
function shownText(outputs: readonly Output[]): { text: string; status: BlindOutput['status'] } {
  const [text] = outputs.map((output) => output.text).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const status = STATUS_ORDER.find((one) => outputs.some((output) => output.status === one)) ?? 'ok';
  return { text: text ?? '', status: status as BlindOutput['status'] };
}

/** The items of a round as the rater may know them, in their order. */
export function blindItems(round: Pick<ReviewRound, 'seed' | 'items'>): readonly BlindItem[] {
  return blocksOf(round.items).flatMap((block) =>
    block.map(({ id, purpose }) => ({
      id,
      block: blockId(round.seed, block),
      calibration: purpose === 'calibration',
    })),
  );
}

/** The opaque id of a block. */
export function blockId(seed: string, block: readonly ReviewItem[]): string {
  return keyedHash(seed, `block ${block[0]!.id}`).slice(0, 32);
}

/**
 * A block as the rater may see it; its JSON has one of a few lengths. `others` are the outputs of the example that it
 * does not show: with them the length is that of the example, whichever of its outputs a block asks for alone.
 */
export function blindBlock(
  id: string,
  example: Pick<Example, 'input' | 'reference'>,
  outputs: readonly BlindOutput[],
  others: readonly BlindOutput[] = [],
): BlindBlock {
  const bare = { id, input: example.input, reference: example.reference ?? null, outputs, padding: '' };
  const length = bytesOf(bare);
  const whole = bytesOf({ ...bare, outputs: [...outputs, ...others] });
  const wanted = SMALLEST * 2 ** Math.max(0, Math.ceil(Math.log2(whole / SMALLEST)));
  return { ...bare, padding: ' '.repeat(wanted - length) };
}

function bytesOf(block: BlindBlock): number {
  return new TextEncoder().encode(JSON.stringify(block)).length;
}

/** A text of the user's own about the task (its name, the guideline), without the candidates' names. */
export function blindText(text: string, candidates: readonly Candidate[]): string {
  return maskOwnNames(text, candidates);
}
