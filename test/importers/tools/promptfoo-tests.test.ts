import { describe, expect, it } from 'vitest';
import { formatOf, lines, records, rejections } from './read-tool.ts';

describe('tests in a table', () => {
  it('have every column as a variable but those with two underscores', async () => {
    const content = `question,context,__expected,__expected2,__description,__metadata:topic,__metadata:tags[],__threshold
2 + 2?,maths,4,llm-rubric:is polite,sums,maths,"easy,short\\, very",0.5
Hi,"a, b",contains:hello,,,,,
Ho,c,equals: ho,,,,,
`;
    expect(await records(content, 'promptfoo')).toEqual([
      {
        input: { question: '2 + 2?', context: 'maths' },
        reference: '4',
        metadata: {
          topic: 'maths',
          tags: ['easy', 'short, very'],
          description: 'sums',
          assert: ['llm-rubric:is polite'],
        },
      },
      { input: { question: 'Hi', context: 'a, b' }, metadata: { assert: ['contains:hello'] } },
      { input: { question: 'Ho', context: 'c' }, reference: ' ho' },
    ]);
  });

  it('take what begins like code or a check for a check, not for the right answer', async () => {
    const cells = [
      'fn:output.length > 3',
      'grade: is it polite',
      'not-contains:no',
      'similar(0.9):hello',
      'file://check.py',
      'is-json',
    ];
    const content = `q,__expected\n${cells.map((cell) => `x,"${cell}"`).join('\n')}\n`;
    for (const [i, record] of (await records(content, 'promptfoo')).entries()) {
      expect(record).toEqual({ input: { q: 'x' }, metadata: { assert: [cells[i]] } });
    }
  });

  it('are a plain table without such a column', () => {
    expect(formatOf('question,expected\nHi,there\n', 'a.csv')).toBe('csv');
  });
});

const YAML = `# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json
description: A helpdesk
prompts: [file://prompt.txt]
providers: [openai:gpt-5]
defaultTest:
  vars: { tone: kind }
  metadata: { team: desk }
  assert:
    - { type: latency, threshold: 500 }
tests:
  - description: says hello
    vars:
      question: Hi
    assert:
      - type: equals
        value: Hello
      - type: llm-rubric
        value: is polite
  - vars:
      question: [One, Two]
      tone: rude
scenarios:
  - config:
      - vars: { language: French }
      - vars: { language: Spanish }
    tests:
      - vars: { question: Hi }
`;

describe('tests in a config', () => {
  const latency = 'latency';
  const expected = [
    {
      input: { tone: 'kind', question: 'Hi' },
      reference: 'Hello',
      metadata: { team: 'desk', description: 'says hello', assert: ['llm-rubric: is polite', latency] },
    },
    { input: { tone: 'rude', question: 'One' }, metadata: { team: 'desk', assert: [latency] } },
    { input: { tone: 'rude', question: 'Two' }, metadata: { team: 'desk', assert: [latency] } },
    {
      input: { tone: 'kind', language: 'French', question: 'Hi' },
      metadata: { team: 'desk', assert: [latency] },
    },
    {
      input: { tone: 'kind', language: 'Spanish', question: 'Hi' },
      metadata: { team: 'desk', assert: [latency] },
    },
  ];

  it('have what defaultTest gives, each combination of several values, and those of scenarios', async () => {
    expect(await records(YAML, 'promptfoo')).toEqual(expected);
  });

  it('are the same in JSON', async () => {
    const { parse } = await import('yaml');
    expect(await records(JSON.stringify(parse(YAML), null, 2), 'promptfoo')).toEqual(expected);
  });

  it('that are in another file are not guessed', async () => {
    expect(await rejections('prompts: [a]\ntests: file://tests.csv\n', 'promptfoo')).toEqual([
      '1: the tests are in a file of their own, "file://tests.csv": import that',
    ]);
    const opened = 'tests:\n  - vars:\n      text: file://a.txt\nprompts: [a]\n';
    expect(await rejections(opened, 'promptfoo')).toEqual([
      '1: the variable text is in a file (file://a.txt), which fieldtest does not open',
    ]);
  });
});

describe('a list of tests', () => {
  it('is read from YAML with the line of what is wrong', async () => {
    const content = '- vars: { q: one }\n- description: nothing\n\n- vars:\n    q: three\n';
    expect(await rejections(content, 'promptfoo')).toEqual(['2: neither a test nor a result: no vars']);
    expect(await records('- vars: { q: one }\n- vars: { q: two }\n', 'promptfoo')).toMatchObject([
      { input: { q: 'one' } },
      { input: { q: 'two' } },
    ]);
  });

  it('is read from lines', async () => {
    const content = lines(
      { vars: { q: 'one' }, assert: [{ type: 'equals', value: { a: 1 } }] },
      { vars: { q: 'two' }, assert: [] },
    );
    expect(await records(content, 'promptfoo')).toEqual([
      { input: { q: 'one' }, reference: { a: 1 } },
      { input: { q: 'two' } },
    ]);
  });

  it.each([
    ['is cut', '- vars: { q: [one\n', /^export:2:1: not YAML: /],
    ['has a key twice', '- vars:\n    q: 1\n    q: 2\n', /^export:3:5: not YAML: Map keys must be unique/],
    [
      'is a bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map((k, i) => `${k}: &${k} [${`*${'abcdefgh'[i]},`.repeat(9)}]`)
        .join('\n')}\ntests: [*h]\nprompts: [a]\n`,
      /alias/,
    ],
  ])('that %s is refused with its place', async (_, content, message) => {
    await expect(records(content, 'promptfoo')).rejects.toThrow(message);
  });
});
