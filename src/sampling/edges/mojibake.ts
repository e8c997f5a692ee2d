/** Text that was decoded with the wrong encoding on its way here. */
import type { InputEdge } from './edge.ts';

/** UTF-8 read as Latin-1 or Windows-1252: a lead byte and what follows it; and what a decoder puts for bytes it cannot read. */
const GARBLED =
  /[ÃÂ][\u0080-\u00BF]|â€[\u0080-\u00BF™œžš“”˜¦¢]|Ð[\u0080-\u00BF]|Ñ[\u0080-\u00BF]|ï»¿|\uFFFD/g;
/** One may be meant. */
const LEAST = 2;

export const mojibake: InputEdge = {
  kind: 'mojibake',
  family: 'malformed',
  description: 'letters garbled by a wrong encoding',
  find({ asked }) {
    const found = asked.match(GARBLED) ?? [];
    if (found.length < LEAST) return undefined;
    return `has ${found.length} garbled letters, such as ${JSON.stringify(found[0])}`;
  },
};
