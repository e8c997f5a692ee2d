/** `fieldtest health`, and what is held out, as a user meets them. */
import { expect, test } from 'vitest';
import { jsonl, type Project, preparedProject } from '../fixtures/project.ts';

interface Told {
  readonly findings: readonly {
    readonly sign: string;
    readonly level: string;
    readonly says: string;
    readonly groups: readonly {
      readonly what: string;
      readonly examples: readonly string[];
      readonly command?: string;
    }[];
  }[];
  readonly decided: object;
}

const CANDIDATES = ['old', 'new'];
const numbers = Array.from({ length: 30 }, (_, i) => i);
const isHeld = (i: number) => i >= 24;
/** Words of its own, without a digit. */
const words = (i: number) =>
  Array.from({ length: 10 }, (_, at) =>
    String((i + 11) * 7919 * (at + 3)).replaceAll(/\d/g, (digit) => 'bcdfghklmn'[Number(digit)]!),
  ).join(' ');

/** 24 examples, 18 of them easy, and 6 held out; all of it rated. */
async function rated(): Promise<Project> {
  const project = await preparedProject(
    {
      'fieldtest.yaml': `task: Answer\ncandidates:\n${CANDIDATES.map((name) => `  - { name: ${name}, recorded: file://outputs.jsonl }\n`).join('')}decide: { looks: final }\n`,
      'set.jsonl': jsonl(
        numbers.map((i) => ({
          id: `e${i}`,
          input: `What of ${words(i)}?`,
          reference: `Of ${words(i + 50)} nothing is known, so that all of it stays open until it is asked again.`,
          split: isHeld(i) ? 'holdout' : 'dev',
        })),
      ),
      'outputs.jsonl': jsonl(
        numbers.flatMap((i) =>
          CANDIDATES.map((candidate) => ({
            example: `e${i}`,
            candidate,
            output:
              candidate === 'new' && i === 3
                ? `Of ${words(53)} nothing is known, so that all of it stays open until it is asked again.`
                : `Answer ${i} of ${candidate}`,
          })),
        ),
      ),
      'ratings.jsonl': jsonl(
        numbers.flatMap((i) =>
          CANDIDATES.map((candidate) => ({
            example: `e${i}`,
            candidate,
            rater: 'ann',
            rating: i < 18 ? 5 : candidate === 'new' ? 4 : 2,
          })),
        ),
      ),
    },
    [
      ['examples', 'import', 'set.jsonl'],
      ['run'],
      ['run', '--holdout'],
      ['ratings', 'import', 'ratings.jsonl'],
    ],
  );
  return project;
}

test('a worn set is told sign by sign, with its examples and what to do, and no word of what is held out', async () => {
  await using project = await rated();
  const told = await project.json<Told>('health');
  const sign = (name: string) => told.findings.find((one) => one.sign === name)!;
  expect(sign('saturation')).toMatchObject({
    level: 'alarm',
    says: expect.stringContaining('On 18 of 24 rated examples (75 %'),
  });
  expect(sign('canary').groups).toMatchObject([
    { what: expect.stringContaining('new quotes the reference'), examples: ['e3'] },
  ]);
  expect(sign('gap')).toMatchObject({
    level: 'unknown',
    says: expect.stringContaining('is not looked at before'),
  });
  expect(JSON.stringify(told)).not.toMatch(/e2[4-9]/);
  const { stdout } = await project.run('health');
  expect(stdout).toMatch(
    /^2 signs that the set wears out: 24 examples and 6 held out\.\n\nSaturation \(act\)\n/,
  );
  expect(stdout).toContain('fieldtest examples export > set-to-change.jsonl');
  for (const line of stdout.split('\n'))
    expect(line.length).toBeLessThanOrEqual(line.startsWith('    fieldtest') ? 200 : 100);
});

test('a decision says in one line that its set is worn', async () => {
  await using project = await rated();
  const { warnings } = await project.json<{ warnings: readonly string[] }>('decide');
  expect(warnings.filter((one) => one.includes('fieldtest health'))).toEqual([
    'On 18 of 24 rated examples every candidate is perfect: only the other 6 tell who is better (fieldtest health).',
  ]);
});

test('what is held out says each time how often it has decided, and only other answers are another time', async () => {
  await using project = await rated();
  const spent = async () => {
    const { warnings } = await project.json<{ warnings: readonly string[] }>('decide', '--holdout');
    return warnings.filter((one) => one.startsWith('The held-out examples have decided'));
  };
  expect(await spent()).toEqual([
    expect.stringMatching(/decided once, this time included: a candidate that is changed/),
  ]);
  expect(await spent()).toEqual([expect.stringContaining('decided once')]);
  await project.write(
    'again.jsonl',
    jsonl([{ example: 'e25', candidate: 'old', rater: 'ann', rating: 5, at: '2999-01-01T00:00:00Z' }]),
  );
  await project.run('ratings', 'import', 'again.jsonl');
  expect(await spent()).toEqual([expect.stringMatching(/decided twice, .*confirm less each time/)]);
  const told = await project.json<Told>('health');
  expect(told.decided).toEqual({ dev: 0, holdout: 2 });
  expect(told.findings.find(({ sign }) => sign === 'reuse')!.level).toBe('alarm');
  // Now that they have been looked at, so may the gap be.
  expect(told.findings.find(({ sign }) => sign === 'gap')!.says).toContain('dev minus held out');
});

test('without a set the next command is said', async () => {
  await using project = await preparedProject(
    { 'fieldtest.yaml': 'task: t\ncandidates:\n  - { name: a, command: cat }\n' },
    [],
  );
  const { code, stderr } = await project.run('health');
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /there are no dev examples yet\n {2}Pick them from imported records with: fieldtest pick/,
  );
});
