/// <reference lib="dom" />
/** Two tabs of one rater, and two raters on one machine, at the same time: each keeps all of theirs, and nothing else. */
import { afterAll, expect, test } from 'vitest';
import type { ReviewView } from '../../src/core/review/wire.ts';
import type { RatingRow } from '../../src/core/rows.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { type Project, parseJsonl } from '../fixtures/project.ts';
import { ask, seeDecision } from '../fixtures/rating.ts';
import { projectWithOutputs, type Review, startReview } from '../fixtures/review-project.ts';
import { type Promised, type ScriptedRater, scriptedRater } from '../fixtures/scripted-rater.ts';
import { seeded } from '../fixtures/seeded.ts';

afterAll(closeBrowser);

const rowsIn = async (project: Project) =>
  parseJsonl<RatingRow>((await project.run('ratings', 'export')).stdout);
const stored = (rows: readonly RatingRow[]) =>
  rows
    .map(({ example, candidate, rating, acceptable, note = '' }) =>
      [`answer ${example.slice(1)} in manner ${candidate.charCodeAt(0)}`, rating, acceptable, note].join(),
    )
    .sort();
const promised = (kept: readonly Promised[]) =>
  kept
    .filter(({ counts }) => counts)
    .map(({ text, rating, acceptable, note }) => [text, rating, acceptable, note].join())
    .sort();

/** Rates to the end, with some of it taken back and given again. */
async function rateAlong(rater: ScriptedRater, seed: number, note: string): Promise<void> {
  const random = seeded(seed);
  while ((await rater.sees()) === 'output') {
    const dice = random();
    if (dice < 0.15 && rater.kept().length > 0) {
      await rater.undo();
      if (random() < 0.5) await rater.redo();
    } else await rater.answer(random() < 0.5, 1 + Math.floor(random() * 5), dice > 0.7 ? note : '');
  }
}

test('two tabs of one rater lose nothing and double nothing, and the next one knows of both', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 5 }));
  await using open = await openPage();
  const tabs = [scriptedRater(open.context), scriptedRater(open.context)] as const;
  for (const tab of tabs) await tab.open(review.link);
  await Promise.all(tabs.map((tab, i) => rateAlong(tab, i + 1, `of tab ${i + 1}`)));
  for (const tab of tabs) await tab.allSaved();
  const kept = tabs.flatMap((tab) => tab.kept());
  const rows = await rowsIn(review.project);
  expect(stored(rows)).toEqual(promised(kept));
  // Both rated everything, so the screen, the store and the command agree that nothing is missing.
  const next = scriptedRater(open.context);
  await next.open(review.link);
  expect(await next.sees()).toBe('end');
  expect(await review.project.json('status')).toMatchObject({ ratings: { missing: 0 } });
});

const GETS = [
  '/api/session',
  '/api/reveal',
  '/api/outputs',
  '/api/decision',
  '/api/failures',
  '/api/disagreements',
];

/** Everything that a rater's server says. */
async function allAnswers(review: Review): Promise<string> {
  const view = JSON.parse((await ask(review, 'GET', '/api/session')).text) as ReviewView;
  const blocks = [...new Set(view.items.map(({ block }) => `/api/blocks/${block}`))];
  const answers = [...GETS, '/api/examples', ...blocks].map((path) => ask(review, 'GET', path));
  return (await Promise.all(answers)).map(({ text }) => text).join('\n');
}

test('two raters at once in one browser keep their own order, progress and secrets until both are done', async () => {
  const project = await projectWithOutputs({ examples: 10 });
  await using ann = await startReview(project, 'ann');
  const bo = await startReview(project, 'bo');
  try {
    await using open = await openPage();
    const wires = { ann: '', bo: '' };
    open.context.on('response', async (response) => {
      const of = response.url().startsWith(`http://${bo.host}`) ? 'bo' : 'ann';
      // Read first: `+=` with an await in it forgets what came meanwhile.
      const text = await response.text().catch(() => '');
      wires[of] += text;
    });
    const raters = { ann: scriptedRater(open.context), bo: scriptedRater(open.context) };
    await raters.ann.open(ann.link);
    await raters.bo.open(bo.link);
    await Promise.all([
      rateAlong(raters.ann, 1, 'canary-note-of-ann'),
      rateAlong(raters.bo, 2, 'canary-note-of-bo'),
    ]);
    await raters.ann.allSaved();
    await raters.bo.allSaved();
    const rows = await rowsIn(project);
    for (const name of ['ann', 'bo'] as const)
      expect(stored(rows.filter(({ rater }) => rater === name))).toEqual(promised(raters[name].kept()));
    expect(rows.filter(({ note }) => note !== undefined).length).toBeGreaterThan(2);
    // One takes an answer back: they are not done, and nobody sees the other's, not even who insists on names.
    await raters.bo.undo();
    await raters.bo.allSaved();
    for (const one of [ann, bo]) await ask(one, 'POST', '/api/reveal', { early: true });
    wires.ann += await allAnswers(ann);
    wires.bo += await allAnswers(bo);
    expect(wires.ann).toContain('canary-note-of-ann');
    const seen = (wire: string, sought: RegExp) => [...wire.matchAll(sought)].map(([match]) => match);
    expect(seen(wires.ann, /.{60}(?:of-bo|"bo").{60}/g)).toEqual([]);
    expect(seen(wires.bo, /.{60}(?:of-ann|"ann").{60}/g)).toEqual([]);
    await raters.bo.answer(true, 3);
    await raters.bo.allSaved();
    expect(await allAnswers(ann)).toContain('canary-note-of-bo');
    expect(await allAnswers(bo)).toContain('canary-note-of-ann');
    await seeDecision(raters.ann.page);
  } finally {
    await bo.kill();
  }
});

test('each rater finds what their browser still holds, whoever starts first the next time', async () => {
  const project = await projectWithOutputs({ examples: 3 });
  await using ann = await startReview(project, 'ann');
  const bo = await startReview(project, 'bo');
  try {
    await using open = await openPage();
    const rater = scriptedRater(open.context);
    await rater.open(ann.link);
    await rater.page.waitForLoadState('networkidle');
    await ann.kill();
    await rater.answer(true, 4, 'on this device');
    await rater.page.getByText('on this device, sending').waitFor();
    await rater.close();
    await bo.restart();
    await rater.open(await ann.restart());
    await rater.allSaved();
    expect(stored(await rowsIn(project))).toEqual(promised(rater.kept()));
    expect(rater.kept()).toHaveLength(1);
  } finally {
    await bo.kill();
  }
});
