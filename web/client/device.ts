/** What this device keeps: events until the server has them, drafts until they are answered. IndexedDB, or memory. */
import type { ReviewEvent } from '../../src/core/review/event.ts';
import type { Draft } from '../rate/state.ts';

export interface Device {
  /** Whether all that it holds survives the closing of the tab. */
  readonly durable: boolean;
  /** Resolves when the event is written, or, where the browser does not take it, kept in memory. */
  put(event: ReviewEvent): Promise<void>;
  /** Events that no server has confirmed, in the order in which they happened. */
  unsent(): Promise<readonly ReviewEvent[]>;
  remove(ids: readonly string[]): Promise<void>;
  /** Keeps these in place of all others, in their order: all or none. */
  replace(events: readonly ReviewEvent[]): Promise<void>;
  drafts(): Promise<ReadonlyMap<string, Draft>>;
  keepDraft(item: string, draft: Draft | undefined): Promise<void>;
}

/** Opens the store of a round. Where the browser forbids IndexedDB, memory serves, and `durable` is false. */
export async function openDevice(round: string): Promise<Device> {
  try {
    return overDatabase(nameOf(round), await openDatabase(nameOf(round)));
  } catch {
    return inMemory();
  }
}

/** The stores of those rounds that this browser has one of. */
export async function existingDevices(rounds: readonly string[]): Promise<readonly Device[]> {
  try {
    const names = new Set((await indexedDB.databases()).map(({ name }) => name));
    return await Promise.all(rounds.filter((round) => names.has(nameOf(round))).map(openDevice));
  } catch {
    return [];
  }
}

/** For so long the page waits for the browser's database; then memory serves, and the rater is told. */
const PATIENCE_MS = 3_000;

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the database does not answer')), PATIENCE_MS);
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const nameOf = (round: string) => `fieldtest ${round}`;

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

function overDatabase(name: string, opened: IDBDatabase): Device {
  let open: IDBDatabase | undefined = opened;
  // What the database did not take, because there is no room or the browser closed it: sent all the same.
  let untaken: readonly ReviewEvent[] = [];
  const connected = async () => {
    open ??= await openDatabase(name);
    open.onclose = () => {
      open = undefined;
    };
    return open;
  };
  const run = async <T>(
    store: 'events' | 'drafts',
    mode: IDBTransactionMode,
    work: (objects: IDBObjectStore) => IDBRequest<T> | undefined,
  ): Promise<T> => {
    const db = await connected();
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction(store, mode, {
        durability: mode === 'readwrite' ? 'strict' : 'default',
      });
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request?.result as T);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    get durable() {
      return untaken.length === 0;
    },
    async put(event) {
      // In their order: what follows something untaken waits behind it.
      const written = async () => {
        await run('events', 'readwrite', (events) => events.add(event));
        return true;
      };
      const taken = untaken.length === 0 && (await inTime(written()).catch(() => false));
      if (!taken) untaken = [...untaken, event];
    },
    async unsent() {
      const kept = await inTime(
        run('events', 'readonly', (events) => events.getAll() as IDBRequest<ReviewEvent[]>),
      );
      // What took longer than the page waited is in both.
      const ids = new Set(kept.map(({ id }) => id));
      return [...kept, ...untaken.filter(({ id }) => !ids.has(id))];
    },
    async remove(ids) {
      const gone = new Set(ids);
      untaken = untaken.filter(({ id }) => !gone.has(id));
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

function inMemory(): Device {
  let events: readonly ReviewEvent[] = [];
  const drafts = new Map<string, Draft>();
  return {
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
