/** JSON as a tree that keeps what was written: 1.0 stays 1.0, long numbers keep all digits, keys their order. */
import { findJsonFault } from '../../src/core/json-text.ts';

export interface JsonNode {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'word';
  /** UTF-16 offsets of the source: [from, to). */
  readonly from: number;
  readonly to: number;
  /** Of an object or array; empty for the rest. */
  readonly members: readonly JsonMember[];
  /** Nodes below this one. */
  readonly size: number;
}

export interface JsonMember {
  /** Decoded; undefined inside an array. */
  readonly key: string | undefined;
  /** An earlier member of the object has the same key. */
  readonly repeated: boolean;
  readonly value: JsonNode;
}

export type JsonTree =
  | { readonly kind: 'tree'; readonly root: JsonNode; readonly repeated: readonly RepeatedKey[] }
  | { readonly kind: 'fault'; readonly line: number; readonly column: number; readonly reason: string };

export interface RepeatedKey {
  readonly key: string;
  readonly line: number;
  readonly column: number;
}

/** Recursion is safe: the check refuses what nests deeper than 256. */
export function jsonTree(text: string): JsonTree {
  const fault = findJsonFault(text);
  if (fault !== undefined) return { kind: 'fault', ...place(text, fault.offset), reason: fault.reason };
  const repeated: RepeatedKey[] = [];
  let at = 0;
  const space = () => {
    while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  };
  const string = (): string => {
    const from = at++;
    for (; text[at] !== '"'; at++) if (text[at] === '\\') at++;
    at++;
    return text.slice(from, at);
  };
  const value = (): JsonNode => {
    space();
    const from = at;
    const char = text[at]!;
    if (char === '"') {
      string();
      return { kind: 'string', from, to: at, members: [], size: 0 };
    }
    if (char !== '{' && char !== '[') {
      while (at < text.length && /[\w.+-]/.test(text[at]!)) at++;
      return { kind: /[\d-]/.test(char) ? 'number' : 'word', from, to: at, members: [], size: 0 };
    }
    at++;
    const members: JsonMember[] = [];
    const keys = new Set<string>();
    let size = 0;
    for (space(); text[at] !== '}' && text[at] !== ']'; space()) {
      let key: string | undefined;
      let known = false;
      if (char === '{') {
        const keyAt = at;
        key = JSON.parse(string()) as string;
        known = keys.has(key);
        if (known) repeated.push({ key, ...place(text, keyAt) });
        keys.add(key);
        space();
        at++;
      }
      const member = value();
      members.push({ key, repeated: known, value: member });
      size += 1 + member.size;
      space();
      if (text[at] === ',') at++;
    }
    at++;
    return { kind: char === '{' ? 'object' : 'array', from, to: at, members, size };
  };
  return { kind: 'tree', root: value(), repeated };
}

/** Line and column of an offset, from 1; columns in UTF-16 units. */
function place(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}
