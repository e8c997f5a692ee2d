/** `model:` a model of any provider that the AI SDK knows, asked once per call, as a stream, without retries. */
import type { Candidate, ModelTarget } from '../core/candidate.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import type { CallRequest, CallResult, Provider, ProviderContext, Runner } from '../core/plugins.ts';
import { promptMessages } from '../core/template.ts';
import { failed, scrubbed, secretScrubber, timed, type Untimed, unlessAborted } from './call-failure.ts';
import type { HttpParty } from './http-failure.ts';
import { answerResult, type Gathered } from './model-answer.ts';
import { connectModel, isLoopback } from './model-connection.ts';
import { errorResult } from './model-failure.ts';
import { type CallTrace, noteFirstToken, startTrace, traced } from './model-fetch.ts';
import { findModelPackage } from './model-packages.ts';
import { specPrompt } from './model-prompt.ts';
import type { SpecModel, SpecOptions, StreamPart } from './model-spec.ts';
import { socketMs } from './socket-times.ts';

/**
 * Calls the package's language model itself (`doStream`), below the AI SDK's own retries, telemetry and
 * downloads: one call is one request. A server that answers plain JSON to a streamed request is understood
 * too, still with that one request; its first token is then unknown.
 */
export const modelProvider: Provider = {
  kind: 'model',
  description:
    'A model of a provider: openai:gpt-5-mini, anthropic:claude-sonnet-5, openai-compatible:smollm2.',
  // Packages beyond ours are imported from the project's node_modules, which are as trusted as the project.
  needsTrust: ({ target }) => {
    const { provider, baseUrl, apiKeyEnv } = target as ModelTarget;
    const entry = findModelPackage(provider);
    const own =
      entry !== undefined && entry.load === undefined ? [`loads ${entry.package} of this folder`] : [];
    // A key may leave for an address that the config chose instead of the provider's own.
    const foreign =
      baseUrl !== undefined && apiKeyEnv !== undefined && !isLoopback(new URL(baseUrl).hostname);
    return foreign ? [...own, `sends ${apiKeyEnv} to ${new URL(baseUrl).origin}`] : own;
  },
  open: openModel,
};

interface OpenModel {
  readonly model: SpecModel;
  readonly target: ModelTarget;
  readonly party: HttpParty;
  readonly now: ProviderContext['now'];
}

async function openModel(candidate: Candidate, context: ProviderContext): Promise<Runner> {
  const target = candidate.target as ModelTarget;
  const { model, key, keyName } = await connectModel(candidate.name, target, context);
  const party = { name: target.provider, model: target.model, addressKey: 'baseUrl' };
  const open: OpenModel = {
    model,
    target,
    party: keyName === undefined ? party : { ...party, keyName },
    now: context.now,
  };
  const scrub = secretScrubber(context.env, [key]);
  const server = target.baseUrl === undefined ? '' : `@${new URL(target.baseUrl).host}`;
  return {
    bucket: `${target.provider}:${target.model}${server}`,
    account: `${target.provider}${server} ${keyName ?? ''}`,
    async call(request) {
      let prompt: SpecOptions['prompt'];
      try {
        prompt = specPrompt(promptMessages(request.example.input, target.prompt), model.specificationVersion);
      } catch (error) {
        if (!(error instanceof FieldtestError)) {
          return { ...failed('final', 'unsupported-input', messageOf(error)), latencyMs: 0 };
        }
        // The prompt asks for what the data lacks: that is not the model's result.
        return { ...failed('stop', 'template', error.message, { hint: error.hint }), latencyMs: 0 };
      }
      const heard = { text: '' };
      return timed(context.now, async () => {
        const result = await unlessAborted(request.signal, () => callModel(open, { request, prompt, heard }));
        const cutShort = request.signal.aborted && result.kind === 'failure' && heard.text !== '';
        return scrubbed(cutShort ? { ...result, partialText: heard.text } : result, scrub);
      });
    },
    close: async () => {},
  };
}

interface ModelCall {
  readonly request: CallRequest;
  readonly prompt: SpecOptions['prompt'];
  /** What has arrived of the answer, also when the call is left before its end. */
  readonly heard: { text: string };
}

async function callModel(
  { model, target, party, now }: OpenModel,
  { request, prompt, heard }: ModelCall,
): Promise<Untimed<CallResult>> {
  const trace = startTrace(request, now);
  const options = { ...target.params, prompt, abortSignal: request.signal, includeRawChunks: true };
  try {
    let events = 0;
    const { stream } = await traced(trace, () => model.doStream(options));
    const gathered: { -readonly [key in keyof Gathered]: Gathered[key] } = { text: '' };
    for await (const part of stream as ReadableStream<StreamPart>) {
      switch (part.type) {
        case 'stream-start':
          gathered.warnings = part.warnings;
          break;
        case 'text-delta':
          if (part.delta !== '') noteFirstToken(trace, events);
          heard.text += part.delta;
          break;
        case 'response-metadata':
          gathered.responseModel ??= part.modelId;
          break;
        case 'raw':
          events++;
          gathered.fingerprint ??= fingerprintIn(part.rawValue);
          gathered.responseModel ??= versionIn(part.rawValue);
          break;
        case 'error':
          return errorResult(part.error, { trace, party, partialText: heard.text });
        case 'finish':
          gathered.finish = part;
      }
    }
    return atItsTime(
      trace,
      answerResult({ ...gathered, text: heard.text, firstTokenMs: firstTokenMs(trace) }),
    );
  } catch (error) {
    if (trace.plainJson !== undefined) {
      return plainAnswer(model, { options, trace, party });
    }
    return errorResult(error, { trace, party, partialText: heard.text });
  }
}

/** Reads a plain JSON answer by playing it to the package once more; nothing is sent. */
async function plainAnswer(
  model: SpecModel,
  { options, trace, party }: { options: SpecOptions; trace: CallTrace; party: HttpParty },
): Promise<Untimed<CallResult>> {
  try {
    const replay = { ...trace, replay: trace.plainJson! };
    const { content, response, warnings, ...finish } = await traced(replay, () => model.doGenerate(options));
    const text = content.map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('');
    const fingerprint = fingerprintIn(response?.body);
    const responseModel = response?.modelId ?? versionIn(response?.body);
    return atItsTime(trace, answerResult({ text, finish, responseModel, fingerprint, warnings }));
  } catch (error) {
    return errorResult(error, { trace, party });
  }
}

/** An answer takes as long as the socket says; what never came to its end is timed by whoever called. */
function atItsTime(
  { times }: CallTrace,
  result: Untimed<CallResult>,
): Untimed<CallResult> & { readonly latencyMs?: number } {
  const latencyMs = socketMs(times);
  if (latencyMs === undefined || result.kind === 'failure') return result;
  const { firstTokenMs } = result;
  return { ...result, latencyMs, ...(firstTokenMs && { firstTokenMs: Math.min(firstTokenMs, latencyMs) }) };
}

function firstTokenMs({ firstTokenAt, times }: CallTrace): number | undefined {
  return firstTokenAt === undefined || times.sentAt === undefined ? undefined : firstTokenAt - times.sentAt;
}

/** Google's name for the version that answered. */
function versionIn(body: unknown): string | undefined {
  const { modelVersion } = (body ?? {}) as { readonly modelVersion?: unknown };
  return typeof modelVersion === 'string' && modelVersion !== '' ? modelVersion : undefined;
}

/** OpenAI's name for the backend that served a call. */
function fingerprintIn(body: unknown): string | undefined {
  const { system_fingerprint: fingerprint } = (body ?? {}) as { readonly system_fingerprint?: unknown };
  return typeof fingerprint === 'string' && fingerprint !== '' ? fingerprint : undefined;
}
