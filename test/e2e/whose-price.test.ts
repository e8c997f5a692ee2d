/** Wherever a cost is told, it is told whose price it is; a corrected price corrects what was stored before. */
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import type { DecideInput, Decision } from '../../src/core/decision.ts';
import { freshProject, jsonl, parseJsonl } from '../fixtures/project.ts';

const config = (price: string) => `task: t
candidates:
  - { name: mini, model: openai:gpt-5-mini }
  - { name: mine, model: openai-compatible:m, baseUrl: "http://127.0.0.1:9/v1"${price} }
  - { name: code, run: file://code.mjs }
  - { name: mute, command: cat }
`;
const CODE = 'export const run = () => ({ text: "x", costUsd: 0.003 });\n';
const ids = Array.from({ length: 10 }, (_, i) => `e${i}`);
const usage = { inputTokens: 1_000_000, outputTokens: 1_000_000, cachedInputTokens: 400_000 };
const outputs = ids.flatMap((example) => [
  { example, candidate: 'mini', output: `mini ${example}`, usage },
  { example, candidate: 'mine', output: `mine ${example}`, usage },
]);

describe('a user who decides', () => {
  test('reads whose price each cost is, as text and in JSON, and corrects one', async () => {
    await using project = await freshProject({
      'fieldtest.yaml': config(', price: { input: 3, output: 15 }'),
      'code.mjs': CODE,
      'set.jsonl': jsonl(ids.map((id) => ({ id, input: `question ${id}` }))),
      'outputs.jsonl': jsonl(outputs),
    });
    await project.run('examples', 'import', 'set.jsonl');
    await project.run('outputs', 'import', 'outputs.jsonl');
    await project.run('run', '--candidate', 'code', 'mute', '--trust');
    const { candidates } = await project.json<Decision>('decide');
    const catalogue = expect.stringMatching(/^catalogue of 20\d\d-\d\d-\d\d$/);
    expect(candidates).toMatchObject([
      { name: 'mini', costFrom: [{ from: catalogue, outputs: 10 }] },
      { name: 'mine', costFrom: [{ from: 'config', outputs: 10 }] },
      { name: 'code', costFrom: [{ from: 'stated by the program', outputs: 10 }] },
      { name: 'mute' },
    ]);
    // 0.6 M at 0.25, 0.4 M from the cache at 0.025, and 1 M at 2 USD.
    expect(candidates.map(({ costPer1000Usd }) => costPer1000Usd)).toEqual([
      expect.closeTo(2160, 6),
      expect.closeTo(18_000, 6),
      expect.closeTo(3, 6),
      undefined,
    ]);
    const { stdout } = await project.run('decide');
    expect(stdout.replaceAll('\n', ' ')).toMatch(
      /prices: catalogue of 20\d\d-\d\d-\d\d \(mini\), your config's \(mine\), stated by the program \(code\)\./,
    );
    const rows = parseJsonl<object>((await project.run('outputs', 'export')).stdout);
    expect(rows).toContainEqual(expect.objectContaining({ candidate: 'mini', costFrom: catalogue }));

    await project.write('fieldtest.yaml', config(', price: { input: 3, output: 15, cacheRead: 0.3 }'));
    const corrected = await project.json<Decision>('decide');
    expect(corrected.candidates[1]?.costPer1000Usd).toBeCloseTo(1000 * (1.8 + 0.12 + 15), 6);

    await project.write('fieldtest.yaml', config(''));
    const unknown = await project.json<Decision>('decide');
    expect(unknown.candidates[1]).not.toHaveProperty('costPer1000Usd');
    expect(unknown.candidates[1]).not.toHaveProperty('costFrom');
  });
});

test('whose price it is decides nothing: the hash of what was read stays as it is', () => {
  const input = (costFrom?: string): DecideInput => ({
    examples: [{ id: 'e' }],
    candidates: [{ name: 'a' }],
    ratings: [],
    outputs: [
      {
        example: 'e',
        candidate: 'a',
        status: 'ok',
        costUsd: 1,
        ...(costFrom === undefined ? {} : { costFrom }),
      },
    ],
  });
  const { inputsHash } = decide(input());
  expect(decide(input('catalogue of 2026-09-30')).inputsHash).toBe(inputsHash);
  expect(decide(input('config')).candidates[0]?.costFrom).toEqual([{ from: 'config', outputs: 1 }]);
});
