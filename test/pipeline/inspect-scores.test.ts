import { expect, it } from 'vitest';
import { inspectScores } from '../../src/pipeline/inspect-scores.ts';

const row = { example: 'q1', candidate: 'five', trial: 1, rater: 'ann' };

it('gives Inspect the mean over raters from 0 to 1, for each sample and epoch of one candidate', () => {
  const rows = [
    { ...row, rating: 1, at: '2026-05-31T10:00:00.000Z' },
    { ...row, rating: 5, at: '2026-05-31T11:00:00.000Z', note: 'better than I thought' },
    { ...row, rater: 'bob', rating: 4, note: 'fine' },
    { ...row, rating: 1, repeatOf: 'x' },
    { ...row, trial: 2, rating: 3 },
    { ...row, example: 'q2', acceptable: false },
    { ...row, candidate: 'other', rating: 1 },
  ];
  expect(inspectScores(rows, { candidate: 'five', scale: 5 })).toEqual([
    {
      id: 'q1',
      epoch: 1,
      value: 0.875,
      explanation: 'better than I thought\nfine',
      metadata: { raters: ['ann', 'bob'], candidate: 'five' },
    },
    { id: 'q1', epoch: 2, value: 0.5, metadata: { raters: ['ann'], candidate: 'five' } },
    { id: 'q2', epoch: 1, value: 0, metadata: { raters: ['ann'], candidate: 'five' } },
  ]);
});
