/** Tells workers of a run through pg-boss, on the PostgreSQL that they share: each has a queue of its own that a run is published to. */
import { randomUUID } from 'node:crypto';
import type { ConstructorOptions, PgBoss } from 'pg-boss';
import type { Workers } from '../core/context.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';

export interface QueuePlace {
  /** `postgres://...`. */
  readonly url: string;
  /** Without the password. */
  readonly location: string;
  readonly hasSchema: (name: string) => Promise<boolean>;
}

/** The schema that pg-boss keeps to. */
const SCHEMA = 'fieldtest_queue';
const EVENT = 'run';
const QUEUE = 'worker.';
/** A word that nobody took for so long is of no use any more; a run is found in the store too. */
const WORD_SECONDS = 60;
/** Milliseconds; what hangs for longer is given up. */
const TIMEOUT_MS = 5_000;

export function pgBossWorkers(place: QueuePlace): Workers {
  return {
    async wake(run, signal) {
      // Where no worker was ever started, there is nobody to wake.
      if (signal.aborted || !(await place.hasSchema(SCHEMA))) return;
      const boss = await open(place, {
        migrate: false,
        supervise: false,
        schedule: false,
        registerInstance: false,
      });
      try {
        if (signal.aborted) return;
        await boss.start();
        await boss.publish(EVENT, { run }, { retentionSeconds: WORD_SECONDS });
      } catch (error) {
        throw failure(place, error);
      } finally {
        await boss.stop({ graceful: false }).catch(() => {});
      }
    },
    async listen(heard) {
      const queue = `${QUEUE}${randomUUID()}`;
      const createSchema = !(await place.hasSchema(SCHEMA));
      const boss = await open(place, {
        createSchema,
        useListenNotify: true,
        instanceName: queue,
        schedule: false,
      });
      try {
        await boss.start();
        await sweep(boss);
        await boss.createQueue(queue, {
          notify: true,
          retryLimit: 0,
          retentionSeconds: WORD_SECONDS,
          deleteAfterSeconds: WORD_SECONDS,
        });
        await boss.subscribe(EVENT, queue);
        const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 30 };
        await boss.work<{ readonly run: string }>(queue, polling, async (jobs) => {
          for (const { data } of jobs) heard(data.run);
        });
      } catch (error) {
        await boss.stop({ graceful: false }).catch(() => {});
        throw failure(place, error);
      }
      return {
        async [Symbol.asyncDispose]() {
          await boss.unsubscribe(EVENT, queue).catch(() => {});
          await boss.offWork(queue, { wait: true }).catch(() => {});
          await boss.deleteQueue(queue).catch(() => {});
          await boss.stop({ graceful: false }).catch(() => {});
        },
      };
    },
  };
}

/** Loaded only here: it takes longer than the rest of a command. */
async function open({ url }: QueuePlace, options: ConstructorOptions): Promise<PgBoss> {
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    connectionString: withTimeout(url),
    connectionTimeoutMillis: TIMEOUT_MS,
    schema: SCHEMA,
    max: 2,
    ...options,
  });
  // It tries again by itself; what a worker misses meanwhile it finds in the store.
  boss.on('error', () => {});
  return boss;
}

function withTimeout(url: string): string {
  if (!URL.canParse(url)) return url;
  const address = new URL(url);
  address.searchParams.set('query_timeout', String(TIMEOUT_MS));
  return address.href;
}

/** Removes the queues of workers that ended without a word. */
async function sweep(boss: PgBoss): Promise<void> {
  const instances = await boss.getInstances();
  const alive = new Set(instances.filter(({ live }) => live).map(({ name }) => name));
  for (const { name } of await boss.getQueues())
    if (name.startsWith(QUEUE) && !alive.has(name)) await boss.deleteQueue(name);
}

function failure({ location }: QueuePlace, error: unknown): FieldtestError {
  const denied = error instanceof Error && 'code' in error && error.code === '42501';
  return new FieldtestError(
    'store',
    `the queue of ${location} cannot be used: ${messageOf(error)}`,
    denied
      ? `Let somebody who may run there: create schema ${SCHEMA} authorization USER`
      : 'Check that the server is running, and that this user may write to it.',
    { cause: error },
  );
}
