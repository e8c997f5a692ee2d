/** Identity is content: ids are SHA-256 over what makes a thing what it is, and nothing else. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Target } from './candidate.ts';
import type { Input } from './input.ts';
import { canonicalJson, canonicalPieces, type Json } from './json.ts';

/** SHA-256 of the RFC 8785 text of a value, 64 hex digits. */
export function hashJson(value: Json): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

/** So many characters are hashed at once. */
const PIECE = 65_536;

/**
 * The same hash, of an object with one list more that may have 100,000 elements: its text is never whole. The list's key must sort behind all
 * others, which is where it stands in the text.
 */
export function hashLargeJson(
  value: { readonly [key: string]: Json },
  key: string,
  list: Iterable<Json>,
): string {
  if (Object.keys(value).some((other) => other >= key)) throw new Error(`"${key}" is not the last key`);
  const hash = sha256.create();
  let held = '';
  const add = (piece: string): void => {
    held += piece;
    if (held.length < PIECE) return;
    hash.update(utf8ToBytes(held));
    held = '';
  };
  // An object's last piece is what closes it.
  const pieces = [...canonicalPieces({ ...value, [key]: [] })];
  for (const piece of pieces.slice(0, -2)) add(piece);
  let between = '';
  for (const element of list) {
    add(between + canonicalJson(element));
    between = ',';
  }
  add(']}');
  return bytesToHex(hash.update(utf8ToBytes(held)).digest());
}

/** The id of an example: its (redacted) input alone; the reference is not part. */
export function exampleId(input: Input): string {
  return hashJson(input as Json);
}

/**
 * The id of an output's text: identical after trimming means rated once. Texts that UTF-8 cannot carry
 * (lone surrogates, which outputs may hold) are hashed by their UTF-16 code units instead.
 */
export function textId(text: string): string {
  const trimmed = text.trim();
  if (trimmed.isWellFormed()) return bytesToHex(sha256(utf8ToBytes(trimmed)));
  const units = new Uint8Array(trimmed.length * 2 + 1);
  units[0] = 0xff; // a byte that no UTF-8 text starts with, so that the two ways never meet
  for (let i = 0; i < trimmed.length; i++) {
    const unit = trimmed.charCodeAt(i);
    units[i * 2 + 1] = unit >> 8;
    units[i * 2 + 2] = unit & 0xff;
  }
  return bytesToHex(sha256(units));
}

/** What of the user's own code decides a candidate's outputs, as hashed by whoever can read files. */
export interface CodeFacts {
  /** SHA-256 over the bytes of the code (`run`, `command`), with what it imports from beside it. */
  readonly fileHash?: string;
  /** The candidate's name, which is what rows of a `recorded` file belong to; not part of any other id. */
  readonly name?: string;
  /** The config's `version:`; when given it stands in for the bytes or the spec. */
  readonly version?: string;
}

/**
 * The id of a candidate. A model: model + prompt + parameters; where it is served, its key, its price and
 * its name are not part. The user's own code: the entry file's bytes or the spec, or the `version:` given. Recorded
 * outputs: the name alone, since each row is an output of its own and a file that grows leaves the others as they are.
 */
export function candidateId(target: Target, code: CodeFacts = {}): string {
  const { version, fileHash } = code;
  const bytes = fileHash ?? null;
  const versioned = version === undefined ? {} : { version };
  switch (target.kind) {
    case 'model': {
      const model = `${target.provider}:${target.model}`;
      const params = target.params as Json;
      return hashJson({ kind: 'model', model, prompt: target.prompt ?? null, params, ...versioned });
    }
    case 'run':
      return hashJson({
        kind: 'run',
        ...(version === undefined ? { bytes } : { file: target.file, version }),
      });
    case 'recorded':
      return hashJson({ kind: 'recorded', name: code.name ?? null, ...versioned });
    case 'command':
      return hashJson({
        kind: 'command',
        command: target.command,
        ...(version === undefined ? { bytes } : { version }),
      });
    case 'http': {
      if (version !== undefined) return hashJson({ kind: 'http', url: target.url, version });
      const { kind, url, method, headers, body, output } = target;
      return hashJson({ kind, url, method, headers, body: body ?? null, output: output ?? null });
    }
  }
}

/** The id of a candidate whose files cannot be read: never that of one that ran. */
export function unreadCandidateId(name: string): string {
  return hashJson({ kind: 'unread', name });
}
