/** What an HTTP answer other than 2xx means for a call: try again, give this input up, or stop the candidate. */
import type { CallResult } from '../core/plugins.ts';
import { cut, failed, type Untimed } from './call-failure.ts';
import { type HeaderSource, retryAfterMs } from './retry-after.ts';

/** An answer that was not 2xx, its body already read (bounded). */
export interface HttpReply {
  readonly status: number;
  readonly headers: HeaderSource;
  readonly body: string;
}

/** Whom the failure is about, for messages and hints. */
export interface HttpParty {
  /** `openai`, or the candidate's name. */
  readonly name: string;
  readonly model?: string;
  /** The variable that holds its key. */
  readonly keyName?: string;
  /** Where the address is set, for redirects: `baseUrl` or `http.url`. */
  readonly addressKey: string;
}

const QUOTA =
  /insufficient_quota|billing_hard_limit|billing_not_active|spend(?:ing)?[ _]limit|credit balance|\bper day\b|PerDay|\bdaily\b|\b[RT]PD\b/i;
/** The same in an answer that says nothing of a limit by its status, where a text of the user's may be quoted. */
const BROKE = /insufficient_quota|billing_hard_limit|billing_not_active|credit balance is too low/i;
const OVERFLOW =
  /context_length_exceeded|context (?:length|window|size|limit)|maximum context|prompt is too long|input is too long|too many (?:input )?tokens|exceeds? the (?:maximum|available) (?:context|number of (?:input )?tokens)/i;
const FILTERED =
  /content[_ ]filter|content[_ ]policy|content management policy|responsible[_ ]ai|safety (?:system|filter)/i;

/** Servers of one's own, such as llama.cpp's, say so for as long as it takes them to start. */
const LOADING = /\bloading (?:the )?model\b|\bmodel\b.{0,80}\bloading\b/i;

/** Nobody bills an HTTP error. */
const UNBILLED = { costUsd: 0 } as const;
/** One request that is larger than what may be asked in a minute: no wait helps it. */
const OVERSIZED = /request too large|reduce the (?:length|size) of (?:the|your)/i;

/**
 * The call result for such an answer. A content filter's 400 is a `refused` answer, an input longer than the context
 * one that is `truncated` to nothing: both are how this candidate meets this input. All else is a failure.
 */
export function replyResult(reply: HttpReply, party: HttpParty): Untimed<CallResult> {
  const { status } = reply;
  const said = errorMessage(reply.body);
  const message =
    said === '' ? `${party.name} answered ${status}` : `${party.name} answered ${status}: ${said}`;
  const waitMs = retryAfterMs(reply.headers, reply.body);
  const wait = waitMs === undefined ? {} : { retryAfterMs: waitMs };
  const stop = (code: string, hint: string) => failed('stop', code, message, { httpStatus: status, hint });

  if (status < 300) {
    const page = /^\s*</.test(reply.body);
    const what = page ? `a page${said === '' ? '' : ` (${said})`}` : `something else (${said})`;
    // A gateway may say so for a moment, and a wrong address does so for good.
    const where = `check ${party.addressKey}, or what stands in between`;
    return failed(
      'retry',
      'not-its-api',
      `${party.name} answered with ${what} in place of its API: ${where}`,
      {
        httpStatus: status,
      },
    );
  }
  if (status >= 300 && status < 400) {
    const to = reply.headers.get('location') ?? 'another address';
    return failed('stop', 'redirect', `${party.name} answered ${status}, a redirect to ${to}`, {
      httpStatus: status,
      hint: `Redirects are not followed, since a key must not travel: set ${party.addressKey} to the final address.`,
    });
  }
  const isBroke = (status === 400 || status === 403) && BROKE.test(reply.body);
  if (status === 402 || isBroke || (status === 429 && QUOTA.test(reply.body))) {
    return stop('quota', `The account of ${party.name} has reached a limit: raise it there, then run again.`);
  }
  if (status === 429 && OVERSIZED.test(reply.body))
    return failed('final', 'too-large', message, { httpStatus: status });
  if (status === 429) return failed('retry', 'rate-limit', message, { httpStatus: status, ...wait });
  if (status === 503 && LOADING.test(reply.body))
    return failed('retry', 'loading', message, { httpStatus: status, ...wait });
  // A page of HTML is a gateway in between speaking, which says nothing about the request, except "not found".
  const page = /^\s*</.test(reply.body) && ![401, 404, 410, 413].includes(status);
  if (page || status === 408 || status === 409 || status === 425 || status >= 500) {
    return failed('retry', `http-${status}`, message, { httpStatus: status, ...wait });
  }
  if (status === 401 || status === 403) {
    if (status === 403 && FILTERED.test(reply.body)) return refused(said, status);
    const key = party.keyName ?? 'the key';
    return stop('auth', `Check that ${key} holds a valid key of ${party.name} that may use this model.`);
  }
  if (status === 404 || status === 410) {
    const what = party.model === undefined ? party.addressKey : `the model name "${party.model}"`;
    return stop('not-found', `Check ${what}${party.model === undefined ? '' : ` and ${party.addressKey}`}.`);
  }
  if (status === 413) return failed('final', 'too-large', message, { httpStatus: status });
  if (status === 400 || status === 422) {
    if (OVERFLOW.test(reply.body)) {
      const failure = { code: 'context-overflow', message: cut(message), httpStatus: status };
      return { kind: 'answer', status: 'truncated', text: '', failure, ...UNBILLED };
    }
    if (FILTERED.test(reply.body)) return refused(said, status);
  }
  return stop('bad-request', `${party.name} refuses the request itself: change what its message names.`);
}

function refused(text: string, httpStatus: number): Untimed<CallResult> {
  const failure = { code: 'content-filter', message: cut(text), httpStatus };
  return { kind: 'answer', status: 'refused', text, failure, ...UNBILLED };
}

/** The human part of an error body: the message of the usual JSON shapes, or the text, or a page's title. */
function errorMessage(body: string): string {
  try {
    return messageIn(JSON.parse(body)) ?? body.trim();
  } catch {
    const title = /<title[^>]*>([^<]*)</i.exec(body)?.[1];
    return (title ?? (/^\s*</.test(body) ? 'a page of HTML' : body)).replaceAll(/\s+/g, ' ').trim();
  }
}

function messageIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return messageIn(value[0]);
  if (typeof value !== 'object' || value === null) return undefined;
  const { message, error, detail, msg } = value as { readonly [key: string]: unknown };
  return messageIn(error) ?? messageIn(message) ?? messageIn(detail) ?? messageIn(msg);
}
