/** A database that lost bytes opens to what was committed at some moment, or is refused: never a wrong number. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { NEWER_FUNCTION } from '../../src/store/schema.ts';
import { damaged, told, writeHistory } from '../fixtures/damage.ts';
import { candidateOf, exampleOf, outputOf } from '../fixtures/nouns.ts';
import { seeded } from '../fixtures/seeded.ts';

const DAMAGES = Number(process.env.FIELDTEST_DAMAGES ?? 90);
const SEED = Number(process.env.FIELDTEST_FAULT_SEED ?? 7);

async function inFolder(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-damage-'));
  try {
    await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

test(`cut or zeroed in ${DAMAGES} random places (seed ${SEED}): what was committed, or one clear error`, {
  timeout: 60_000 + DAMAGES * 1000,
}, async () => {
  await inFolder(async (dir) => {
    const random = seeded(SEED);
    const { images, truths } = await writeHistory(dir);
    const wrong: string[] = [];
    let refused = 0;
    for (let n = 0; n < DAMAGES; n++) {
      const path = join(dir, String(n), 'fieldtest.db');
      const what = await damaged(path, images[n % images.length]!, random);
      try {
        const store = await openStore(path);
        try {
          if (!truths.has(await told(store))) wrong.push(`${what}: wrong`);
        } finally {
          await store.close();
        }
      } catch (error) {
        refused++;
        const { code, message, hint } = error as { code?: string; message: string; hint?: string };
        if (
          code !== 'store' ||
          !message.startsWith(`${path} is damaged: `) ||
          !hint?.includes('fieldtest doctor')
        )
          wrong.push(`${what}: ${message}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(DAMAGES / 10);
  });
});

const first = exampleOf('first');
const candidate = candidateOf('a');

test.each([
  [
    'a row that went',
    'drop trigger outputs_delete_summed; delete from outputs',
    /^table "outputs": rows are missing: 1/,
  ],
  [
    'a text that changed',
    "update outputs set text = 'other'",
    /^table "outputs": rows that do not fit their checksum: 1$/,
  ],
  [
    'a row that came',
    "insert into reveals values (7, 'at', 'decide', 0, 1)",
    /^table "reveals": rows that do not fit/,
  ],
])('%s is told with its table', async (_what, change, said) => {
  await inFolder(async (dir) => {
    const path = join(dir, 'fieldtest.db');
    const store = await openStore(path);
    await store.setExamples([first]);
    await store.putOutput(outputOf(candidate, first, 'answer'));
    const database = new DatabaseSync(path);
    database.function(NEWER_FUNCTION, () => 0);
    database.exec(change);
    database.close();
    if (change.startsWith('update'))
      await expect(store.outputs({ candidates: [candidate.id] })).rejects.toMatchObject({
        code: 'store',
        message: `${path} is damaged: a row of the table "outputs" does not fit its checksum`,
      });
    await store.close();
    const error = await openStore(path).catch((thrown: Error) => thrown);
    expect((error as Error).message.replace(`${path} is damaged: `, '')).toMatch(said);
  });
});

test('a file that is empty beside what was written last is no new database', async () => {
  await inFolder(async (dir) => {
    const { images } = await writeHistory(dir);
    const path = join(dir, 'fieldtest.db');
    await damaged(path, { ...images[0]!, db: Buffer.alloc(0) }, () => 0.5);
    await expect(openStore(path)).rejects.toMatchObject({
      message: expect.stringContaining('the file is empty'),
    });
  });
});
