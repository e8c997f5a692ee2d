/** Where the reader is, kept in the address's fragment: back and forward work, and no server sees it. */
import { useSyncExternalStore } from 'react';

export const SECTIONS = [
  ['decision', 'Decision'],
  ['outputs', 'Outputs'],
  ['failures', 'Failures'],
  ['disagreements', 'Disagreements'],
  ['examples', 'Examples'],
] as const;

export type Section = (typeof SECTIONS)[number][0];

export interface Place {
  readonly section: Section;
  /** The output that is open. */
  readonly id?: string;
  /** What is sought among the outputs. */
  readonly find?: string;
}

/** `#/outputs/0123`, `#/outputs?find=too%20long`; anything else is the decision. */
export function placeOf(hash: string): Place {
  const match = /^#\/(\w+)(?:\/([0-9a-f]{32}))?(?:\?find=(.*))?$/.exec(hash);
  const section = SECTIONS.find(([name]) => name === match?.[1])?.[0] ?? 'decision';
  const [, , id, find] = match ?? [];
  return {
    section,
    ...(id === undefined ? {} : { id }),
    ...(find === undefined ? {} : { find: decoded(find) }),
  };
}

export function addressOf({ section, id, find }: Place): string {
  return `#/${section}${id === undefined ? '' : `/${id}`}${find === undefined ? '' : `?find=${encodeURIComponent(find)}`}`;
}

export function useHash(): string {
  return useSyncExternalStore(listen, () => location.hash);
}

function listen(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
