/** Something that the server is asked for when a screen opens. */
import { useEffect, useState } from 'react';
import { Refused } from '../client/answer.ts';

export type Loaded<T> =
  | { readonly state: 'waiting' }
  | { readonly state: 'here'; readonly value: T }
  | { readonly state: 'failed'; readonly why: string };

/** Asks again when `load` changes; an answer that comes too late is dropped. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'waiting' });
  useEffect(() => {
    let current = true;
    load().then(
      (value) => current && setLoaded({ state: 'here', value }),
      (error: unknown) => {
        if (current) setLoaded({ state: 'failed', why: reason(error) });
      },
    );
    return () => {
      current = false;
    };
  }, [load]);
  return loaded;
}

function reason(error: unknown): string {
  if (!(error instanceof Refused)) return 'The server does not answer. Reload this page when it is back.';
  if (error.status === 403)
    return 'New outputs wait to be rated, so names are hidden again. Reload to rate them.';
  return `The server answered: ${error.message}.`;
}
