/** Made-up traffic with a few kinds of work, many repeats and a long tail, all from a number. */
import { inputText } from '../../src/core/input.ts';
import type { Pool } from '../../src/core/pool.ts';
import type { ProductionRecord } from '../../src/core/record.ts';
import { type PoolLimits, poolBuilder } from '../../src/sampling/pool.ts';

/** A small generator of numbers in [0, 1): mulberry32. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Records of which some inputs come hundreds of times and most once. */
export function traffic(records: number, seed = 1): readonly ProductionRecord[] {
  const random = numbers(seed);
  return Array.from({ length: records }, (_, index) => {
    const which = Math.floor(records * random() ** 3); // low numbers come often
    const kind = which % 20;
    const text =
      kind === 0
        ? `{"order": "${spelt(which)}"}`
        : kind === 1
          ? `<div><p>Order ${spelt(which)}</p><p>${'late '.repeat(60)}</p></div>`
          : kind === 2
            ? `Order ${spelt(which)}: ${'where is it? '.repeat(200)}`
            : `Where is my order ${spelt(which)}?`;
    return { input: text, name: `r${index}` };
  });
}

/** A number in letters, so that each is a form of its own. */
export function spelt(n: number): string {
  return [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
}

/** A figure of each record that differs between kinds, to estimate the mean of. */
export function figureOf(record: Pick<ProductionRecord, 'input'>): number {
  const text = inputText(record.input);
  return text.length / 100 + (text.charCodeAt(text.search(/(?<=rder\W{1,4})[a-j]/) || 0) % 7);
}

export function poolOf(records: readonly ProductionRecord[], limits?: PoolLimits): Pool {
  const builder = poolBuilder(limits);
  for (const record of records) builder.add(record);
  return builder.toPool();
}
