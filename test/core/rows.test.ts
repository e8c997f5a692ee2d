/** Rows that other programs write. */
import { expect, test } from 'vitest';
import { ratingRowSchema } from '../../src/core/rows.ts';

test.each([
  ['2026-05-31T14:00:00Z', '2026-05-31T14:00:00.000Z'],
  ['2026-05-31T14:00+02:00', '2026-05-31T12:00:00.000Z'],
  ['2026-05-31T14:00:00.123456+00:00', '2026-05-31T14:00:00.123Z'],
  ['2026-05-31', '2026-05-31T00:00:00.000Z'],
])('the time %s of a rating is %s on every machine', (at, utc) => {
  const row = { example: 'e', candidate: 'c', rater: 'ann', rating: 3, at };
  expect(ratingRowSchema.parse(row).at).toBe(utc);
});

test.each(['1', '31 May 2026', '2026-05-31T14:00', '2026-05-31 14:00Z', '2026-13-01', '2026-02-30', ''])(
  'the time %j of a rating is refused',
  (at) => {
    const row = { example: 'e', candidate: 'c', rater: 'ann', rating: 3, at };
    expect(ratingRowSchema.safeParse(row).success).toBe(false);
  },
);
