/** What a recorder does with the calls and spans that are handed to it. */
import { expect, test } from 'vitest';
import type { CapturedCall } from '../../src/core/captured-call.ts';
import type { Context } from '../../src/core/context.ts';
import { noRedaction } from '../../src/core/redaction.ts';
import { readCall } from '../../src/importers/calls/read-call.ts';
import { spanReader } from '../../src/importers/otlp/received-spans.ts';
import { openRecorder, type Recorder } from '../../src/pipeline/capture.ts';
import { databases, freshStore } from '../fixtures/stores.ts';
import { virtualClock } from '../fixtures/virtual-clock.ts';

const call = (content: string): CapturedCall => ({
  path: '/v1/chat/completions',
  request: { bytes: Buffer.from(JSON.stringify({ messages: [{ role: 'user', content }] })), coding: '' },
  status: 200,
  answer: {
    bytes: Buffer.from('{"choices":[{"message":{"content":"It rains."}}]}'),
    type: 'application/json',
    coding: '',
  },
  at: '2026-11-24T10:00:00.000Z',
  latencyMs: 7,
  secrets: [],
});

interface World extends AsyncDisposable {
  readonly recorder: Recorder;
  readonly context: Context;
  readonly warnings: string[];
}

async function recorderWith(more: Partial<Context> = {}, sample = 1): Promise<World> {
  const fixture = await freshStore(databases[0]!);
  const clock = virtualClock();
  const warnings: string[] = [];
  let seed = 1;
  const context = {
    store: fixture.store,
    clock,
    config: { redact: false },
    redactor: async () => noRedaction,
    random() {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    },
    log: { info() {}, progress() {}, warn: (message) => warnings.push(message) },
    importers: async () => ({ call: readCall, spans: spanReader }),
    ...more,
  } as Context;
  return {
    recorder: await openRecorder(context, { upstreams: [], sample }),
    context,
    warnings,
    async [Symbol.asyncDispose]() {
      clock[Symbol.dispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

test('a share is recorded with --sample', async () => {
  await using world = await recorderWith({}, 0.25);
  for (let n = 0; n < 400; n++) world.recorder.call(call(`question ${n}`));
  const { recorded, skipped, passed } = await world.recorder.end();
  expect(passed).toBe(400);
  expect(recorded).toBeGreaterThan(60);
  expect(recorded).toBeLessThan(140);
  expect(skipped).toEqual({ 'left out by --sample': 400 - recorded });
});

test('a redaction that fails costs that record alone, and is said once', async () => {
  await using world = await recorderWith({
    redactor: async () => ({
      ...noRedaction,
      record(record) {
        if (JSON.stringify(record).includes('odd')) throw new Error('no such kind');
        return record;
      },
    }),
  });
  for (const content of ['odd 1', 'even', 'odd 2']) world.recorder.call(call(content));
  expect(await world.recorder.end()).toMatchObject({
    recorded: 1,
    stored: 1,
    failed: { 'a defect of fieldtest: no such kind': 2 },
  });
  expect(world.warnings).toHaveLength(1);
});

test('records that can never be stored are told at the end, with how many', async () => {
  await using fixture = await freshStore(databases[0]!);
  const changePool = async (): Promise<void> => {
    throw new Error('the disk is full');
  };
  await using world = await recorderWith({ store: { ...fixture.store, changePool } });
  for (let n = 0; n < 3; n++) world.recorder.call(call(`question ${n}`));
  await expect(world.recorder.end()).rejects.toThrow(
    '3 records that came at the end are lost: the disk is full',
  );
});

test('a disk that is full for a while is said once and loses nothing', async () => {
  await using fixture = await freshStore(databases[0]!);
  let full = true;
  const changePool: typeof fixture.store.changePool = async (change) => {
    if (full) throw new Error('the disk is full');
    await fixture.store.changePool(change);
  };
  await using world = await recorderWith({ store: { ...fixture.store, changePool } });
  world.recorder.call(call('A'));
  await expect
    .poll(() => world.warnings, { timeout: 20_000 })
    .toEqual(['records wait, since they cannot be stored: the disk is full. More of this is only counted.']);
  world.recorder.call(call('B'));
  full = false;
  await expect.poll(() => world.recorder.counts().stored, { timeout: 20_000 }).toBe(2);
  expect(await world.recorder.end()).toMatchObject({ stored: 2, pool: { records: 2 } });
  expect(world.warnings).toHaveLength(1);
});
