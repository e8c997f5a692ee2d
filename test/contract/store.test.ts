/** What every database must do for the user: one suite over all of them. */
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import type { Output } from '../../src/core/output.ts';
import { candidateOf, exampleOf, outputOf, ratingOf } from '../fixtures/nouns.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const a = candidateOf('a');
const b = candidateOf('b');
const first = exampleOf('first');
const second = exampleOf('second');
const hidden = exampleOf('hidden', { split: 'holdout' });

const HOSTILE = [
  'NUL \0 inside',
  'lone high \ud800 and low \udc00',
  'four bytes 😀𝕏',
  'bidi \u202e override and \u200b zero width',
  '␛ the mark itself, ␛0000 and ␛d800',
  "'); drop table outputs; --",
  '\\u0000 \\ backslashes \\\\',
  '\r\n\t\u001b[31mred',
  '',
  // SQLite keeps what looks like an id of ours as bytes.
  '0123456789abcdef'.repeat(4),
  '0123456789ABCDEF'.repeat(4),
  '0'.repeat(64),
];

const scope = { candidates: [a.id, b.id], split: 'dev' } as const;
const once = ({ id }: { readonly id: string }) => ({ id, trials: 1 });
const all = { candidates: [once(a), once(b)], split: 'dev' } as const;

describe.each(databases)('$name', (database) => {
  test('asks for every candidate on every example until its output is stored', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    await store.setExamples([first, second, hidden]);
    const keys = [
      { candidate: a.id, example: first.id, trial: 1 },
      { candidate: b.id, example: first.id, trial: 1 },
      { candidate: a.id, example: second.id, trial: 1 },
      { candidate: b.id, example: second.id, trial: 1 },
    ];
    expect(await store.missingOutputs(all)).toEqual(keys);
    await store.putOutput(outputOf(a, first, 'answer'));
    expect(await store.missingOutputs(all)).toEqual(keys.slice(1));
    expect(await store.missingOutputs({ ...all, candidates: [once(b)], split: 'holdout' })).toEqual([
      { candidate: b.id, example: hidden.id, trial: 1 },
    ]);
    const twice = { ...all, candidates: [{ id: a.id, trials: 2 }, once(b)] };
    expect(await store.missingOutputs(twice)).toEqual([
      ...keys.slice(1),
      { candidate: a.id, example: first.id, trial: 2 },
      { candidate: a.id, example: second.id, trial: 2 },
    ]);
    expect(await store.missingOutputs({ ...all, limit: 1 })).toEqual([keys[1]]);
  });

  test('keeps the first answer of a key, and every attempt, also of an answer that came too late', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    await store.setExamples([first]);
    const attempts = [
      {
        number: 1,
        startedAt: '2026-11-01T09:00:00.000Z',
        durationMs: 3,
        status: 'error',
        failure: { code: 'rate-limit', message: 'slow down', httpStatus: 429 },
      },
      { number: 2, startedAt: '2026-11-01T09:00:01.000Z', durationMs: 4.5, status: 'ok' },
    ] as const;
    const output: Output = {
      ...outputOf(a, first, 'kept', { attempts }),
      usage: { inputTokens: 10, outputTokens: 2 },
      costUsd: 0.00012,
      latencyMs: 4.5,
      firstTokenMs: 1.25,
      responseModel: 'a-2026-10',
      fingerprint: 'fp_1',
    };
    expect(await store.putOutput(output)).toBe(true);
    const late = outputOf(a, first, 'too late');
    expect(await store.putOutput(late)).toBe(false);
    const all = [...attempts, { ...late.attempts[0]!, number: 3 }];
    expect(await store.outputs(scope)).toEqual([{ ...output, attempts: all }]);
    expect(await store.danglingAttempts(scope)).toEqual([]);
  });

  test('lets a failure be tried again without losing it, and counts it as answered otherwise', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    await store.setExamples([first]);
    const failed = outputOf(a, first, '', {
      status: 'error',
      failure: { code: 'timeout', message: 'no answer in 300 s' },
      attempts: [{ number: 1, startedAt: '2026-11-01T09:00:00.000Z', durationMs: 300_000, status: 'error' }],
    });
    await store.putOutput(failed);
    const query = { ...all, candidates: [once(a)] };
    expect(await store.missingOutputs(query)).toEqual([]);
    expect(await store.missingOutputs({ ...query, retryErrors: true })).toHaveLength(1);
    expect(await store.outputs(scope)).toEqual([failed]);
    await store.putOutput(outputOf(a, first, 'now it works'));
    const [now] = await store.outputs(scope);
    expect(now).toMatchObject({ status: 'ok', text: 'now it works' });
    expect(now?.attempts.map((attempt) => [attempt.number, attempt.status])).toEqual([
      [1, 'error'],
      [2, 'ok'],
    ]);
    expect(await store.missingOutputs({ ...query, retryErrors: true })).toEqual([]);
  });

  test('keeps attempts that led to no output apart', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    await store.setExamples([first]);
    const key = { candidate: a.id, example: first.id, trial: 1 };
    const failure = { code: 'auth', message: 'bad key', httpStatus: 401 };
    await store.putAttempts(key, [
      { number: 1, startedAt: '2026-11-01T09:00:00.000Z', durationMs: 5, status: 'error', failure },
    ]);
    expect(await store.outputs(scope)).toEqual([]);
    expect(await store.danglingAttempts(scope)).toMatchObject([{ ...key, number: 1, failure }]);
    expect(await store.missingOutputs({ ...all, candidates: [once(a)] })).toEqual([key]);
  });

  test('asks for a rating of each distinct text once, and never of a failure', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    await store.setExamples([first, second]);
    await store.putOutputs([
      outputOf(a, first, 'same'),
      outputOf(b, first, ' same\n'),
      outputOf(a, second, 'same'),
      outputOf(b, second, '', { status: 'error' }),
    ]);
    const missing = await store.missingRatings(scope);
    expect(missing.map((row) => row.example)).toEqual([first.id, second.id]);
    // A repeat measures the rater; it stands for no first rating.
    await store.putRatings([ratingOf(first, 'same', 'ann', { rating: 3, repeatOf: 'gone' })]);
    expect(await store.missingRatings(scope)).toHaveLength(2);
    await store.putRatings([ratingOf(first, 'same', 'ann', { rating: 4 })]);
    expect((await store.missingRatings(scope)).map((row) => row.example)).toEqual([second.id]);
  });

  test('gives hostile texts back equal, wherever they stand', async () => {
    await using fixture = await freshStore(database);
    const { store, reopen } = fixture;
    // Inputs may not hold lone surrogates: they would have no identity.
    const safe = HOSTILE.filter((text) => text.isWellFormed());
    const set = safe.map((text, i) =>
      exampleOf({ text, i }, { name: `${i} ${text}`, reference: { text }, slices: [text], cluster: text }),
    );
    await store.setExamples(set);
    const outputs = HOSTILE.flatMap((text, i) =>
      set[i] === undefined ? [] : [outputOf(a, set[i], text, { failure: { code: text, message: text } })],
    );
    await store.putOutputs(outputs);
    const ratings = HOSTILE.map((text, i) =>
      ratingOf(first, text, `rater ${text}`, { note: text, tags: [text], at: `2026-11-${10 + i}` }),
    );
    await store.putRatings(ratings);
    const again = await reopen();
    expect(await again.examples()).toEqual(set);
    expect(await again.outputs(scope)).toEqual(outputs);
    expect(await again.ratings()).toEqual(ratings);
  });

  test('stores a rating once however often it is sent, in order of arrival', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    const one = ratingOf(first, 'x', 'ann', {
      rating: 5,
      acceptable: true,
      repeatOf: 'r0',
      candidate: a.id,
      trial: 1,
    });
    const two = ratingOf(first, 'y', 'ann', { acceptable: false });
    expect(await store.putRatings([one, one])).toBe(1);
    expect(await store.putRatings([one, two])).toBe(1);
    expect(await store.ratings()).toEqual([one, two]);
  });

  test('replaces the pool and notes the file in one step', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    const pool = {
      strata: [{ stratum: 's', records: 3, distinct: 2, overflowed: true, bound: 'f0' }],
      facets: [{ facet: 'edge:empty', records: 2, bound: 'e' }],
      entries: [first, second]
        .map((example) => ({
          id: example.id,
          stratum: 's',
          facets: ['edge:empty'],
          form: 'f',
          formBound: 'ff',
          record: { input: example.input, metadata: { k: 'v' } },
          count: 2,
        }))
        .sort((x, y) => (x.id < y.id ? -1 : 1)),
    };
    const file = {
      digest: 'd'.repeat(64),
      file: 'log.jsonl',
      format: 'jsonl',
      options: '{}',
      records: 3,
      rejected: 1,
      at: '2026-11-01T09:00:00.000Z',
    };
    await store.changePool(() => ({ pool, files: [file] }));
    expect(await store.loadPool()).toEqual(pool);
    expect(await store.importedFiles()).toEqual([file]);
    // The same file twice breaks the key: nothing of the second pool may stay.
    const broken = { pool: { strata: [], facets: [], entries: [] }, files: [file, file] };
    await expect(store.changePool(() => broken)).rejects.toThrow();
    expect(await store.loadPool()).toEqual(pool);
    await store.changePool(() => undefined);
    expect(await store.loadPool()).toEqual(pool);
  });

  test('remembers reveals, decisions and the names of candidates', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    await store.putCandidates([a], '2026-11-01T09:00:00.000Z');
    await store.putCandidates([{ ...a, name: 'renamed' }, b], '2026-11-02T09:00:00.000Z');
    expect(await store.candidateNames()).toEqual(
      new Map([
        [a.id, 'renamed'],
        [b.id, 'b'],
      ]),
    );
    const reveal = { at: '2026-11-01T09:00:00.000Z', command: 'decide', missing: 3 };
    await store.putReveal(reveal);
    await store.putReveal({ ...reveal, missing: 2 });
    expect(await store.reveals()).toEqual([reveal, { ...reveal, missing: 2 }]);
    const rule = { by: 'rating', confidence: 0.95, margin: 0.2, looks: [10, 20], limits: {} } as const;
    const stored = { at: reveal.at, rule, decision: { inputsHash: 'h', by: 'rating' } as Decision };
    const facts = { examples: ['e'], candidates: [{ name: 'a', id: a.id, values: [4.5] }] };
    await store.putDecision(stored);
    await store.putDecision({ ...stored, facts });
    for (let more = 0; more < 8; more++) await store.putDecision({ ...stored, at: `2026-11-0${more + 2}` });
    const all = await store.decisions();
    expect(all.slice(0, 2)).toEqual([stored, { ...stored, facts }]);
    expect(
      all
        .slice(2)
        .map(({ at }) => at.slice(-1))
        .join(''),
    ).toBe('23456789');
    expect((await store.decisions({ bare: true }))[1]).toEqual(stored);
  });

  test('loses nothing on the way out and in again', async () => {
    await using fixture = await freshStore(database);
    await using other = await freshStore(databases[1 - databases.indexOf(database)]!);
    const { store } = fixture;
    await store.setExamples([exampleOf('with \0', { name: 'é' }), second]);
    await store.putCandidates([a, b], '2026-11-01T09:00:00.000Z');
    await store.putOutputs([
      outputOf(a, second, HOSTILE.join('|')),
      outputOf(b, second, 'x', { costUsd: 0.1 + 0.2 }),
    ]);
    await store.putRatings([ratingOf(second, 'x', 'ann', { rating: 3 })]);
    const exported = await tablesOf(store);
    await other.store.importTables(exported);
    expect(await tablesOf(other.store)).toEqual(exported);
    await expect(other.store.importTables(exported)).rejects.toThrow(/is not empty/);
  });
});

async function tablesOf(store: Awaited<ReturnType<typeof freshStore>>['store']) {
  const tables = [];
  for await (const { table, rows } of store.exportTables())
    tables.push({ table, rows: await Array.fromAsync(rows) });
  return tables;
}
