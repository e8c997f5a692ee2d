/** A decision is quick enough to be made again after every rating. */
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import { cpuMs } from '../fixtures/cpu-time.ts';
import { cycle, story } from './decide-story.ts';

test('500 decisions on 50 examples and three candidates take a few seconds at most', () => {
  const columns = { A: cycle(50, 3, 4, 2), B: cycle(50, 3, 4, 4, 3), C: cycle(50, 5, 2, 3, 3, 4) };
  const inputs = [
    story({ columns, costs: { A: 1, B: 4, C: 2 } }),
    story({ columns, costs: { A: 1, B: 4, C: 2 }, options: { looks: [10, 20, 30, 40, 50] } }),
  ];
  const start = cpuMs();
  for (let i = 0; i < 500; i++) decide(inputs[i % 2]!);
  // 10,000 in 20 s would be 1 s; a core that is shared is slower.
  expect(cpuMs() - start).toBeLessThan(5_000);
});
