import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { turn } from '../../src/providers/turn.ts';

test('of answers that come together the first is done with before anything is made of the second', async () => {
  const order: string[] = [];
  const handle = async (answer: string) => {
    await turn();
    order.push(`${answer} read`);
    await turn('begun');
    order.push(`${answer} done`);
  };
  await Promise.all([handle('first'), handle('second')]);
  expect(order).toEqual(['first read', 'first done', 'second read', 'second done']);
});

test('a long answer that never pauses keeps no other out', async () => {
  let isOver = false;
  const endless = (async () => {
    while (!isOver) await turn('begun');
  })();
  await Promise.all([turn(), turn(), turn()]);
  isOver = true;
  await endless;
});

test('what else has arrived is read between two turns', async () => {
  const order: string[] = [];
  const arrivals = async () => {
    for (let i = 0; i < 3; i++) {
      await setImmediate();
      order.push('arrival');
    }
  };
  const work = [1, 2, 3].map(async () => {
    await turn();
    order.push('work');
  });
  await Promise.all([arrivals(), ...work]);
  expect(order.join(' ')).toMatch(/^(arrival )?work arrival work arrival work( arrival)?$/);
});
