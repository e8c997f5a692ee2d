/** Mistakes in configs and rows are told in words that need no knowledge of the checker. */
import { expect, test } from 'vitest';
import { configSchema } from '../../src/core/config.ts';
import { issueText, pathText } from '../../src/core/issue-text.ts';
import { exampleRowSchema, outputRowSchema, ratingRowSchema } from '../../src/core/rows.ts';

const config = (rest: object) => ({ task: 't', candidates: [{ name: 'b', command: 'cat' }], ...rest });
const [CONFIG, RATING, EXAMPLE, OUTPUT] = [configSchema, ratingRowSchema, exampleRowSchema, outputRowSchema];

test.each([
  [CONFIG, config({ task: 3 }), 'task: must be a text, not 3'],
  [CONFIG, config({ task: ' ' }), 'task: must not be empty'],
  [CONFIG, config({ task: null }), 'task: has no value'],
  [CONFIG, config({ candidates: 'x' }), 'candidates: must be a list, not "x"'],
  [CONFIG, config({ candidates: [3] }), 'candidates[0]: must be a group of keys, not 3'],
  [CONFIG, config({ rate: { scale: true } }), 'rate.scale: must be false or a number, not true'],
  [CONFIG, config({ rate: { scale: 1 } }), 'rate.scale: must be at least 2, not 1'],
  [CONFIG, config({ decide: { by: 'x' } }), 'decide.by: must be one of "rating", "acceptable", not "x"'],
  [CONFIG, config({ decide: { margin: 0 } }), 'decide.margin: must be more than 0, not 0'],
  [CONFIG, config({ decide: { confidence: 95 } }), 'decide.confidence: must be less than 1, not 95'],
  [CONFIG, config({ decide: { looks: 'never' } }), 'decide.looks: must be "final" or a list, not "never"'],
  [CONFIG, config({ checks: { maxWords: 3 } }), 'checks: must be a list, not a group of keys'],
  [CONFIG, config({ checks: [{}] }), /^checks\[0\]: needs exactly one of jsonSchema, exact, .*; it has none/],
  [CONFIG, config({ checks: [{ exact: true, regex: 'x' }] }), /^checks\[0\]: .*; it has exact and regex$/],
  [CONFIG, config({ checks: [{ maxWords: '9' }] }), 'checks[0].maxWords: must be a number, not "9"'],
  [CONFIG, config({ checks: [{ exact: 3 }] }), 'checks[0].exact: must be true or a text, not 3'],
  [
    CONFIG,
    config({ checks: [{ regex: '(' }] }),
    /^checks\[0\]\.regex: is no regular expression: .*Unterminated group/,
  ],
  [
    CONFIG,
    config({ checks: [{ regex: 'x', flags: 'g' }] }),
    'checks[0].flags: takes the letters i, m, s, u and v',
  ],
  [
    CONFIG,
    config({ checks: [{ exact: true, relative: 1 }] }),
    'checks[0].relative: is no option of `exact:`, but of number, fieldMatch',
  ],
  [
    CONFIG,
    config({ checks: [{ minWords: 9, maxWords: 3 }] }),
    'checks[0].maxWords: is less than minWords, so nothing passes',
  ],
  [
    CONFIG,
    config({ checks: [{ exact: true, atLeast: 95 }] }),
    'checks[0].atLeast: must be at most 1, not 95',
  ],
  [
    CONFIG,
    config({ checks: [{ parses: 'python' }] }),
    /checks\[0\]\.parses: must be one of "json", .*, not "python"/,
  ],
  [
    CONFIG,
    config({ checks: [{ exact: true, at: 'a[' }] }),
    'checks[0].at: must be a path like $.total or items[0].price',
  ],
  [
    CONFIG,
    config({ checks: [{ jsonSchema: 'schema.json' }] }),
    'checks[0].jsonSchema: must start with file://, not "schema.json"',
  ],
  [RATING, {}, 'example: is missing'],
  [RATING, { example: 'x', rater: 'ann' }, 'candidate: is missing'],
  [RATING, 3, 'must be a group of keys, not 3'],
  [EXAMPLE, { input: [{ role: 'x', content: '' }] }, /input\[0\]\.role: must be one of "system", "user"/],
  [EXAMPLE, { input: 'x', split: 'test' }, 'split: must be one of "dev", "holdout", not "test"'],
  [
    OUTPUT,
    { example: 'x', output: '', usage: { inputTokens: 1.5 } },
    /inputTokens: must be a whole number, not 1/,
  ],
])('%#', (schema, value, expected) => {
  const { error } = schema.safeParse(value, { reportInput: true });
  const { path, text } = issueText(error!);
  const said = path.length === 0 ? text : `${pathText(path)}: ${text}`;
  if (typeof expected === 'string') expect(said).toBe(expected);
  else expect(said).toMatch(expected);
});
