/** Vectors of inputs, by embedding model: what was paid for is kept. */
import { unforgotten } from './forgotten.ts';
import { parts } from './parts.ts';
import type { Database } from './schema.ts';
import { writing } from './writing.ts';

/** By example id. */
export async function vectors(db: Database, model: string): Promise<ReadonlyMap<string, Float32Array>> {
  const rows = await db
    .selectFrom('vectors')
    .select(['example', 'vector'])
    .where('model', '=', model)
    .execute();
  return new Map(rows.map(({ example, vector }) => [example, decoded(vector)]));
}

/** Those that are there already stay, but for those of another width: under one name another model answers now. */
export async function putVectors(
  db: Database,
  model: string,
  list: ReadonlyMap<string, Float32Array>,
): Promise<void> {
  await writing(db, 'vectors', async (tx) => {
    const [one] = list.values();
    if (one === undefined) return;
    await tx
      .deleteFrom('vectors')
      .where('model', '=', model)
      .where((eb) => eb(eb.fn<number>('length', ['vector']), '<>', encoded(one).length))
      .execute();
    const known = new Set(
      (await tx.selectFrom('vectors').select('example').where('model', '=', model).execute()).map(
        ({ example }) => example,
      ),
    );
    const fresh = await unforgotten(tx, [...list], ([id]) => ({ id }));
    const rows = fresh
      .filter(([id]) => !known.has(id))
      .map(([example, vector]) => ({ model, example, vector: encoded(vector) }));
    for (const some of parts(rows, 50)) await tx.insertInto('vectors').values(some).execute();
  });
}

/** Little endian, as most machines have them. */
function encoded(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}

function decoded(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
