/** Bad input: two lines that say what is wrong and what to do next, the right exit code, and nothing half done. */
import { describe, expect, test } from 'vitest';
import { freshProject, jsonl, type Project } from '../fixtures/project.ts';

const CONFIG = 'task: t\ncandidates:\n  - { name: a, run: file://a.mjs }\n  - { name: b, command: cat }\n';
const A = 'export async function run(example) { return example.input; }\n';
const SET = jsonl([
  { id: 'one', input: 'first' },
  { id: 'two', input: 'second' },
]);

const RATED = { example: 'one', candidate: 'a', rater: 'ann' };

interface Case {
  readonly what: string;
  readonly command: readonly string[];
  /** Files that are bad, or that the command is given. */
  readonly files?: { readonly [file: string]: string };
  readonly error: RegExp;
  readonly hint: RegExp;
  readonly code?: number;
}

async function readyProject(files: Case['files'] = {}): Promise<Project> {
  const project = await freshProject({ 'fieldtest.yaml': CONFIG, 'a.mjs': A, 'set.jsonl': SET });
  await project.run('examples', 'import', 'set.jsonl');
  await project.run('run', '--trust');
  for (const [file, text] of Object.entries(files)) await project.write(file, text);
  return project;
}

const config = (lines: string): Case['files'] => ({ 'fieldtest.yaml': lines });

const CASES: readonly Case[] = [
  {
    what: 'YAML that is none',
    command: ['run'],
    files: config('task: t\ncandidates: [\n  - x: 1\n'),
    error: /fieldtest\.yaml:\d+:\d+: /,
    hint: /YAML/,
  },
  {
    what: 'a key that nobody knows',
    command: ['run'],
    files: config('task: t\ncandidates:\n  - name: a\n    modle: openai:x\n'),
    error: /fieldtest\.yaml:4:5: .*"modle" is not a key/,
    hint: /config\.md/,
  },
  {
    what: 'a value of the wrong type',
    command: ['run'],
    files: config(`${CONFIG}examples:\n  count: many\n`),
    error: /fieldtest\.yaml:6:10: examples\.count: /,
    hint: /config\.md/,
  },
  {
    what: 'no task',
    command: ['status'],
    files: config('candidates:\n  - { name: b, command: cat }\n'),
    error: /fieldtest\.yaml:1:1: task: is missing/,
    hint: /config\.md/,
  },
  {
    what: 'no candidates',
    command: ['run'],
    files: config('task: t\ncandidates: []\n'),
    error: /:2:13: candidates: needs at least one candidate/,
    hint: /config\.md/,
  },
  {
    what: 'a candidate that is two things',
    command: ['run'],
    files: config('task: t\ncandidates:\n  - { name: a, run: file://a.mjs, command: cat }\n'),
    error: /:3:5: candidates\[0\]: needs exactly one of model, run, .* it has run and command/,
    hint: /config\.md/,
  },
  {
    what: 'two candidates of one name',
    command: ['run'],
    files: config(`${CONFIG}  - { name: a, command: wc }\n`),
    error: /:5:5: two candidates are called "a"/,
    hint: /name:/,
  },
  {
    what: 'two candidates that are the same',
    command: ['run'],
    files: config(`${CONFIG}  - { name: c, command: cat }\n`),
    error: /:5:5: "c" and "b" are the same/,
    hint: /version:/,
  },
  {
    what: 'a module that is not there',
    command: ['run'],
    files: config('task: t\ncandidates:\n  - { name: a, run: file://none.mjs }\n'),
    error: /:3:21: none\.mjs: there is no such file/,
    hint: /relative/,
  },
  {
    what: 'a provider that nobody knows',
    command: ['run'],
    files: config('task: t\ncandidates:\n  - model: nobody:gpt-9\n'),
    error: /nobody/,
    hint: /openai/,
  },
  {
    what: 'a model without a provider',
    command: ['run'],
    files: config('task: t\ncandidates:\n  - model: gpt-9\n'),
    error: /:3:12: "gpt-9" names no provider/,
    hint: /provider:model/,
  },
  {
    what: 'a key that is not set',
    command: ['run'],
    files: config('task: t\ncandidates:\n  - model: openai:gpt-5-mini\n'),
    error: /OPENAI_API_KEY/,
    hint: /OPENAI_API_KEY|apiKeyEnv/,
  },
  {
    what: 'a provider whose package is not installed',
    command: ['run'],
    files: config('task: t\ncandidates:\n  - model: google:gemini-3-pro\n'),
    error: /@ai-sdk\/google/,
    hint: /npm install @ai-sdk\/google/,
  },
  {
    what: 'no config',
    command: ['run', '-c', 'none.yaml'],
    error: /there is no none\.yaml/,
    hint: /fieldtest init/,
  },
  {
    what: 'a store that cannot be reached',
    command: ['status'],
    files: config(`${CONFIG}store: postgres://user:secret@127.0.0.1:9/none\n`),
    error: /postgres:\/\/127\.0\.0\.1:9\/none cannot be reached/,
    hint: /FIELDTEST_STORE/,
  },
  {
    what: 'code that nobody trusts',
    command: ['run'],
    files: { 'a.mjs': `${A}// changed\n` },
    error: /a: runs a\.mjs; b: runs `cat`/,
    hint: /--trust/,
  },
  {
    what: 'a file that is not there',
    command: ['import', 'none.jsonl'],
    error: /none\.jsonl cannot be read: there is no such file/,
    hint: /path/,
  },
  { what: 'a folder in place of a file', command: ['import', '.'], error: /\. is a folder/, hint: /jsonl/ },
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
    what: 'an example set without examples',
    command: ['examples', 'import', 'more.jsonl'],
    files: { 'more.jsonl': '' },
    error: /more\.jsonl has no examples/,
    hint: /"input"/,
  },
  {
    what: 'an input that was cut inside a character',
    command: ['examples', 'import', 'more.jsonl'],
    files: { 'more.jsonl': '{"input":"cut \\ud83d"}\n' },
    error: /more\.jsonl:1: .*lone surrogate/,
    hint: /Repair/,
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
    what: 'a limit on a cost that is not known',
    command: ['run', '--max-cost', '5', '--trust'],
    files: config('task: t\ncandidates:\n  - { model: openai:gpt-5-mini }\n'),
    error: /price of "openai:gpt-5-mini" is not known/,
    hint: /price:/,
  },
  {
    what: 'a candidate that the config does not have',
    command: ['run', '--candidate', 'z'],
    error: /no candidate "z"/,
    hint: /a, b/,
  },
  {
    what: 'held-out examples when there are none',
    command: ['decide', '--holdout'],
    error: /no holdout examples/,
    hint: /--holdout 10/,
  },
  {
    what: 'a config in place already',
    command: ['init'],
    error: /there is a fieldtest\.yaml in this folder already/,
    hint: /--force/,
  },
  {
    what: 'import of nothing',
    command: ['import'],
    error: /import needs at least one file/,
    hint: /fieldtest import/,
    code: 2,
  },
];

describe('a user who meets', () => {
  test.each(CASES)(
    '$what is told so in two lines, and nothing is changed',
    async ({ command, files, error, hint, code = 1 }) => {
      await using project = await readyProject(files);
      const before = await state(project);
      const ended = await project.run(...command);
      const [first = '', second = '', ...rest] = ended.stderr.trimEnd().split('\n');
      expect(first).toMatch(/^error: /);
      expect(first).toMatch(error);
      expect(second).toMatch(/^ {2}\S/);
      expect(second).toMatch(hint);
      expect(rest).toEqual([]);
      expect(ended.stdout).toBe('');
      expect(ended.code).toBe(code);
      expect(await state(project)).toEqual(before);
    },
  );

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

/** Everything that is stored, as text; the config is put right for the look. */
async function state(project: Project): Promise<string> {
  await project.write('good.yaml', CONFIG);
  const { code, stdout, stderr } = await project.run('export', 'state', '-c', 'good.yaml', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const tables = Object.keys(JSON.parse(stdout) as object);
  const files = await Promise.all(tables.map((table) => project.read(`state/${table}.jsonl`)));
  return files.join('');
}
