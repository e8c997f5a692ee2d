/** Features become the name of a stratum, `length:long shape:html`; its parts are the slices of an example. */
import { type Features, featuresOf } from './features.ts';
import type { Look } from './look.ts';

/** From this many user messages on, a chat is a kind of its own. */
const MANY_TURNS = 3;
/** From this share of characters outside ASCII on, so is a plain text. */
const OTHER_SCRIPT = 0.25;

/**
 * The stratum of features. At most 34: four lengths times eight kinds (a shape, or of plain text: many turns or
 * another script), and one each for what is empty and what is giant.
 */
export function stratumOf(features: Features): string {
  const { length, shape } = features;
  if (length === 'empty' || length === 'giant') return `length:${length}`;
  const plain =
    features.turns >= MANY_TURNS ? ' turns:many' : features.nonAscii >= OTHER_SCRIPT ? ' script:other' : '';
  return `length:${length} shape:${shape}${shape === 'plain' ? plain : ''}`;
}

/** The stratum of an input. */
export function inputStratum(look: Look): string {
  return stratumOf(featuresOf(look));
}

/** The slices that belonging to a stratum means. */
export function stratumSlices(stratum: string): readonly string[] {
  return stratum.split(' ');
}
