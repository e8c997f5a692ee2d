/** How much of what passes by is held for recording: bounded per body and in all, so that a call never waits for it. */

/** A longer body is not recorded. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** Of all bodies that pass by, or wait to be read, at a time. */
const MAX_BYTES = 64 * 1024 * 1024;
/** What a call costs beside its bodies. */
const CALL_BYTES = 4096;

export interface Memory {
  /** False: there is no room, and nothing was taken. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function createMemory(most = MAX_BYTES): Memory {
  let held = 0;
  return {
    take(bytes) {
      if (held + bytes > most) return false;
      held += bytes;
      return true;
    },
    give(bytes) {
      held -= bytes;
    },
  };
}

/** Why a body is not held. */
export type Overflow = 'too long' | 'no room';

/** The copy of a call's two bodies, as they pass by. */
export interface CallCopy {
  readonly overflow: Overflow | undefined;
  /** What it holds of the memory; whoever reads it gives it back. */
  readonly held: number;
  request(chunk: Uint8Array): void;
  answer(chunk: Uint8Array): void;
  /** Both, each in a buffer of its own. */
  bodies(): { readonly request: Uint8Array<ArrayBuffer>; readonly answer: Uint8Array<ArrayBuffer> };
  /** Gives everything back. */
  drop(): void;
}

export function copyCall(memory: Memory): CallCopy {
  const sides = { request: noBody(), answer: noBody() };
  let held = 0;
  let overflow: Overflow | undefined;
  const drop = (): void => {
    memory.give(held);
    held = 0;
    sides.request = noBody();
    sides.answer = noBody();
  };
  const give = (why: Overflow): void => {
    drop();
    overflow = why;
  };
  if (memory.take(CALL_BYTES)) held = CALL_BYTES;
  else overflow = 'no room';
  const add = (side: 'request' | 'answer', chunk: Uint8Array): void => {
    if (overflow !== undefined) return;
    const into = sides[side];
    if (into.bytes + chunk.byteLength > MAX_BODY_BYTES) give('too long');
    else if (!memory.take(chunk.byteLength)) give('no room');
    else {
      held += chunk.byteLength;
      into.bytes += chunk.byteLength;
      into.chunks.push(chunk);
    }
  };
  return {
    get overflow() {
      return overflow;
    },
    get held() {
      return held;
    },
    request: (chunk) => add('request', chunk),
    answer: (chunk) => add('answer', chunk),
    bodies: () => ({ request: joined(sides.request), answer: joined(sides.answer) }),
    drop,
  };
}

interface Body {
  readonly chunks: Uint8Array[];
  bytes: number;
}

function noBody(): Body {
  return { chunks: [], bytes: 0 };
}

/** Buffer.concat would take small ones out of a pool, which no other thread can be given. */
function joined({ chunks, bytes }: Body): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}
