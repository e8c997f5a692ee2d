/** Rows of ratings and outputs that cannot be meant: two lines, and nothing is stored. */
import { describe } from 'vitest';
import { type ErrorCase, RATED, testErrors, useReadyProject } from '../fixtures/errors.ts';
import { jsonl } from '../fixtures/project.ts';

function badRating(what: string, row: object, error: RegExp): ErrorCase {
  const files = { 'r.jsonl': jsonl([{ ...RATED, rating: 4, ...row }]) };
  return { what, command: ['ratings', 'import', 'r.jsonl'], files, error, hint: /Nothing was imported/ };
}

describe('a user who meets', () => {
  useReadyProject();

  testErrors([
    badRating(
      'a time that is a number',
      { at: '1' },
      /r\.jsonl:1:1: at: must be an ISO 8601 time .*, not "1"/,
    ),
    badRating(
      'a time without a zone',
      { at: '2026-05-31T14:00:00' },
      /at: must be an ISO 8601 time with its zone/,
    ),
    badRating('a day that no month has', { at: '2026-02-30' }, /at: must be an ISO 8601 time/),
    badRating('a rater without a name', { rater: '  ' }, /r\.jsonl:1:1: rater: must not be blank/),
    badRating('a rater that is missing', { rater: undefined }, /r\.jsonl:1:1: rater: is missing/),
    badRating(
      'a rating of no trial',
      { trial: 2 },
      /r\.jsonl:1:1: "a" has no output for example "one" to rate; make/,
    ),
    ...['ratings', 'outputs', 'examples'].map((noun) => ({
      what: `a file of ${noun} without any`,
      command: [noun, 'import', 'empty.jsonl'],
      files: { 'empty.jsonl': noun === 'ratings' ? '\n' : '' },
      error: /empty\.jsonl has no rows/,
      hint: /--help/,
    })),
  ]);
});
