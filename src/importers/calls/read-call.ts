/** The bytes of a call that passed by become a record: the question from the request, the answer from JSON or a stream. */
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { CapturedBody, CapturedCall, Reading } from '../../core/captured-call.ts';
import { unfitInput } from '../../core/input.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { parseExactJson } from '../../core/json-text.ts';
import { isSecretName, withoutSecrets } from '../../core/secrets.ts';
import { metadataFrom } from '../facts.ts';
import type { Answered, CallDialect, JsonObject } from './call-dialect.ts';
import { callDialects } from './list.ts';
import { serverSentEvents } from './server-sent-events.ts';

/** The paths of the calls that can be read. */
export const callPaths: readonly string[] = callDialects.map(({ path }) => path);

/** What a body may become when it is decompressed. */
const MAX_DECODED_BYTES = 64 * 1024 * 1024;

/** Never throws: whatever is wrong with a call is said in the reading. */
export function readCall(call: CapturedCall): Reading {
  const dialect = callDialects.find(({ path }) => path === call.path);
  if (dialect === undefined) return skipped('it is no call of a model');
  // A client that tries again would be counted twice, and what is asked in vain has no answer to compare with.
  if (call.status < 200 || call.status > 299) return unanswered(`the provider answered ${call.status}`);
  const request = objectFrom(call.request, call.secrets);
  if (request === undefined) return failed('the request is not JSON');
  const asked = dialect.asked(request);
  if (asked.kind !== 'input') return asked.kind === 'skipped' ? skipped(asked.reason) : failed(asked.reason);
  const unfit = unfitInput(asked.input);
  if (unfit !== undefined) return failed(unfit);
  const answer = answerFrom(dialect, call);
  if (answer === undefined) return failed('the answer cannot be read');
  if (answer === 'broken') return unanswered('the answer broke off');
  const answered = dialect.answered(answer);
  if (answered === undefined) return unanswered('there is no answer in what came back');
  return {
    kind: 'record',
    record: {
      input: asked.input,
      ...(typeof answered.id === 'string' ? { name: answered.id } : {}),
      ...(answered.text === '' ? {} : { answer: answered.text }),
      ...(typeof request.model === 'string' ? { model: request.model } : {}),
      ...(answered.usage === undefined ? {} : { usage: answered.usage }),
      at: call.at,
      metadata: metadataOf({ dialect, request, answered, call }),
    },
  };
}

/** Parameters and what else the request says in a few words, then what is known of the call itself. */
function metadataOf(of: {
  readonly dialect: CallDialect;
  readonly request: JsonObject;
  readonly answered: Answered;
  readonly call: CapturedCall;
}): JsonObject {
  const { dialect, request, answered, call } = of;
  const used = new Set([...dialect.consumed, 'metadata']);
  const said = metadataFrom(request, used, request.metadata) ?? {};
  const open = Object.fromEntries(Object.entries(said).filter(([key]) => !isSecretName(key)));
  const model = answered.model === request.model ? undefined : answered.model;
  const known = { response_model: model, finish_reason: answered.finish };
  const texts = Object.entries(known).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    ...(withoutSecrets(open) as JsonObject),
    ...Object.fromEntries(texts),
    latency_ms: Math.round(call.latencyMs),
  };
}

function answerFrom(
  dialect: CallDialect,
  { answer, secrets }: CapturedCall,
): JsonObject | 'broken' | undefined {
  if (!/^text\/event-stream\b/i.test(answer.type)) return objectFrom(answer, secrets);
  const text = textFrom(answer, secrets);
  const events = text === undefined ? undefined : serverSentEvents(text);
  return events && (dialect.assembled(events) ?? 'broken');
}

function objectFrom(body: CapturedBody, secrets: readonly string[]): JsonObject | undefined {
  const text = textFrom(body, secrets);
  const parsed = text === undefined ? undefined : parseExactJson(text);
  const value: Json | undefined = parsed?.kind === 'value' ? parsed.value : undefined;
  return isJsonObject(value) ? value : undefined;
}

const DECODERS: { readonly [coding: string]: (bytes: Uint8Array) => Uint8Array } = {
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength: MAX_DECODED_BYTES }),
  deflate: (bytes) => inflateSync(bytes, { maxOutputLength: MAX_DECODED_BYTES }),
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength: MAX_DECODED_BYTES }),
  zstd: (bytes) => zstdDecompressSync(bytes, { maxOutputLength: MAX_DECODED_BYTES }),
};

/** The text without the caller's own keys, which some gateways repeat; undefined when it cannot be decoded. */
function textFrom({ bytes, coding }: CapturedBody, secrets: readonly string[]): string | undefined {
  const codings = coding.split(',').map((one) => one.trim().toLowerCase().replace(/^x-/, ''));
  let decoded = bytes;
  for (const one of codings.reverse()) {
    if (one === '' || one === 'identity') continue;
    if (!Object.hasOwn(DECODERS, one)) return undefined;
    try {
      decoded = DECODERS[one]!(decoded);
    } catch {
      return undefined;
    }
  }
  const text = new TextDecoder().decode(decoded);
  return secrets.reduce((left, secret) => left.replaceAll(secret, '[secret]'), text);
}

function skipped(reason: string): Reading {
  return { kind: 'skipped', reason };
}

function unanswered(reason: string): Reading {
  return { kind: 'unanswered', reason };
}

function failed(reason: string): Reading {
  return { kind: 'failed', reason };
}
