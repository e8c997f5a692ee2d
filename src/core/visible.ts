/** Untrusted text made safe to show in a line: what would move the cursor or hide is written out. */

/** Control characters, escape sequences, bidi controls, zero-width and lone surrogates. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\p{Surrogate}]/gu;

/** The text on one line, with every such character as `\u{1b}`. */
export function visibleLine(text: string): string {
  return text.replace(UNSEEN, (unit) => `\\u{${unit.charCodeAt(0).toString(16)}}`);
}
