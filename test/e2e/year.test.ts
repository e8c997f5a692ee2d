/** A year with fieldtest: a new model every month, the work that changes, prices that fall, a model that is silently another. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { taskHistory } from '../../src/pipeline/history.ts';
import { importRecords } from '../../src/pipeline/import-records.ts';
import { pick } from '../../src/pipeline/pick.ts';
import { refresh } from '../../src/pipeline/refresh.ts';
import { historyHtml } from '../../src/report/history-report.ts';
import { answer, replyOf, startLoopback } from '../fixtures/loopback-provider.ts';
import { freshProject, jsonl } from '../fixtures/project.ts';
import { chanceOf, inMonth, type Model } from '../fixtures/year.ts';

const MODELS: { readonly [name: string]: Model } = {
  'gpt-5-mini': { quality: 3.2, price: [0.25, 2] },
  'claude-haiku-4': { quality: 3.3, price: [1, 5] },
  'claude-sonnet-4': { quality: 3.9, price: [3, 15] },
  'gemini-3-flash': { quality: 3.4, price: [0.3, 2.5] },
  'llama-5-70b': { quality: 2.4, price: [0.6, 0.8] },
  'mistral-large-3': { quality: 2.9, price: [2, 6] },
  'gpt-5.5-mini': { quality: 3.5, price: [0.25, 2] },
  'claude-sonnet-4.5': { quality: 4.1, price: [3, 15] },
  'gemini-3.5-flash': { quality: 3.6, price: [0.3, 2.5] },
  'qwen4-32b': { quality: 3.0, price: [0.1, 0.3] },
  'gpt-6-mini': { quality: 4.5, price: [0.3, 2.4] },
  'claude-haiku-5': { quality: 4.0, price: [0.8, 4] },
};
const RELEASED = Object.keys(MODELS);

/** What customers write about, and from which month on. */
const TOPICS = [
  ['a lost card at the cash machine', 1],
  ['a parcel that is late again', 1],
  ['a wrong sum on the bill', 1],
  ['a new postal address', 1],
  ['the fingerprint login of the phone app', 4],
  ['an exchange rate for travel abroad', 7],
  ['a crypto wallet that will not open', 10],
] as const;

const log = (month: number) =>
  jsonl(
    Array.from({ length: 120 }, (_, i) => {
      const open = TOPICS.filter(([, since]) => since <= month);
      const [topic] = open[Math.floor(chanceOf(`${month} ${i}`) * open.length)]!;
      return {
        input: `Question ${month}.${i}: I write about ${topic}. ${'Please help me soon. '.repeat(i % 4)}`,
      };
    }),
  );

test('twelve models, three refreshes, two raters, a price cut and a silent change in one history', async () => {
  let month = 1;
  await using provider = await startLoopback((request) => {
    const { model, messages } = request.json;
    // From September on the alias serves another version, without a word.
    const served = model === 'claude-sonnet-4.5' ? `${model}-${month < 9 ? '0801' : '0905'}` : model;
    return replyOf(
      answer(`${model} on ${messages.at(-1).content}`, { model: served, usage: { input: 400, output: 120 } }),
      request,
    );
  });
  await using project = await freshProject({});
  const path = (name: string) => join(project.dir, name);
  const verdicts: string[] = [];
  const asked: number[] = [];
  const sizes: number[] = [];
  let incumbent = 'gpt-5-mini';
  let field: readonly string[] = RELEASED.slice(0, 1);

  for (; month <= 12; month++) {
    await project.write(`log-${month}.jsonl`, log(month));
    const fresh = RELEASED[month - 1]!;
    const candidates = month === 1 ? RELEASED.slice(0, 2) : [...new Set([...field, fresh])];
    const before = provider.requests.length;
    // In June the incumbent becomes cheaper.
    const models =
      month < 6 ? MODELS : { ...MODELS, 'claude-sonnet-4': { quality: 3.9, price: [2, 10] as const } };
    await inMonth(project, month, {
      provider,
      candidates,
      incumbent,
      models,
      async work({ context, measure }) {
        if (month === 1) {
          await importRecords(context, { files: [path('log-1.jsonl')] });
          await pick(context, {});
        }
        if ([4, 7, 10].includes(month)) {
          const { applied } = await refresh(context, { files: [path(`log-${month}.jsonl`)], apply: true });
          expect(applied!.examples).toBeGreaterThanOrEqual(30);
        }
        const { decision } = await measure();
        sizes.push(decision.examples);
        const { kind, winner } = decision.verdict;
        verdicts.push(`${month}: ${kind}${winner === undefined ? '' : ` ${winner}`}`);
        if (winner !== undefined) incumbent = winner;
        const best = decision.candidates
          .filter(({ name }) => name !== incumbent)
          .sort((a, b) => (b.rating?.mean ?? 0) - (a.rating?.mean ?? 0));
        field = [incumbent, ...best.slice(0, 2).map(({ name }) => name)];
      },
    });
    asked.push(provider.requests.length - before);
  }

  await expect(`${verdicts.join('\n')}\n`).toMatchFileSnapshot('../golden/year/verdicts.txt');
  // A month without a new model costs nothing; then each is asked once, and only a refresh asks the others for what came in.
  expect(asked[0]).toBe(60);
  expect(asked[1]).toBe(0);
  for (const quiet of [2, 4, 5, 7, 8, 10, 11]) expect(asked[quiet]).toBe(sizes[quiet]);

  await inMonth(project, 12, {
    provider,
    candidates: field,
    incumbent,
    models: MODELS,
    async work({ context }) {
      const history = await taskHistory(context);
      expect(history.models.map(({ name }) => name)).toEqual(RELEASED);
      const changes = history.decisions.flatMap((one) =>
        one.changes.map(({ text }) => `${one.at.slice(5, 7)} ${text}`),
      );
      expect(changes).toContainEqual(
        expect.stringMatching(/^06 claude-sonnet-4 \$3\.00 in, \$15\.00 out -> \$2\.00 in/),
      );
      expect(changes.filter((text) => /\d+ added, \d+ retired, \d+ shared/.test(text))).toHaveLength(3);
      expect(changes).toContainEqual(expect.stringMatching(/was also answered by claude-sonnet-4\.5-0905/));
      const kinds = new Map(history.models.map(({ name, score }) => [name, score?.kind]));
      expect(kinds.get('llama-5-70b')).toBe('linked');
      expect(kinds.get('gpt-6-mini')).toBe('direct');
      expect(history.decisions.at(-1)!.raters).toEqual(['ann', 'ben']);
      // The best models that there were stand where their true quality is, links and all.
      for (const { name, score } of history.models) {
        const { interval } = score!;
        expect(interval[0] - 0.15, name).toBeLessThan(MODELS[name]!.quality);
        expect(interval[1] + 0.15, name).toBeGreaterThan(MODELS[name]!.quality);
      }
      await expect(await historyHtml(history)).toMatchFileSnapshot('../golden/year/history.html');
    },
  });
});
