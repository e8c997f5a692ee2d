/** Dev against what is held out. */
import { expect, test } from 'vitest';
import { gap } from '../../../src/core/health/gap.ts';
import { seededNumbers } from '../../../src/core/seeded-numbers.ts';
import { cycle } from '../decide-story.ts';
import { worn } from './worn.ts';

test('before the held-out examples have decided they are not looked at', () => {
  const found = gap.look(worn({}));
  expect(found.level).toBe('unknown');
  expect(found.groups).toMatchObject([{ command: 'fieldtest decide --holdout' }]);
});

test('who falls alone may be fitted to the set; where all fall, the held-out examples are harder', () => {
  const alone = gap.look(
    worn({
      columns: { a: cycle(40, 5, 4), b: cycle(40, 4, 3) },
      holdout: { a: cycle(20, 2, 3), b: cycle(20, 4, 3) },
    }),
  );
  expect(alone).toMatchObject({ level: 'alarm', says: expect.stringMatching(/^Worse .*: a \+2\.00 \(/) });
  const all = gap.look(
    worn({
      columns: { a: cycle(40, 5, 4), b: cycle(40, 5, 4) },
      holdout: { a: cycle(20, 2, 3), b: cycle(20, 2, 3) },
    }),
  );
  expect(all).toMatchObject({
    level: 'note',
    says: expect.stringContaining('the held-out examples may be harder'),
  });
});

test('sound candidates alarm in fewer than 2.5 % of sets, and what could have been found is said', () => {
  const random = seededNumbers('gap');
  const ratings = (n: number) =>
    Array.from({ length: n }, () => (random() < 0.35 ? 5 : random() < 0.5 ? 4 : random() < 0.6 ? 3 : 2));
  const levels = Array.from({ length: 400 }, () =>
    gap.look(
      worn({
        columns: { a: ratings(50), b: ratings(50), c: ratings(50) },
        holdout: { a: ratings(10), b: ratings(10), c: ratings(10) },
      }),
    ),
  );
  expect(levels.filter(({ level }) => level === 'alarm').length).toBeLessThan(10);
  expect(levels[0]!.says).toMatch(/A gap of 1\.\d\d would be found four times in five\./);
});
