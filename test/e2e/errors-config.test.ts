/** A config that is wrong: two lines that say what and where, and nothing half done. */
import { describe } from 'vitest';
import { A, CONFIG, type ErrorCase, testErrors, useReadyProject } from '../fixtures/errors.ts';

const config = (lines: string): NonNullable<ErrorCase['files']> => ({ 'fieldtest.yaml': lines });

describe('a user who meets', () => {
  useReadyProject();

  testErrors([
    {
      what: 'a rule about something that is never asked',
      command: ['status'],
      files: config(`${CONFIG}rate: { scale: false }\ndecide: { by: rating }\n`),
      error: /fieldtest\.yaml:6:15: decide\.by: `rate:` does not ask for that; decide by acceptable/,
      hint: /config\.md/,
    },
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
      error: /fieldtest\.yaml:4:5: .*"modle" is not a key.*; did you mean "model"\?/,
      hint: /config\.md/,
    },
    {
      what: 'a value of the wrong type',
      command: ['run'],
      files: config(`${CONFIG}examples:\n  count: many\n`),
      error: /fieldtest\.yaml:6:10: examples\.count: must be a number, not "many"/,
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
      what: 'a check that nobody knows',
      command: ['status'],
      files: config(`${CONFIG}checks:\n  - maxWord: 120\n`),
      error: /fieldtest\.yaml:6:5: checks\[0\]: "maxWord" is not a key.*; did you mean "maxWords"/,
      hint: /config\.md/,
    },
    {
      what: 'a check that is two things',
      command: ['status'],
      files: config(`${CONFIG}checks:\n  - { exact: true, regex: x }\n`),
      error: /fieldtest\.yaml:6:5: checks\[0\]: needs exactly one of .* it has exact and regex/,
      hint: /config\.md/,
    },
    {
      what: 'a pattern that is none',
      command: ['decide'],
      files: config(`${CONFIG}checks:\n  - regex: "[a"\n`),
      error: /fieldtest\.yaml:6:12: checks\[0\]\.regex: is no regular expression/,
      hint: /config\.md/,
    },
    {
      what: 'two checks of one name',
      command: ['checks'],
      files: config(`${CONFIG}checks: [ { maxWords: 3 }, { maxWords: 3 } ]\n`),
      error: /fieldtest\.yaml:5:28: two checks are called "maxWords 3"/,
      hint: /name:/,
    },
    {
      what: 'a check that the config does not have',
      command: ['checks', '--check', 'maxword 3'],
      files: config(`${CONFIG}checks: [ { maxWords: 3 } ]\n`),
      error: /--check maxword 3: the config has no such check; did you mean "maxWords 3"\?/,
      hint: /It has: maxWords 3/,
      code: 2,
    },
    {
      what: 'a provider that nobody knows',
      command: ['status'],
      files: config('task: t\ncandidates:\n  - model: opnai:gpt-9\n'),
      error: /fieldtest\.yaml:3:12: .*"opnai"; did you mean "openai"\?/,
      hint: /openai/,
    },
    {
      what: 'no calls at once',
      command: ['status'],
      files: config('task: t\ncandidates:\n  - { name: a, command: cat, concurrency: 0 }\n'),
      error: /:3:43: .*concurrency/,
      hint: /./,
    },
    {
      what: 'a silence that the HTTP client does not bear',
      command: ['status'],
      files: config('task: t\ncandidates:\n  - { name: a, command: cat, timeout: { idle: 900 } }\n'),
      error: /:3:47: .*idle.*300/,
      hint: /./,
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
      command: ['run', '--trust'],
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
      command: ['status', '--trust'],
      files: config(`${CONFIG}store: postgres://user:secret@127.0.0.1:9/none\n`),
      error: /postgres:\/\/127\.0\.0\.1:9\/none cannot be reached/,
      hint: /FIELDTEST_STORE/,
    },
    ...[
      [
        'a key in a header',
        'headers: { Authorization: Bearer canary-0123 }',
        /http\.headers\.Authorization: .*env\.NAME/,
      ],
      ['a key in an address', 'url: "https://x.example/?key=canary-0123"', /http\.url: .*env\.NAME/],
      ['a body that a GET would drop', 'method: GET, body: { q: "{{input}}" }', /http\.body: .*GET/],
      ['a GET without the input', 'method: GET', /http\.url: has no \{\{input\}\}/],
      ['a body without the input', 'body: { q: hello }', /http\.body: has no \{\{input\}\}/],
      [
        'a host that comes from data',
        'url: "https://{{input}}.example/"',
        /http\.url: has a variable in its host/,
      ],
    ].map(([what, http, error]) => ({
      what: what as string,
      command: ['status'],
      files: config(
        `task: t\ncandidates:\n  - name: h\n    http: { ${String(http).includes('url:') ? '' : 'url: "https://x.example/", '}${String(http)} }\n`,
      ),
      error: new RegExp(
        `fieldtest\\.yaml:4:\\d+: candidates\\[0\\]\\.(?!.*canary)${(error as RegExp).source}`,
      ),
      hint: /config\.md/,
    })),
    {
      what: 'a store that is a file of the config',
      command: ['status'],
      files: config(`${CONFIG}store: /tmp/other.db\n`),
      error: /fieldtest\.yaml:5:8: store: takes postgres:\/\/.*FIELDTEST_STORE/,
      hint: /config\.md/,
    },
    {
      what: 'code that nobody trusts',
      command: ['run'],
      files: { 'a.mjs': `${A}// changed\n` },
      error: /a: runs a\.mjs; b: runs `cat`/,
      hint: /--trust/,
    },
    {
      what: 'a limit on a cost that is not known',
      command: ['run', '--max-cost', '5', '--trust'],
      files: config('task: t\ncandidates:\n  - { model: openai:gpt-99 }\n'),
      error: /price of "openai:gpt-99" is not known/,
      hint: /price:/,
    },
    {
      what: 'a config in place already',
      command: ['init'],
      error: /there is a fieldtest\.yaml in this folder already/,
      hint: /--force/,
    },
  ]);
});
