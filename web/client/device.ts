/** What this device keeps: events until the server has them, drafts until they are answered. IndexedDB, or memory. */
import type { ReviewEvent } from '../../src/core/review/event.ts';
import type { Draft } from '../rate/state.ts';

export interface Device {
  /** The round whose events these are. */
  readonly round: string;
  /** Whether it survives the closing of the tab. */
  readonly durable: boolean;
  /** Resolves when the event is written. */
  put(event: ReviewEvent): Promise<void>;
  /** Events that no server has confirmed, in the order in which they happened. */
  unsent(): Promise<readonly ReviewEvent[]>;
  remove(ids: readonly string[]): Promise<void>;
  /** Keeps these in place of all others, in their order: all or none. */
  replace(events: readonly ReviewEvent[]): Promise<void>;
  drafts(): Promise<ReadonlyMap<string, Draft>>;
  keepDraft(item: string, draft: Draft | undefined): Promise<void>;
}

const PREFIX = 'fieldtest ';
/** A round's id; other databases of ours are none. */
const ROUND = /^[0-9a-f]{32}$/;

/** The rounds of which this browser keeps something; none where it does not say. */
export async function keptRounds(): Promise<readonly string[]> {
  const found = await indexedDB.databases().catch(() => []);
  return found.flatMap(({ name = '' }) => {
    const round = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
    return ROUND.test(round) ? [round] : [];
  });
}

/** Opens the store of a round. Where the browser forbids IndexedDB, memory serves, and `durable` is false. */
export async function openDevice(round: string): Promise<Device> {
  try {
    return overDatabase(round, await openDatabase(`${PREFIX}${round}`));
  } catch {
    return inMemory(round);
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('events', { autoIncrement: true });
      request.result.createObjectStore('drafts');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
}

function overDatabase(round: string, db: IDBDatabase): Device {
  const run = <T>(
    store: 'events' | 'drafts',
    mode: IDBTransactionMode,
    work: (objects: IDBObjectStore) => IDBRequest<T> | undefined,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      const transaction = db.transaction(store, mode, {
        durability: mode === 'readwrite' ? 'strict' : 'default',
      });
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request?.result as T);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  return {
    round,
    durable: true,
    put: async (event) => void (await run('events', 'readwrite', (events) => events.add(event))),
    unsent: () => run('events', 'readonly', (events) => events.getAll() as IDBRequest<ReviewEvent[]>),
    async remove(ids) {
      const gone = new Set(ids);
      await run('events', 'readwrite', (events) => {
        const cursor = events.openCursor();
        cursor.onsuccess = () => {
          const found = cursor.result;
          if (found === null) return;
          if (gone.has((found.value as ReviewEvent).id)) found.delete();
          found.continue();
        };
        return undefined;
      });
    },
    replace: (all) =>
      run('events', 'readwrite', (events) => {
        events.clear();
        for (const event of all) events.add(event);
        return undefined;
      }),
    async drafts() {
      const keys = await run('drafts', 'readonly', (drafts) => drafts.getAllKeys());
      const values = await run('drafts', 'readonly', (drafts) => drafts.getAll() as IDBRequest<Draft[]>);
      return new Map(keys.map((key, i) => [String(key), values[i]!]));
    },
    keepDraft: async (item, draft) =>
      void (await run<unknown>(
        'drafts',
        'readwrite',
        (drafts) =>
          (draft === undefined ? drafts.delete(item) : drafts.put(draft, item)) as IDBRequest<unknown>,
      )),
  };
}

function inMemory(round: string): Device {
  let events: readonly ReviewEvent[] = [];
  const drafts = new Map<string, Draft>();
  return {
    round,
    durable: false,
    async put(event) {
      events = [...events, event];
    },
    unsent: async () => events,
    async remove(ids) {
      events = events.filter((event) => !ids.includes(event.id));
    },
    async replace(all) {
      events = all;
    },
    drafts: async () => drafts,
    async keepDraft(item, draft) {
      if (draft === undefined) drafts.delete(item);
      else drafts.set(item, draft);
    },
  };
}
