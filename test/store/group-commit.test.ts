/** Many writers share a transaction, and nobody is waited for who cannot come. */
import { expect, test } from 'vitest';
import { groupCommit } from '../../src/store/group-commit.ts';

/** Lanes that write one item after the other; gives the groups, and the time in ms. */
async function written({ lanes, each, mayCome }: { lanes: number; each: number; mayCome: boolean }) {
  const groups: number[] = [];
  const write = groupCommit(
    async (items: readonly number[]) => {
      groups.push(items.length);
      return items.map((item) => item * 2);
    },
    () => mayCome,
  );
  const begun = performance.now();
  const results = await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      let sum = 0;
      for (let i = 0; i < each; i++) sum += await write(lane);
      return sum;
    }),
  );
  return { groups, results, ms: performance.now() - begun };
}

test('what is written at once is one group, and each writer gets what came of its own', async () => {
  const { groups, results } = await written({ lanes: 10, each: 5, mayCome: false });
  expect(results).toEqual(Array.from({ length: 10 }, (_, lane) => lane * 2 * 5));
  expect(groups).toEqual([10, 10, 10, 10, 10]);
});

test('when all that write are here, the next group waits for nobody', async () => {
  const shape = { lanes: 4, each: 40 };
  const alone = await written({ ...shape, mayCome: false });
  const among = await written({ ...shape, mayCome: true });
  expect(among.groups).toEqual(alone.groups);
  expect(alone.ms).toBeLessThan(among.ms / 2);
});
