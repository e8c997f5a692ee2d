/** What is held out decides when somebody says so, and only then. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openProject } from '../../src/open.ts';
import { decideTask } from '../../src/pipeline/decide.ts';
import { run } from '../../src/pipeline/run.ts';
import { spendHoldout } from '../../src/pipeline/spend-holdout.ts';
import { exampleOf, ratingOf } from '../fixtures/nouns.ts';

test('it asks before each decision that shows something new, and a no shows and keeps nothing', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-spend-'));
  try {
    await writeFile(
      join(dir, 'fieldtest.yaml'),
      'task: t\ncandidates:\n  - { name: one, command: cat }\n  - { name: two, command: tac }\n',
    );
    await using project = await openProject({
      cwd: dir,
      env: { PATH: process.env.PATH, HOME: dir, XDG_STATE_HOME: dir },
      log: { info: () => {}, warn: () => {}, progress: () => {} },
      signal: new AbortController().signal,
      trust: true,
    });
    const held = ['a', 'b', 'c'].map((name) => exampleOf(name, { name, split: 'holdout' }));
    await project.store.setExamples(held);
    const asked: number[] = [];
    const say = (yes: boolean) => async (times: number) => {
      asked.push(times);
      return yes;
    };
    await run(project, { split: 'holdout' });
    await spendHoldout(project, say(false));
    expect(asked).toEqual([]);

    await project.store.putRatings(held.map((one) => ratingOf(one, 'name', 'ann', { rating: 4 })));
    const outputs = await project.store.outputs({
      candidates: project.config.candidates.map(({ id }) => id),
      split: 'holdout',
    });
    await project.store.putRatings(
      outputs.map(({ example, text }) =>
        ratingOf(held.find(({ id }) => id === example)!, text, 'ann', { rating: 4 }),
      ),
    );
    await expect(spendHoldout(project, say(false))).rejects.toMatchObject({ code: 'interrupted' });
    expect(await project.store.decisions()).toEqual([]);
    await spendHoldout(project, say(true));
    await decideTask(project, { split: 'holdout' });
    // The same again costs nothing.
    await spendHoldout(project, say(false));
    expect(asked).toEqual([0, 0]);
    await project.store.putRatings([
      ratingOf(held[0]!, outputs[0]!.text, 'bo', { rating: 1 }),
      ratingOf(held[1]!, outputs[2]!.text, 'bo', { rating: 1 }),
    ]);
    await expect(spendHoldout(project, say(false))).rejects.toMatchObject({ code: 'interrupted' });
    expect(asked).toEqual([0, 0, 1]);
  } finally {
    await rm(dir, { recursive: true });
  }
});
