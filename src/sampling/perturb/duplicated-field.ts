/** A field that comes twice, and says two things. */
import { oneOf, type Perturbation } from './perturbation.ts';

const FIELD = /^([\p{L}][\p{L}\p{N} _-]{1,30}):[ \t]*(\S[^\n]{0,200})$/gmu;
const JSON_FIELD = /"((?:[^"\\\n]|\\.){1,60})"\s*:\s*("(?:[^"\\\n]|\\.){0,200}"|-?\d[\d.]*|true|false|null)/g;

export const duplicatedField: Perturbation = {
  kind: 'duplicated-field',
  description: 'a field comes twice, with two values',
  keepsReference: false,
  change(text, random) {
    if (/^\s*\{/.test(text)) {
      const fields = [...text.matchAll(JSON_FIELD)];
      if (fields.length > 0) {
        const field = oneOf(fields, random);
        const at = field.index + field[0].length;
        return `${text.slice(0, at)}, "${field[1]}": ${otherValue(field[2]!, random)}${text.slice(at)}`;
      }
    }
    const lines = [...text.matchAll(FIELD)];
    if (lines.length === 0) return undefined;
    const line = oneOf(lines, random);
    const at = line.index + line[0].length;
    return `${text.slice(0, at)}\n${line[1]}: ${otherValue(line[2]!, random)}${text.slice(at)}`;
  },
};

/** What contradicts a value: another number, or the words of it in another order. */
function otherValue(value: string, random: () => number): string {
  if (value === 'true' || value === 'false') return value === 'true' ? 'false' : 'true';
  if (/\d/.test(value))
    return value.replace(/\d/g, (digit) => String((Number(digit) + 1 + Math.floor(random() * 8)) % 10));
  const quoted = /^"(.*)"$/.exec(value)?.[1];
  const words = (quoted ?? value).split(' ');
  const other = words.length > 1 ? words.toReversed().join(' ') : `not ${words[0]}`;
  return quoted === undefined ? other : `"${other}"`;
}
