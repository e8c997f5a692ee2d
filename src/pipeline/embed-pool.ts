/** The vectors of a pool's inputs by the embedding model of the config, asked for where they are not stored yet. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Embedder } from '../core/plugins.ts';
import { unit } from '../stats/spherical-k-means.ts';
import { retryDelay } from './engine/retry-policy.ts';

/** Of a text so much is sent; models read about so much. */
const MOST_CHARACTERS = 8_000;
/** Requests in flight. */
const AT_ONCE = 4;

export interface ToEmbed {
  /** Its example id. */
  readonly id: string;
  readonly text: string;
}

/**
 * Unit vectors, in order; a text of white space alone has one of zeros. What a request gives is stored before the next
 * is sent, so that nothing is paid for twice. Throws FieldtestError('model') where the model cannot be asked, or gives vectors that cannot be
 * compared.
 */
export async function embedPool(
  context: Context,
  embedder: Embedder,
  entries: readonly ToEmbed[],
): Promise<readonly Float32Array[]> {
  const kept = new Map(await context.store.vectors(embedder.name));
  let known = await embedMissing(context, embedder, { entries, known: kept });
  if (widthsOf(known).size > 1) {
    context.log.warn(
      `${embedder.name} gives vectors of another width than before: it is another model now, and every input is sent to it again`,
    );
    known = await embedMissing(context, embedder, {
      entries,
      known: new Map(await context.store.vectors(embedder.name)),
    });
  }
  const [width = 1, other] = widthsOf(known);
  if (other !== undefined) {
    const hint = 'Name another model, or take `embeddings` out of the config.';
    throw new FieldtestError(
      'model',
      `${embedder.name} gives vectors of ${width} and of ${other} numbers`,
      hint,
    );
  }
  return entries.map(({ id }) => {
    const vector = known.get(id);
    return (vector && unit(vector)) ?? new Float32Array(width);
  });
}

function widthsOf(known: ReadonlyMap<string, Float32Array>): ReadonlySet<number> {
  return new Set([...known.values()].map(({ length }) => length));
}

/** What is known, and what was asked for besides. */
async function embedMissing(
  context: Context,
  embedder: Embedder,
  of: { readonly entries: readonly ToEmbed[]; readonly known: ReadonlyMap<string, Float32Array> },
): Promise<ReadonlyMap<string, Float32Array>> {
  const { store, log } = context;
  const { entries } = of;
  const known = new Map(of.known);
  const open = entries.filter(({ id, text }) => !known.has(id) && text.trim() !== '');
  const batches = Array.from({ length: Math.ceil(open.length / embedder.most) }, (_, index) =>
    open.slice(index * embedder.most, (index + 1) * embedder.most),
  );
  let done = 0;
  const queue = batches[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (const batch of queue) {
      const vectors = await ask(context, embedder, batch);
      const fresh = new Map(batch.map(({ id }, index) => [id, vectors[index]!]));
      await store.putVectors(embedder.name, fresh);
      for (const [id, vector] of fresh) known.set(id, vector);
      done += batch.length;
      log.progress({
        lines: [`${done} of ${open.length} inputs embedded by ${embedder.name}`],
        facts: { embedded: done, of: open.length },
      });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    log.progress(undefined);
  }
  return known;
}

async function ask(
  { clock, random, signal }: Context,
  embedder: Embedder,
  batch: readonly ToEmbed[],
): Promise<readonly Float32Array[]> {
  for (let attempt = 1; ; attempt++) {
    const result = await embedder.embed(
      batch.map(({ text }) => text.slice(0, MOST_CHARACTERS)),
      signal,
    );
    if (signal.aborted) {
      const hint = 'What was embedded is kept. To go on, run the same command.';
      throw new FieldtestError('interrupted', 'stopped by you', hint);
    }
    if (result.kind === 'vectors') return result.vectors;
    const { next, message, hint, retryAfterMs } = result;
    const waitMs = next === 'stop' ? undefined : retryDelay({ attempt, retryAfterMs, random });
    if (waitMs === undefined) {
      throw new FieldtestError(
        'model',
        `${embedder.name}: ${message}`,
        hint ??
          'What was embedded is kept. Run the same command again, or take `embeddings` out of the config.',
      );
    }
    await clock.sleep(waitMs, signal);
  }
}
