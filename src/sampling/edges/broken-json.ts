/** JSON that a program wrote and no program can read. */
import { parseJson } from '../../core/json-text.ts';
import type { InputEdge } from './edge.ts';

const FENCED = /```json\s*\n([\s\S]*?)(?:```|$)/;

export const brokenJson: InputEdge = {
  kind: 'broken-json',
  family: 'malformed',
  description: 'JSON that cannot be read',
  find({ asked, isCut }) {
    const text = (FENCED.exec(asked)?.[1] ?? asked).trim();
    if (!/^(?:\{\s*["'}\w]|\[\s*[{["'\d-])/.test(text) || isCut) return undefined;
    // A remark in brackets is no JSON, and a date is none.
    const keys = text.match(/["']?\s*:/g)?.length ?? 0;
    const isJson =
      keys >= 2 ||
      /^\[\s*\{/.test(text) ||
      /^\{\s*"[^"\n]*"\s*:/.test(text) ||
      /^\[\s*-?\d[\d.]*\s*,\s*["\d{[-]/.test(text);
    if (!isJson) return undefined;
    const parsed = parseJson(text);
    if (parsed.kind === 'value') return undefined;
    const before = text.slice(0, parsed.fault.offset);
    return `is JSON with a fault in its line ${before.split('\n').length}: ${parsed.fault.reason}`;
  },
};
