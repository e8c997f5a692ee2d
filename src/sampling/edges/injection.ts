/** Text that gives orders to the model instead of to be worked on. */
import type { InputEdge } from './edge.ts';

const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b(?! of your\b).{0,20}\b(?:previous|above|prior|earlier|preceding|all|any|your|system)\b(?: (?:previous|above|prior|earlier|preceding|following|and|or|any|of|the|your|these|those|given|system|initial|original|safety|open ?ai)){0,4} (?:instructions?|prompts?|rules|guidelines|directions|directives)\b(?! (?:for|on|about|of) )/i,
  /\b(?:ignoriere|vergiss|missachte)\b.{0,40}\b(?:anweisung|anweisungen|regeln|vorherig\w*|bisherig\w*)\b/i,
  /\b(?:ignore[zr]?|oublie[zr]?)\b.{0,40}\b(?:instructions?|consignes?|règles)\b/i,
  /\b(?:ignora|olvida)\b.{0,40}\b(?:instrucciones|reglas|anteriores)\b/i,
  /\b(?:reveal|print|repeat|show|output|tell me|give me|leak)\b.{0,30}\b(?:your|the|full)\b.{0,20}\b(?:system prompt|hidden prompt|initial (?:prompt|instructions)|system message|instructions verbatim)\b/i,
  /<\|(?:im_start|im_end|system|endoftext|eot_id|start_header_id)\|>|\[\/?INST\]|<<\/?SYS>>/,
  /^\s*#{2,}\s*(?:system|new instructions?|instructions? override)\b/im,
  /^\s*system(?: (?:prompt|message|override))?\s*:\s*(?:you (?:are|must|will)|ignore|disregard|forget|from now|override)\b/im,
  /\b(?:your (?:new|updated|real|actual)|(?:new|updated|real|actual) (?:system )?)\s*instructions?\s*:\s*(?:you\b|ignore|disregard|forget|reply|respond|answer|print|say|output|reveal)/i,
  /\bfrom now on,? you (?:are|will|must|only)\b/i,
];

export const injection: InputEdge = {
  kind: 'injection',
  family: 'adversarial',
  description: 'orders to the model inside the text to be worked on',
  find: ({ asked }) =>
    quoted(asked, ORDERS, 'gives orders to the model') ??
    quoted(decoded(asked), ORDERS, 'gives orders to the model in base64'),
};

/** Begins where its letters begin, so that a long word is read once. */
const BASE64 = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,}={0,2}/g;
/** An attachment is many megabytes of it; an order is short. */
const DECODED = 4_000;

/** What the base64 in a text says, as far as it says anything in letters. */
function decoded(text: string): string {
  const parts: string[] = [];
  let left = DECODED;
  for (const [found] of text.matchAll(BASE64)) {
    if (left <= 0) break;
    const said = Buffer.from(found.slice(0, left), 'base64').toString('latin1');
    left -= found.length;
    if (/^[\t\n\r -~]+$/.test(said)) parts.push(said);
  }
  return parts.join('\n');
}

/** The first pattern that a line holds, as a clause with the words found. Long lines are cut, so that time stays linear. */
export function quoted(text: string, patterns: readonly RegExp[], clause: string): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[0].trim();
    if (found !== undefined) return `${clause}: "${found.slice(0, 80)}"`;
  }
  return undefined;
}
