/** Files and flags that are wrong: two lines that say what and where, the right exit code, and nothing half done. */
import { describe, expect, test } from 'vitest';
import { RATED, readyProject, testErrors, useReadyProject } from '../fixtures/errors.ts';
import { jsonl } from '../fixtures/project.ts';

describe('a user who meets', () => {
  useReadyProject();

  testErrors([
    {
      what: 'an export over files of their own',
      command: ['export', '.'],
      error: /\. has files that are no export of fieldtest/,
      hint: /new folder/,
    },
    {
      what: 'a reference that no row has',
      command: ['import', 'log.jsonl', '--reference', 'keyy'],
      files: { 'log.jsonl': '{"input":"fine","key":"yes"}\n' },
      error: /log\.jsonl: no row has a reference at keyy/,
      hint: /--reference/,
    },
    {
      what: 'a command that they mistyped',
      command: ['imprt', 'log.jsonl'],
      error: /"imprt" is not a command/,
      hint: /fieldtest import/,
      code: 2,
    },
    {
      what: 'a file of keys that is not there',
      command: ['run', '--env', 'none.env'],
      error: /--env none\.env cannot be read/,
      hint: /NAME=value/,
      code: 2,
    },
    {
      what: 'a file that is not there',
      command: ['import', 'none.jsonl'],
      error: /none\.jsonl cannot be read: there is no such file/,
      hint: /path/,
    },
    {
      what: 'a log with a broken line',
      command: ['import', 'log.jsonl'],
      files: { 'log.jsonl': '{"input":"fine"}\n{"input": "broken\n' },
      error: /log\.jsonl:2:\d+: not JSON/,
      hint: /--skip-bad/,
    },
    {
      what: 'a log whose rows have no input',
      command: ['import', 'log.jsonl'],
      files: { 'log.jsonl': '{"input":"fine"}\n{"body":"?"}\n' },
      error: /log\.jsonl:2:?\d*: .*body/,
      hint: /--skip-bad|--input/,
    },
    {
      what: 'a table with a row too short',
      command: ['import', 'log.csv'],
      files: { 'log.csv': 'input,reference\nfine,yes\nshort\n' },
      error: /log\.csv:3/,
      hint: /--skip-bad/,
    },
    {
      what: 'a log in a format nobody knows',
      command: ['import', 'log.jsonl', '--format', 'xml'],
      files: { 'log.jsonl': '{"input":"fine"}\n' },
      error: /xml/,
      hint: /jsonl/,
      code: 2,
    },
    {
      what: 'an empty log',
      command: ['import', 'log.jsonl'],
      files: { 'log.jsonl': '\n' },
      error: /log\.jsonl holds no records/,
      hint: /--format/,
    },
    {
      what: 'picking from nothing',
      command: ['pick'],
      error: /no records to pick from/,
      hint: /fieldtest import/,
    },
    {
      what: 'an example set with one id twice',
      command: ['examples', 'import', 'more.jsonl'],
      files: {
        'more.jsonl': jsonl([
          { id: 'x', input: '1' },
          { id: 'x', input: '2' },
        ]),
      },
      error: /more\.jsonl:2: duplicate id "x", also in more\.jsonl:1/,
      hint: /Nothing was imported/,
    },
    {
      what: 'an example set with an id of another example',
      command: ['examples', 'import', 'more.jsonl'],
      files: { 'more.jsonl': jsonl([{ id: 'one', input: 'other' }]) },
      error: /more\.jsonl:1: duplicate id "one", also in the set/,
      hint: /Nothing was imported/,
    },
    {
      what: 'an example set with one input twice',
      command: ['examples', 'import', 'more.jsonl'],
      files: {
        'more.jsonl': jsonl([
          { id: 'x', input: '1' },
          { id: 'y', input: '1' },
        ]),
      },
      error: /more\.jsonl:2: the same input as in more\.jsonl:1/,
      hint: /Nothing was imported/,
    },
    {
      what: 'an input that was cut inside a character',
      command: ['examples', 'import', 'more.jsonl'],
      files: { 'more.jsonl': '{"input":"cut \\ud83d"}\n' },
      error: /more\.jsonl:1:1: .*lone surrogate/,
      hint: /Nothing was imported/,
    },
    {
      what: 'a rating off the scale',
      command: ['ratings', 'import', 'r.jsonl'],
      files: {
        'r.jsonl': jsonl([
          { ...RATED, rating: 4 },
          { ...RATED, rating: 6 },
        ]),
      },
      error: /r\.jsonl:2:1: rating 6 is not a whole number from 1 to 5/,
      hint: /Nothing was imported/,
    },
    {
      what: 'a rating that rates nothing',
      command: ['ratings', 'import', 'r.jsonl'],
      files: { 'r.jsonl': jsonl([RATED]) },
      error: /r\.jsonl:1:1: .*"rating"/,
      hint: /Nothing was imported/,
    },
    {
      what: 'a rating of an unknown example',
      command: ['ratings', 'import', 'r.jsonl'],
      files: { 'r.jsonl': jsonl([{ ...RATED, example: 'none', rating: 3 }]) },
      error: /r\.jsonl:1:1: there is no example "none"/,
      hint: /Nothing was imported/,
    },
    {
      what: 'a rating of an unknown candidate',
      command: ['ratings', 'import', 'r.jsonl'],
      files: { 'r.jsonl': jsonl([{ ...RATED, candidate: 'z', rating: 3 }]) },
      error: /r\.jsonl:1:1: the config has no candidate "z".*a, b/,
      hint: /Nothing was imported/,
    },
    {
      what: 'an output of an unknown example',
      command: ['outputs', 'import', 'o.jsonl'],
      files: { 'o.jsonl': jsonl([{ example: 'none', candidate: 'a', output: '?' }]) },
      error: /o\.jsonl:1:1: "none" is no example/,
      hint: /Nothing was imported/,
    },
    {
      what: 'an output that would overwrite another',
      command: ['outputs', 'import', 'o.jsonl'],
      files: { 'o.jsonl': jsonl([{ example: 'one', candidate: 'a', output: 'other' }]) },
      error: /o\.jsonl:1: "a" has another output/,
      hint: /never overwritten/,
    },
    {
      what: 'an output of negative cost',
      command: ['outputs', 'import', 'o.jsonl'],
      files: { 'o.jsonl': jsonl([{ example: 'one', candidate: 'a', output: 'first', costUsd: -1 }]) },
      error: /o\.jsonl:1:1: costUsd: /,
      hint: /Nothing was imported/,
    },
    {
      what: 'an export that is none',
      command: ['import', '--from-export', '.fieldtest'],
      error: /\.fieldtest holds no export/,
      hint: /fieldtest export/,
    },
    {
      what: 'a candidate that the config does not have',
      command: ['run', '--candidate', 'z'],
      error: /--candidate z: the config has no such candidate/,
      hint: /a, b/,
      code: 2,
    },
    {
      what: 'held-out examples when there are none',
      command: ['decide', '--holdout'],
      error: /no holdout examples/,
      hint: /--holdout 10/,
    },
    {
      what: 'import of nothing',
      command: ['import'],
      error: /import needs at least one file/,
      hint: /fieldtest import/,
      code: 2,
    },
  ]);

  test.each([
    [['frobnicate']],
    [['run', '--frobnicate']],
    [['run', '--trials', '0']],
    [['pick', '--count', 'x']],
    [['ratings', 'import']],
  ])('wrong usage (%j) gets exit code 2', async (command) => {
    await using project = await readyProject();
    const { code, stderr, stdout } = await project.run(...command);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
  });

  test('bad rows and asks to skip them gets the good ones, and the bad ones in a file', async () => {
    await using project = await readyProject({
      'log.jsonl': '{"input":"fine"}\n{"input": broken}\n"also fine"\n{"other":1}\n',
    });
    expect(await project.json('import', 'log.jsonl', '--skip-bad')).toMatchObject({
      records: 2,
      files: [{ rejected: 2 }],
    });
    const rejects = (await project.read('log.jsonl.rejected.jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(rejects).toMatchObject([
      { line: 2, column: 11, raw: '{"input": broken}' },
      { line: 4, raw: '{"other":1}' },
    ]);
  });

  test('untrusted text in an error sees it written out, not obeyed', async () => {
    await using project = await readyProject({
      'r.jsonl': jsonl([{ ...RATED, example: '\u001b[2J\u202e', rating: 3 }]),
    });
    const { stderr } = await project.run('ratings', 'import', 'r.jsonl');
    expect(stderr).toContain('\\u{1b}[2J\\u{202e}');
    expect(stderr).not.toContain('\u001b');
  });
});
