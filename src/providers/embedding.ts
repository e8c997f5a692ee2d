/** An embedding model of any provider that the AI SDK knows: texts in, vectors out, one request for several texts. */
import { FieldtestError, messageOf } from '../core/errors.ts';
import type { Embedded, Embedder, EmbeddingTarget, ProviderContext } from '../core/plugins.ts';
import { connectProvider } from './model-connection.ts';
import { errorResult } from './model-failure.ts';
import { startTrace, traced } from './model-fetch.ts';

/** What we use of the AI SDK's embedding model specification. Source: node_modules/@ai-sdk/provider/src/embedding-model */
interface SpecEmbeddingModel {
  /** Texts that one request may hold. */
  readonly maxEmbeddingsPerCall?: number | PromiseLike<number | undefined> | undefined;
  doEmbed(options: {
    readonly values: readonly string[];
    readonly abortSignal: AbortSignal;
  }): PromiseLike<{ readonly embeddings: readonly (readonly number[])[] }>;
}

/** More would make one lost request expensive. */
const MOST_TEXTS = 96;

/** Throws a FieldtestError as a candidate of that provider would. */
export async function openEmbedder(target: EmbeddingTarget, context: ProviderContext): Promise<Embedder> {
  const name = `${target.provider}:${target.model}`;
  const { provider } = await connectProvider('examples.embeddings', target, context);
  const make = provider.embeddingModel ?? provider.textEmbeddingModel;
  if (typeof make !== 'function') {
    throw new FieldtestError(
      'model',
      `${target.provider} has no embedding models`,
      'Name another in `examples.embeddings`, or leave it out: then words decide which inputs are alike.',
    );
  }
  let model: SpecEmbeddingModel;
  let most: number;
  try {
    model = make.call(provider, target.model) as SpecEmbeddingModel;
    most = Math.min((await model.maxEmbeddingsPerCall) ?? MOST_TEXTS, MOST_TEXTS);
  } catch (error) {
    throw new FieldtestError('model', `${name} cannot be set up: ${messageOf(error)}`, 'Check its name.');
  }
  const party = { name: target.provider, model: target.model, addressKey: 'baseUrl' };
  return {
    name: target.baseUrl === undefined ? name : `${name}@${new URL(target.baseUrl).host}`,
    most,
    async embed(values, signal): Promise<Embedded> {
      const trace = startTrace({}, context.now);
      try {
        const { embeddings } = await traced(trace, () => model.doEmbed({ values, abortSignal: signal }));
        return vectorsOf(embeddings, values.length);
      } catch (error) {
        return failureOf(errorResult(error, { trace, party }));
      }
    },
  };
}

function vectorsOf(embeddings: readonly (readonly number[])[], wanted: number): Embedded {
  const [first] = embeddings;
  const fits =
    embeddings.length === wanted &&
    embeddings.every((one) => one.length === first!.length && one.every(Number.isFinite));
  return fits
    ? { kind: 'vectors', vectors: embeddings.map((one) => Float32Array.from(one)) }
    : { kind: 'failure', next: 'stop', message: 'the answer does not hold a vector for each text' };
}

function failureOf(result: ReturnType<typeof errorResult>): Embedded {
  if (result.kind !== 'failure') throw new Error('an error is a failure');
  const { next, failure, retryAfterMs, hint } = result;
  return {
    kind: 'failure',
    next: next === 'retry' ? 'retry' : 'stop',
    message: failure.message,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(hint === undefined ? {} : { hint }),
  };
}
