/** The embedding model that the config names, opened when the first input is to be embedded. */
import type { Config } from '../core/config.ts';
import type { Embedder, EmbeddingTarget } from '../core/plugins.ts';
import { findProvider } from '../providers/list.ts';
import { systemClock } from './clock.ts';
import { modelName } from './resolve-candidates.ts';
import { requireTrust, sha256, type TrustOptions } from './trust.ts';

/** Undefined where the config names none. */
export function projectEmbedder(
  config: Config,
  options: TrustOptions,
  dir: string,
): (() => Promise<Embedder>) | undefined {
  const { embeddings } = config.examples;
  if (embeddings === undefined) return undefined;
  return async () => {
    const { model, ...address } = embeddings;
    const target: EmbeddingTarget = { ...modelName(model, 'examples.embeddings'), ...address };
    const own = findProvider('model').needsTrust({ target: { kind: 'model', params: {}, ...target } });
    const hash = sha256(JSON.stringify([target, own]));
    await requireTrust(
      options,
      `${dir}#embeddings`,
      own.map((fact) => ({ fact: `examples.embeddings: ${fact}`, hash })),
    );
    const { openEmbedder } = await import('../providers/embedding.ts');
    return await openEmbedder(target, {
      env: options.env,
      projectDir: dir,
      now: () => systemClock.monotonic(),
    });
  };
}
