/** Keeps the settings on this device, for every project of this address; in memory where the browser forbids to keep. */
import { keptSettings, readSettings, type Settings } from './settings.ts';

export interface SettingsStore {
  read(): Promise<Settings>;
  /** Resolves to whether the settings will be here when the page is opened again. */
  write(settings: Settings): Promise<boolean>;
}

const NAME = 'fieldtest settings';
const STORE = 'settings';
const RECORD = 'all';

export function openSettingsStore(): SettingsStore {
  // Opened once; a browser that forbids it does so by throwing or by failing.
  const opened = openDatabase();
  opened.catch(() => {});
  return {
    async read() {
      try {
        const kept = await done((await opened).transaction(STORE).objectStore(STORE).get(RECORD));
        return readSettings(kept);
      } catch {
        return readSettings(undefined);
      }
    },
    async write(settings) {
      try {
        const transaction = (await opened).transaction(STORE, 'readwrite');
        transaction.objectStore(STORE).put(keptSettings(settings), RECORD);
        return await new Promise((resolve) => {
          transaction.oncomplete = () => resolve(true);
          transaction.onabort = () => resolve(false);
        });
      } catch {
        return false;
      }
    },
  };
}

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return await done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
