/** What a broken model call means, from what went over the wire first and what the package threw second. */
import { messageOf } from '../core/errors.ts';
import { isJsonObject } from '../core/json.ts';
import { parseJson } from '../core/json-text.ts';
import type { CallResult } from '../core/plugins.ts';
import { BodyTooLarge } from './bounded-body.ts';
import { failed, networkFailure, streamCut, type Untimed } from './call-failure.ts';
import { type HttpParty, replyResult } from './http-failure.ts';
import { type CallTrace, ForeignHost } from './model-fetch.ts';

/** The fields that the AI SDK's errors have, whichever version threw them. */
interface SdkError {
  readonly name?: string;
  readonly message?: unknown;
  readonly statusCode?: unknown;
  readonly responseHeaders?: { readonly [name: string]: string };
  readonly responseBody?: string;
  readonly data?: unknown;
}

/** What packages throw for a 200 that they cannot read. */
const NOT_ITS_API = ['AI_JSONParseError', 'AI_TypeValidationError', 'AI_InvalidResponseDataError'];
/** What the package of OpenAI-compatible servers throws where others end in silence. */
const ENDED_WITHOUT_REASON = /stream ended without a finish reason/i;
const SETUP_ERRORS = ['AI_LoadAPIKeyError', 'AI_LoadSettingError', 'AI_NoSuchModelError'];

/** The call result for an error of a call, thrown or in its stream. Never throws. */
export function errorResult(
  error: unknown,
  { trace, party, partialText = '' }: { trace: CallTrace; party: HttpParty; partialText?: string },
): Untimed<CallResult> {
  const partial = partialText === '' ? {} : { partialText };
  if (trace.reply !== undefined) return replyResult(trace.reply, party);
  const root = causes(error).at(-1) ?? error;
  if (root instanceof BodyTooLarge) return failed('final', 'too-large', root.message, partial);
  if (root instanceof ForeignHost) {
    return failed('stop', 'foreign-host', root.message, { hint: `Check baseUrl of ${party.name}.` });
  }
  if (trace.requests === 0) return unsent(root, party);
  const inStream = streamErrorResult(error, party) ?? wrappedErrorResult(trace.plainJson, party);
  if (inStream !== undefined) return inStream.kind === 'failure' ? { ...inStream, ...partial } : inStream;
  const chain = causes(error);
  if (chain.some(({ message }) => ENDED_WITHOUT_REASON.test(message))) return streamCut(partialText);
  if (chain.some((cause) => NOT_ITS_API.includes(cause.name))) {
    const syntax = chain.find((cause) => cause instanceof SyntaxError);
    const what = syntax === undefined ? 'JSON of another shape' : `no JSON: ${syntax.message}`;
    return failed(
      'retry',
      'bad-response',
      `${party.name} sent something that is not its API (${what})`,
      partial,
    );
  }
  if (chain.some(isNetworkError)) return { ...networkFailure(error), ...partial };
  return failed('retry', 'unexpected', messageOf(root), partial);
}

/** Nothing was sent: the package could not be set up, or it cannot send this input. */
function unsent(error: unknown, party: HttpParty): Untimed<CallResult> {
  const { name = '' } = error as SdkError;
  const hint = `Set what ${party.name} needs, then run again.`;
  if (SETUP_ERRORS.includes(name)) return failed('stop', 'setup', messageOf(error), { hint });
  if (name.startsWith('AI_')) return failed('final', 'unsupported-input', messageOf(error));
  if (error instanceof Error && isNetworkError(error)) return networkFailure(error); // while signing in
  return failed('stop', 'setup', messageOf(error), { hint });
}

/**
 * An error that came inside a 200. The request was taken, so only what concerns the account or this very
 * input is final; anything else may work when asked again.
 */
function streamErrorResult(error: unknown, party: HttpParty): Untimed<CallResult> | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { message, statusCode, responseHeaders, responseBody, data } = error as SdkError;
  const carried = error instanceof Error ? data : error;
  if (statusCode === 200 || (error instanceof Error && typeof statusCode !== 'number')) return undefined;
  const said = JSON.stringify({ error: { ...(carried as object), message: textOf(message) } });
  const body = responseBody ?? said;
  const quota = /insufficient_quota|billing/i.test(body) ? 429 : undefined;
  const status = typeof statusCode === 'number' && statusCode >= 400 ? statusCode : (quota ?? 500);
  const result = replyResult({ status, headers: new Headers(responseHeaders), body }, party);
  const settled =
    result.kind === 'answer' || result.next === 'final' || ['quota', 'auth'].includes(result.failure.code);
  if (settled || (result.kind === 'failure' && result.failure.code === 'rate-limit')) return result;
  return failed('retry', 'stream-error', `${party.name} sent an error: ${textOf(message)}`);
}

/** The same of a plain body: gateways wrap a provider's error in a 200, with its status as a code. Undefined for any other body. */
function wrappedErrorResult(body: string | undefined, party: HttpParty): Untimed<CallResult> | undefined {
  const parsed = parseJson(body ?? '');
  if (parsed.kind !== 'value' || !isJsonObject(parsed.value)) return undefined;
  const { error } = parsed.value;
  if (typeof error === 'string') return streamErrorResult({ message: error }, party);
  if (!isJsonObject(error)) return undefined;
  const statusCode = [error.code, error.status].find((one) => typeof one === 'number');
  return streamErrorResult({ ...error, statusCode }, party);
}

function textOf(message: unknown): string {
  return typeof message === 'string' ? message : 'without a message';
}

function isNetworkError(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return (
    (typeof code === 'string' && /^(E[A-Z]|UND_ERR)/.test(code)) ||
    /fetch failed|terminated/.test(error.message)
  );
}

/** The error and what caused it, outermost first; packages wrap what they catch. */
function causes(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && chain.length < 10; at = at.cause) chain.push(at);
  return chain;
}
