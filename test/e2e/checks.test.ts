/** Checks as a user meets them: free on what is stored, told with reasons, kept from the rater, decisive as a gate. */
import { describe, expect, test } from 'vitest';
import { ended, freshProject, jsonl, type Project, parseJsonl } from '../fixtures/project.ts';
import { ask } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

const SCHEMA = '{"type": "object", "required": ["total"]}';
const MODULE = `import { appendFileSync } from 'node:fs';
export function check(output, { reference }) {
  appendFileSync(new URL('ran', import.meta.url), 'x');
  console.log('a word to the author');
  return { pass: output.includes(reference), reason: 'lacks ' + reference };
}
`;

/** Four examples; alpha answers as asked, beta forgets the total on two of them. */
function receipts(checks: string, rest = ''): Promise<Project> {
  return projectWithOutputs({
    examples: 4,
    candidates: ['alpha', 'beta'],
    reference: (i: number) => `${i}.00`,
    output: (i, candidate) =>
      candidate === 'beta' && i < 2 ? `{"sum": "${i}.00"}` : `{\n"total": "${i}.00"}`,
    rate: `checks:\n${checks}${rest}`,
  });
}

interface Checks {
  readonly checks: readonly {
    readonly name: string;
    readonly candidates: readonly { readonly name: string; readonly n: number; readonly passed: number }[];
  }[];
  readonly failed?: readonly {
    readonly candidate: string;
    readonly example: string;
    readonly reason: string;
  }[];
}

const passed = ({ checks }: Checks) =>
  Object.fromEntries(checks.map(({ name, candidates }) => [name, candidates.map((one) => one.passed)]));

describe('fieldtest checks', () => {
  test('shows how often each candidate passes, and which outputs failed and why', async () => {
    await using project = await receipts('  - { jsonSchema: file://schema.json }\n  - { maxWords: 3 }\n');
    await project.write('schema.json', SCHEMA);
    const { code, stdout, stderr } = await project.run('checks');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/fits schema\.json +alpha +4 of 4 +100 % \(51 to 100\) +best/);
    expect(stdout).toMatch(/fits schema\.json +beta +2 of 4 +50 % \(15 to 85\) +−50\.0 /);
    expect(stdout).toMatch(/maxWords 3 +beta +4 of 4/);
    const failed = (await project.json<Checks>('checks', '--failed')).failed!;
    expect(failed.map(({ candidate, example, reason }) => [candidate, example, reason])).toEqual([
      ['beta', 'e0', 'line 1: required property total is missing'],
      ['beta', 'e1', 'line 1: required property total is missing'],
    ]);
    const text = (await project.run('checks', '--failed')).stdout;
    expect(text).toMatch(
      /beta failed "fits schema\.json" on 2 outputs\n {2}e0: line 1: required property total is missing\n/,
    );
  });

  test('follows a check that is changed, at no cost and without a run', async () => {
    await using project = await receipts('  - { jsonSchema: file://schema.json, name: s }\n');
    await project.write('schema.json', SCHEMA);
    expect(passed(await project.json('checks'))).toEqual({ s: [4, 2] });
    await project.write('schema.json', '{"required": ["sum"]}');
    expect(passed(await project.json('checks'))).toEqual({ s: [0, 2] });
  });

  test('counts an output that failed as failed, and leaves out examples without a reference', async () => {
    await using project = await freshProject({
      'fieldtest.yaml':
        'task: t\ncandidates:\n  - { name: c, command: "grep -v bad" }\nchecks: [ { exact: true }, { maxChars: 9 } ]\n',
      'set.jsonl': jsonl([
        { input: 'good', reference: 'good' },
        { input: 'bad', reference: 'bad' },
        { input: 'bad too' },
      ]),
    });
    await project.run('examples', 'import', 'set.jsonl');
    await project.run('run', '--trust');
    const result = await project.json<Checks>('checks', '--failed');
    expect(result.checks.map(({ candidates }) => candidates[0])).toMatchObject([
      { n: 2, passed: 1 },
      { n: 3, passed: 1 },
    ]);
    expect(result.failed!.map(({ reason }) => reason)).toEqual(Array(3).fill('no answer (exit-1)'));
  });

  test('before anything was run says what to run', async () => {
    await using project = await freshProject({
      'fieldtest.yaml': 'task: t\ncandidates: [ { name: c, command: cat } ]\nchecks: [ { maxWords: 3 } ]\n',
      'set.jsonl': jsonl([{ input: 'x' }]),
    });
    await project.run('examples', 'import', 'set.jsonl');
    const { code, stdout } = await project.run('checks');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Nothing is there to check yet\.\n\nNext: fieldtest run\n$/);
  });

  test('without any check in the config says how to add one', async () => {
    await using project = await projectWithOutputs({ examples: 1 });
    const { code, stderr } = await project.run('checks');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: the config has no checks\n {2}Add some: checks: \[ \{ maxWords: 120 \} \]/,
    );
  });

  test('of a check whose file is missing goes on with the others', async () => {
    await using project = await receipts(
      '  - { jsonSchema: file://none.json, name: s }\n  - { maxWords: 3 }\n',
    );
    const { code, stdout, stderr } = await project.run('checks');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /warning: check s could not judge 8 outputs: fieldtest\.yaml:6:19: none\.json: there is no such file/,
    );
    expect(stdout).toMatch(/maxWords 3 +alpha +4 of 4/);
    expect((await project.run('decide')).stdout).toMatch(/The check "s" cannot be used: .*none\.json/s);
  });
});

describe('a check that is code of the folder', () => {
  test('runs only when trusted, once for each output text, and again when it changes', async () => {
    await using project = await receipts('  - { run: file://check.mjs, name: own }\n  - { maxWords: 3 }\n');
    await project.write('check.mjs', MODULE);
    const refused = await project.run('checks');
    expect(refused.stderr).toMatch(/your own checks were not run: .*check own: runs check\.mjs.*--trust/s);
    expect(refused.stdout).toMatch(/maxWords 3 +alpha +4 of 4/);
    await expect(project.read('ran')).rejects.toThrow();
    expect((await project.run('checks', '--check', 'own')).code).toBe(1);

    const first = await project.run('checks', '--trust', '--json');
    expect(passed(JSON.parse(first.stdout))).toEqual({ own: [4, 4], 'maxWords 3': [4, 4] });
    expect(first.stderr).toMatch(/a word to the author/);
    // Two of the eight texts differ between the candidates: six are asked.
    expect(await project.read('ran')).toBe('x'.repeat(6));
    // Nothing is left to run, so nothing needs trust.
    expect(passed(await project.json('checks'))).toEqual({ own: [4, 4], 'maxWords 3': [4, 4] });
    expect((await project.run('decide')).stdout).toMatch(/own +alpha +4 of 4/);
    expect(await project.read('ran')).toBe('x'.repeat(6));

    await project.write('check.mjs', MODULE.replace('output.includes', '!output.includes'));
    expect((await project.run('decide')).stdout).toMatch(
      /"own" has not judged 8 outputs yet: fieldtest checks/,
    );
    expect(passed(JSON.parse((await project.run('checks', '--trust', '--json')).stdout))).toMatchObject({
      own: [0, 0],
    });
    expect(await project.read('ran')).toBe('x'.repeat(12));
  });

  test('is asked again when the reference changes', async () => {
    await using project = await receipts('  - { run: file://check.mjs, name: own }\n');
    await project.write('check.mjs', MODULE);
    await project.run('checks', '--trust');
    await project.write('set.jsonl', jsonl([{ id: 'e0', input: 'question 0', reference: 'else' }]));
    await project.run('examples', 'import', 'set.jsonl');
    expect(passed(JSON.parse((await project.run('checks', '--trust', '--json')).stdout))).toEqual({
      own: [3, 3],
    });
    expect(await project.read('ran')).toBe('x'.repeat(8));
  });

  test('that fails is told, stored as nothing, and tried again', async () => {
    await using project = await receipts('  - { command: "test -e ready && exit 0; exit 7", name: own }\n');
    const first = await project.run('checks', '--trust');
    expect(first.stderr).toMatch(/check own could not judge 6 outputs: it ended with exit code 7/);
    await project.write('ready', '');
    expect(passed(JSON.parse((await project.run('checks', '--trust', '--json')).stdout))).toEqual({
      own: [4, 4],
    });
  });

  test('has its scores in an export, and they come back', async () => {
    await using project = await receipts('  - { run: file://check.mjs, name: own }\n');
    await project.write('check.mjs', MODULE);
    await project.run('checks', '--trust');
    await project.run('export', 'all');
    expect(parseJsonl(await project.read('all/scores.jsonl'))).toHaveLength(6);
    const files = ['fieldtest.yaml', 'check.mjs', 'outputs.jsonl'];
    const copies = await Promise.all(files.map(async (file) => [file, await project.read(file)] as const));
    await using copy = await freshProject(Object.fromEntries(copies));
    await copy.run('import', '--from-export', `${project.dir}/all`);
    expect(passed(await copy.json('checks'))).toEqual({ own: [4, 4] });
    await expect(copy.read('ran')).rejects.toThrow();
  });
});

test('Ctrl-C keeps what was judged, and the next time goes on from there', async () => {
  await using project = await receipts('  - { command: "echo x >> ran; sleep 0.7", name: own }\n');
  const child = project.start('checks', '--trust');
  const over = ended(child);
  const lines = async () => (await project.read('ran').catch(() => '')).length / 2;
  while ((await lines()) < 5) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGINT');
  const { code, stderr } = await over;
  expect(code).toBe(130);
  expect(stderr).toMatch(/stopped by you\n {2}What is judged is stored/);
  const before = await lines();
  expect(passed(JSON.parse((await project.run('checks', '--trust', '--json')).stdout))).toEqual({
    own: [4, 4],
  });
  // There are six texts; four are asked at once, so one was through when the fifth was asked.
  expect((await lines()) - before).toBeLessThan(6);
});

test('a schema outside of the folder is used only when trusted, and its scores are stored', async () => {
  await using elsewhere = await freshProject({ 'schema.json': SCHEMA });
  await using project = await receipts(
    `  - { jsonSchema: ${JSON.stringify(`file://${elsewhere.dir}/schema.json`)}, name: s }\n`,
  );
  const { code, stderr } = await project.run('checks');
  expect(code).toBe(1);
  expect(stderr).toMatch(/check s: reads .*schema\.json/);
  expect(passed(JSON.parse((await project.run('checks', '--trust', '--json')).stdout))).toEqual({
    s: [4, 2],
  });
  expect(passed(await project.json('checks'))).toEqual({ s: [4, 2] });
});

describe('a gate', () => {
  test('takes a candidate out of the decision, and a gate that comes later is told', async () => {
    await using project = await receipts('  - { jsonSchema: file://schema.json, name: s }\n');
    await project.write('schema.json', SCHEMA);
    const ratings = [0, 1, 2, 3].flatMap((i) =>
      ['alpha', 'beta'].map((candidate) => ({ example: `e${i}`, candidate, rater: 'ann', rating: 4 })),
    );
    await project.write('ratings.jsonl', jsonl(ratings));
    await project.run('ratings', 'import', 'ratings.jsonl');
    await project.run('decide');
    const config = await project.read('fieldtest.yaml');
    await project.write(
      'fieldtest.yaml',
      `${config.replace('name: s }', 'name: s, gate: true, atLeast: 0.95 }')}decide: { looks: final }\n`,
    );
    const { stdout, code } = await project.run('decide');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Ship alpha\.$/m);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /alpha is the only candidate past the gates\. Beta is out: passes "s" on 2 of 4 examples \(50 %\), under the 95 % that the gate asks for\./,
    );
    expect(stdout).toMatch(/s is a gate \(95 %\): under it: beta/);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /The rule was changed after results were seen: .*gates none -> s 0\.95/,
    );
    const decision = await project.json<{ checks: { gate: boolean }[] }>('decide');
    expect(decision.checks).toMatchObject([{ name: 's', gate: true, atLeast: 0.95, leader: 'alpha' }]);
  });
});

describe('before the reveal', () => {
  const CANARY = '  - { mustInclude: [canary-word], name: canary-check }\n';

  test('nothing of a check reaches the rater, and after it the page has it in a section of its own', async () => {
    await using review = await startReview(await receipts(CANARY));
    const session = await ask(review, 'GET', '/api/session');
    const blocks = new Set(
      [...session.text.matchAll(/"block":"([0-9a-f]+)"/g)].map(([, id]) => `/api/blocks/${id}`),
    );
    expect(blocks.size).toBeGreaterThan(3);
    for (const path of ['/', '/api/session', '/api/standing', '/api/examples', '/api/reveal', ...blocks]) {
      const answer = await ask(review, 'GET', path);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain('canary');
    }
    await review.project.run('review', '--packet', 'bob.html', '--rater', 'bob');
    expect(await review.project.read('bob.html')).not.toContain('canary');
    expect((await ask(review, 'GET', '/api/decision')).status).toBe(403);
    await ask(review, 'POST', '/api/reveal', { early: true });
    expect((await ask(review, 'GET', '/api/decision')).text).toContain('canary-check');
  });

  test('rates alone show nobody whose an output was; the list of failures does, and that is noted', async () => {
    await using project = await receipts('  - { maxWords: 1 }\n');
    await project.run('checks');
    await project.run('export', 'one');
    expect(await project.read('one/reveals.jsonl')).toBe('');
    await project.run('checks', '--failed');
    await project.run('export', 'two');
    expect(parseJsonl(await project.read('two/reveals.jsonl'))).toMatchObject([
      { command: 'checks --failed' },
    ]);
  });
});
