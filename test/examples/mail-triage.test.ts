/** The demo's programs on the mess that real mail is: whatever comes, two lines come back, and quickly. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const dir = resolve(import.meta.dirname, '../../examples/mail-triage');
type Program = (example: { readonly input: string }) => Promise<string>;
const programs = await Promise.all(
  ['subject-line', 'key-sentence', 'careful'].map(async (name) => {
    const module = (await import(`${dir}/programs/${name}.mjs`)) as { run: Program };
    return [name, module.run] as const;
  }),
);
const [, subjectLine] = programs[0]!;
const [, careful] = programs[2]!;
const { mails } = (await import(`${dir}/corpus.mjs`)) as {
  mails(): AsyncIterable<{
    readonly id: string;
    readonly input: string;
    readonly metadata: { readonly encoding: string };
  }>;
};

const plain = (body: string, headers = '') =>
  `From: Ann <ann@example.org>\nSubject: Printer\n${headers}\n${body}`;
const html =
  '<html><head><style>p{}</style></head><body><p>The printer is <b>on fire</b>. Can you help?</p></body></html>';

const MESS: readonly [string, string, RegExp][] = [
  [
    'quoted-printable',
    plain(
      'Gr=FC=DFe, the caf=E9 is open=\n today.',
      'Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n',
    ),
    /Grüße, the café is open today\./,
  ],
  [
    'base64',
    plain(Buffer.from('Please reply soon.').toString('base64'), 'Content-Transfer-Encoding: base64\n'),
    /Please reply soon\./,
  ],
  ['HTML alone', plain(html, 'Content-Type: text/html\n'), /The printer is on fire/],
  [
    'several parts',
    plain(
      `--xx\nContent-Type: text/plain\n\nThe plain part speaks, in a sentence that says enough.\n--xx\nContent-Type: text/html\n\n${html}\n--xx--`,
      'Content-Type: multipart/alternative; boundary="xx"\n',
    ),
    /The plain part speaks, in a sentence/,
  ],
  [
    'parts inside of parts, and an attachment',
    plain(
      `--out\nContent-Type: multipart/alternative; boundary=in\n\n--in\n\nThe inner part speaks, in a sentence that says enough.\n--in--\n--out\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--out--`,
      'Content-Type: multipart/mixed; boundary=out\n',
    ),
    /The inner part speaks, in a sentence that says enough\.\n/,
  ],
  [
    'Korean in bytes that are not UTF-8',
    plain('¾È³çÇÏ¼¼¿ä.', 'Content-Type: text/plain; charset="euc-kr"\n'),
    /안녕하세요/,
  ],
  [
    'Windows line ends',
    plain('The printer is on fire.').replaceAll('\n', '\r\n'),
    /Printer: The printer is on fire/,
  ],
  [
    'the mail that it answers, and a signature',
    plain('On Monday, Bob wrote:\n> Is it on fire?\n\nIt is out again.\n-- \nAnn, Sales\n'),
    /^Summary: Printer: It is out again\.\nNeeds an answer: no$/,
  ],
  [
    'an encoded subject',
    'From: a@example.org\nSubject: =?iso-8859-1?Q?Gr=FC=DFe?= =?utf-8?B?4pyT?=\n\nHello there, all of you.',
    /Grüße✓/,
  ],
];

describe('a mail with', () => {
  test.each(MESS)('%s is read as its writer meant it', async (_what, mail, expected) => {
    expect(await subjectLine({ input: mail })).toMatch(expected);
  });

  test.each([
    ['nothing', ''],
    ['no headers', 'just a text'],
    ['no body', 'Subject: only this\n\n'],
    ['NUL bytes', plain('a\0b \0\0 c')],
    ['parts that never end', plain('--xx\n'.repeat(2000), 'Content-Type: multipart/mixed; boundary=xx\n')],
    [
      'a charset nobody knows',
      plain('text', 'Content-Type: text/plain; charset=x-unknown\nContent-Transfer-Encoding: base64\n'),
    ],
    ['a megabyte of text', plain('word and word again. '.repeat(50_000))],
    ['a megabyte of brackets', plain('<'.repeat(1_000_000), 'Content-Type: text/html\n')],
  ])('%s gets its two lines from every program in under a second', async (_what, mail) => {
    for (const [name, run] of programs) {
      const started = performance.now();
      expect(await run({ input: mail }), name).toMatch(/^Summary: .+\nNeeds an answer: (yes|no)$/);
      expect(performance.now() - started, name).toBeLessThan(1000);
    }
    const command = execFileSync(process.execPath, ['programs/first-lines.mjs'], {
      cwd: dir,
      input: mail,
      encoding: 'utf8',
    });
    expect(command).toMatch(/^Summary: .+\nNeeds an answer: (yes|no)\n$/);
  });

  test('advertising needs no answer, a colleague with a question does', async () => {
    expect(
      await careful({
        input: plain('Click here to order now! 100% FREE, no obligation. Unsubscribe below.'),
      }),
    ).toMatch(/Needs an answer: no/);
    expect(await careful({ input: plain('Could you send me the new password for the printer?') })).toMatch(
      /Needs an answer: yes/,
    );
  });
});

const HTML = 'Content-Type: text/html\n';

test.each([
  ['words without an end', plain('is it '.repeat(170_000))],
  ['tags that never close', plain('<a '.repeat(340_000), HTML)],
  ['comments that never close', plain('<!--'.repeat(250_000), HTML)],
  ['scripts that never close', plain('<script>'.repeat(125_000), HTML)],
  ['a header that never ends', `Subject: ${'=?utf-8?q?a?= '.repeat(75_000)}`],
  ['emoji', plain('😀'.repeat(500_000))],
])('a megabyte made to be slow, %s, takes no program 0.2 s of CPU', async (_what, mail) => {
  for (const [name, run] of programs) {
    const before = process.cpuUsage();
    const answer = await run({ input: mail });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000, name).toBeLessThan(200);
    expect({ name, short: answer.length < 400, whole: answer.isWellFormed() }).toEqual({
      name,
      short: true,
      whole: true,
    });
  }
});

test('the corpus gives all of its 6,046 mails, 500 of them not UTF-8, each with its own id', async () => {
  const ids = new Set<string>();
  let other = 0;
  for await (const { id, input, metadata } of mails()) {
    ids.add(id);
    expect(input.isWellFormed()).toBe(true);
    if (metadata.encoding !== 'utf-8') other++;
  }
  expect([ids.size, other]).toEqual([6046, 500]);
});
