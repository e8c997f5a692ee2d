/** Where the reader is, kept in the address's fragment: back and forward work, and no server sees it. */
import { useSyncExternalStore } from 'react';

export const SECTIONS = [
  ['decision', 'Decision'],
  ['compare', 'Side by side'],
  ['outputs', 'Outputs'],
  ['failures', 'Failures'],
  ['disagreements', 'Disagreements'],
  ['benchmarks', 'Benchmarks'],
  ['examples', 'Examples'],
  ['history', 'History'],
  ['health', 'Health'],
] as const;

export type Section = (typeof SECTIONS)[number][0];

export interface Place {
  readonly section: Section;
  /** The output that is open. */
  readonly id?: string;
  /** What is sought among the outputs, whose, and for which example or slice. */
  readonly find?: string;
  readonly candidate?: string;
  readonly example?: string;
  readonly slice?: string;
  /** Two candidates that are compared, and in which order their examples come. */
  readonly a?: string;
  readonly b?: string;
  readonly order?: string;
  /** A decision of the history, and another one that it is compared with, by number. */
  readonly decision?: string;
  readonly with?: string;
}

const ASKED = ['find', 'candidate', 'example', 'slice', 'a', 'b', 'order', 'decision', 'with'] as const;

/** `#/outputs/0123`, `#/outputs?find=too%20long`; anything else is the decision. */
export function placeOf(hash: string): Place {
  const match = /^#\/(\w+)(?:\/([0-9a-f]{32}))?(?:\?(.*))?$/s.exec(hash);
  const section = SECTIONS.find(([name]) => name === match?.[1])?.[0] ?? 'decision';
  const [, , id, query = ''] = match ?? [];
  const asked = new URLSearchParams(query);
  const given = ASKED.flatMap((key) => {
    const value = asked.get(key);
    return value === null ? [] : [[key, value] as const];
  });
  return { section, ...(id === undefined ? {} : { id }), ...Object.fromEntries(given) };
}

export function addressOf({ section, id, ...asked }: Place): string {
  const query = Object.entries(asked).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `#/${section}${id === undefined ? '' : `/${id}`}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

export function useHash(): string {
  return useSyncExternalStore(listen, () => location.hash);
}

function listen(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}
