/** `http:` an endpoint of the user's own; a JSON body made from a template, the answer at a path of the response. */
import type { Candidate, HttpTarget } from '../core/candidate.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import type { Input } from '../core/input.ts';
import { isJsonObject, type Json, jsonTexts } from '../core/json.ts';
import { type JsonPath, parseJsonPath, valueAt } from '../core/json-path.ts';
import type { CallRequest, CallResult, Provider, ProviderContext } from '../core/plugins.ts';
import { inputVariables, lookUp, renderTemplate, templateVariables } from '../core/template.ts';
import { BodyTooLarge, readBody, readErrorBody } from './bounded-body.ts';
import {
  failed,
  networkFailure,
  scrubbed,
  secretScrubber,
  textStatus,
  timed,
  type Untimed,
  unlessAborted,
} from './call-failure.ts';
import { replyResult } from './http-failure.ts';
import { rateWindows } from './rate-windows.ts';
import { atSocket, type SocketTimes, socketMs } from './socket-times.ts';

const ENV_PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/g;
const WHOLE_PLACEHOLDER = /^\{\{\s*([^{}\s]+)\s*\}\}$/;

interface Endpoint {
  readonly name: string;
  readonly url: string;
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: Json;
  readonly output?: JsonPath;
}

/** An input that the address of a request cannot carry. */
class Unsendable extends Error {}

/**
 * Sends one request per call and follows no redirect. Headers and the address may hold `{{env.NAME}}`, read once at
 * open; path and query of the address take the input's variables too, URL-encoded. In the body every text is a template over the input's variables; a text that is one placeholder and nothing
 * else becomes the value itself, so that `"{{messages}}"` is a list. Without a body the input is sent as
 * `{ "input": ... }`. Without `output` the whole body is the answer.
 */
export const httpProvider: Provider = {
  kind: 'http',
  description: 'An HTTP endpoint: a templated JSON body, the answer at a path of the response.',
  needsTrust: ({ target }) => {
    const { url, headers, body } = target as HttpTarget;
    const secrets = jsonTexts([url, headers, body ?? null]).flatMap(
      (text) => text.match(/\{\{\s*env\.[^}]*\}\}/g) ?? [],
    );
    return secrets.map((secret) => `sends ${secret} to ${new URL(url).origin}`);
  },
  async open(candidate, context) {
    const endpoint = readEndpoint(candidate, context);
    const { url, headers } = candidate.target as HttpTarget;
    const sent = jsonTexts([url, headers])
      .flatMap(environmentOf)
      .map((name) => context.env[name]);
    const scrub = secretScrubber(context.env, sent);
    return {
      bucket: candidate.name,
      call: (request) =>
        timed(context.now, async () => {
          const times: SocketTimes = {};
          const call = () => callEndpoint(endpoint, request);
          const measured = { times, now: context.now, onArrived: request.onArrived };
          const result = scrubbed(await atSocket(measured, call), scrub);
          const latencyMs = socketMs(times);
          return latencyMs === undefined ? result : { ...result, latencyMs };
        }),
      close: async () => {},
    };
  },
};

function readEndpoint(candidate: Candidate, { env }: ProviderContext): Endpoint {
  const target = candidate.target as HttpTarget;
  const { name } = candidate;
  if (!URL.canParse(target.url) || !/^https?:/i.test(target.url)) {
    throw new FieldtestError(
      'config',
      `the url of ${name} is not an http address: ${target.url}`,
      'Write it whole, such as https://example.com/answer.',
    );
  }
  const { username, password } = new URL(target.url);
  if (username !== '' || password !== '') {
    throw new FieldtestError(
      'config',
      `the url of ${name} holds a user or password`,
      'Leave them out, and send a header: authorization: "Basic {{env.MY_LOGIN}}"',
    );
  }
  const headers: { [name: string]: string } = { 'content-type': 'application/json' };
  for (const [key, value] of Object.entries(target.headers)) {
    headers[key.toLowerCase()] = fillEnv(value, { place: `the header ${key} of ${name}`, env }, onlyEnv);
    try {
      new Headers(headers);
    } catch {
      // The platform's own message would show the value, which may be a key.
      throw new FieldtestError(
        'config',
        `the header ${key} of ${name} cannot be sent: a name or value like this is not allowed`,
        'Look for a line break or a letter beyond Latin-1 in it.',
      );
    }
  }
  return {
    name,
    url: fillEnv(target.url, { place: `the url of ${name}`, env }, (whole) => whole, encodeURIComponent),
    method: target.method.toUpperCase(),
    headers,
    ...(target.body === undefined ? {} : { body: target.body }),
    ...(target.output === undefined ? {} : { output: answerPath(target.output, name) }),
  };
}

/** Puts the environment's values in; `others` says what becomes of every other placeholder. */
function fillEnv(
  value: string,
  { place, env }: { place: string; env: ProviderContext['env'] },
  others: (whole: string, place: string) => string,
  encode: (text: string) => string = (text) => text,
): string {
  return value.replaceAll(ENV_PLACEHOLDER, (whole, inner: string) => {
    const variable = /^env\.([A-Za-z_]\w*)$/.exec(inner)?.[1];
    if (variable === undefined) return others(whole, place);
    const found = env[variable];
    if (found === undefined || found === '') {
      throw new FieldtestError(
        'key',
        `${place} needs ${variable}, which is not set`,
        `Set it: export ${variable}=...`,
      );
    }
    return encode(found);
  });
}

/** The names of the variables of the environment that a text asks for. */
function environmentOf(text: string): readonly string[] {
  return templateVariables(text).flatMap((name) => (name.startsWith('env.') ? [name.slice(4)] : []));
}

function onlyEnv(whole: string, place: string): never {
  throw new FieldtestError(
    'config',
    `${place} holds ${whole}; headers take environment variables alone`,
    'Write {{env.NAME}}, and put what comes from the example into the body.',
  );
}

async function callEndpoint(endpoint: Endpoint, request: CallRequest): Promise<Untimed<CallResult>> {
  let url: string;
  let body: string | undefined;
  try {
    url = renderTemplate(endpoint.url, inputVariables(request.example.input), inUrl);
    body = requestBody(endpoint, request.example.input);
  } catch (error) {
    if (error instanceof Unsendable) return failed('final', 'unsupported-input', error.message);
    // The config asks for what the data lacks: that is not the endpoint's result.
    const hint = error instanceof FieldtestError ? { hint: error.hint } : {};
    return failed('stop', 'template', messageOf(error), hint);
  }
  const { signal } = request;
  return unlessAborted(signal, async () => {
    try {
      const response = await fetch(url, {
        method: endpoint.method,
        headers: endpoint.headers,
        redirect: 'manual',
        signal,
        ...(body === undefined ? {} : { body }),
      });
      request.onActivity?.();
      const windows = rateWindows(response.headers);
      if (windows.length > 0) request.onLimits?.(windows);
      if (!response.ok) {
        const reply = {
          status: response.status,
          headers: response.headers,
          body: await readErrorBody(response),
        };
        return replyResult(reply, { name: endpoint.name, addressKey: 'http.url' });
      }
      return answerOf(await readBody(response, { onChunk: request.onActivity, fatal: true }), endpoint);
    } catch (error) {
      if (error instanceof BodyTooLarge) return failed('final', 'too-large', error.message);
      if (
        error instanceof TypeError &&
        'code' in error &&
        error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
      ) {
        return failed('retry', 'invalid-utf8', `${endpoint.name} answered bytes that are not UTF-8`);
      }
      return networkFailure(error);
    }
  });
}

function inUrl(text: string): string {
  // A step of a path that is only dots would be taken for a way up.
  if (text === '.' || text === '..' || !text.isWellFormed())
    throw new Unsendable('the input cannot stand in an address');
  return encodeURIComponent(text);
}

function requestBody(endpoint: Endpoint, input: Input): string | undefined {
  if (endpoint.method === 'GET' || endpoint.method === 'HEAD') return undefined;
  if (endpoint.body === undefined) return JSON.stringify({ input });
  return JSON.stringify(fill(endpoint.body, inputVariables(input)));
}

function fill(value: Json, variables: { readonly [name: string]: Json }): Json {
  if (typeof value === 'string') {
    const path = WHOLE_PLACEHOLDER.exec(value)?.[1];
    const found = path === undefined ? undefined : lookUp(variables, path);
    return found ?? renderTemplate(value, variables);
  }
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => fill(item, variables));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, variables)]));
}

function answerOf(body: string, endpoint: Endpoint): Untimed<CallResult> {
  if (endpoint.output === undefined) return { kind: 'answer', status: textStatus(body), text: body };
  let json: Json;
  try {
    json = JSON.parse(body) as Json;
  } catch (error) {
    return failed('retry', 'bad-response', `${endpoint.name} answered no JSON: ${messageOf(error)}`);
  }
  const value = valueAt(json, endpoint.output);
  if (value === undefined) {
    const keys = isJsonObject(json) ? Object.keys(json).join(', ') : 'no object';
    return failed('final', 'no-answer', `${endpoint.name} answered without the output path; it has: ${keys}`);
  }
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  return { kind: 'answer', status: textStatus(text), text };
}

function answerPath(text: string, name: string): JsonPath {
  const path = parseJsonPath(text);
  if (path !== undefined) return path;
  throw new FieldtestError(
    'config',
    `the output of ${name} is not a path: ${text}`,
    'Write keys and positions, such as $.answer or $.choices[0].text.',
  );
}
