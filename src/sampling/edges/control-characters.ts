/** Characters that nobody types: terminal codes, backspaces, nulls. */
import { visibleLine } from '../../core/visible.ts';
import type { InputEdge } from './edge.ts';

const CONTROL = /[\u0000-\u0008\u000B\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g;

export const controlCharacters: InputEdge = {
  kind: 'control-characters',
  family: 'malformed',
  description: 'control characters in the text',
  find({ asked }) {
    const found = asked.match(CONTROL) ?? [];
    if (found.length === 0) return undefined;
    return `has ${found.length} control character${found.length === 1 ? '' : 's'}, such as ${visibleLine(found[0]!)}`;
  },
};
