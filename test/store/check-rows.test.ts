/** An export comes back only as it went out: a row that no export has is refused before anything is stored. */
import { describe, expect, test } from 'vitest';
import { exampleId, textId } from '../../src/core/identity.ts';
import { checkRows } from '../../src/store/check-rows.ts';

const example = {
  id: exampleId('an input'),
  name: null,
  input: '"an input"',
  reference: null,
  slices: '[]',
  split: 'dev',
  weight: 1.5,
  cluster: null,
  metadata: '{"a":1}',
  position: 0,
};
const output = {
  candidate: 'c',
  example: example.id,
  trial: 1,
  round: 0,
  status: 'ok',
  text: 'one',
  text_id: textId('one'),
  usage: null,
  cost_usd: 0.1,
  latency_ms: null,
  first_token_ms: null,
  response_model: null,
  fingerprint: null,
  failure: null,
  at: '2026-11-24T00:00:00.000Z',
  attempt: 1,
  started_at: '2026-11-24T00:00:00.000Z',
  duration_ms: 12.5,
};

describe('a row of an export', () => {
  test('that is as it went out passes', () => {
    checkRows('examples', [example]);
    checkRows('outputs', [output]);
  });

  const { trial: _trial, ...withoutTrial } = output;
  test.each([
    ['outputs', { ...output, text: 'uno' }, '"text_id" does not fit'],
    ['outputs', { ...output, status: 'good' }, '"status" does not fit: "good"'],
    ['outputs', withoutTrial, '"trial" is missing'],
    ['outputs', { ...output, extra: 2 }, '"extra" does not fit: 2'],
    ['outputs', { ...output, cost_usd: '1' }, '"cost_usd" does not fit: "1"'],
    ['examples', { ...example, input: '"another"' }, '"id" does not fit'],
    ['examples', { ...example, input: '7' }, '"input" does not fit'],
    ['examples', { ...example, slices: '["' }, '"slices" does not fit'],
    ['examples', { ...example, position: 0.5 }, '"position" does not fit: 0.5'],
  ] as const)('of %s that was changed is named with its line (%#)', (table, row, said) => {
    const good = table === 'outputs' ? output : example;
    expect(() => checkRows(table, [good, row])).toThrow(`${table}.jsonl:2: ${said}`);
  });
});
