/** The ratings file of a packet: what it would hold now, what the newest one that was saved holds, and one given back. */
import type { ReviewEvent } from '../../src/core/review/event.ts';
import type { Packet, PacketRow } from '../../src/core/review/packet.ts';
import type { Device } from '../client/device.ts';
import { mergeEvents } from './merge-events.ts';
import { readRatings } from './read-ratings.ts';

/** What the screen says of it. */
export interface FileState {
  readonly name: string;
  /** Ratings, and whatever else was done, that no saved file has yet. */
  readonly unsaved: { readonly ratings: number; readonly events: number };
  /** Ratings that saved files have; those that the packet came with are not counted. */
  readonly saved: number;
  /** What became of the last file that was saved or given back. */
  readonly said?: { readonly good: boolean; readonly text: string };
}

export interface RatingsFile {
  state(): FileState;
  subscribe(tell: () => void): () => void;
  /** All that happened here, oldest first; what the packet came with is left out. */
  events(): readonly ReviewEvent[];
  /** One more event, which is on the device. */
  add(event: ReviewEvent): void;
  /** Downloads everything; the newest file is always enough. */
  save(): Promise<void>;
  /** Takes a saved file back; true when there was something new in it, and the review is to be opened again. */
  take(file: Blob): Promise<boolean>;
}

export async function openRatingsFile({ view }: Packet, device: Device): Promise<RatingsFile> {
  const { round, rater } = view;
  const given = new Set(view.events.map(({ id }) => id));
  const saved = rememberedIds(round);
  const tells = new Set<() => void>();
  let events: readonly ReviewEvent[] = withoutGiven(await device.unsent());
  let said: FileState['said'];
  let state = now();

  function withoutGiven(all: readonly ReviewEvent[]): readonly ReviewEvent[] {
    return all.filter(({ id }) => !given.has(id));
  }
  /** Another tab of this browser may have added some. */
  async function everything(): Promise<readonly ReviewEvent[]> {
    return mergeEvents(events, withoutGiven(await device.unsent().catch(() => [])));
  }
  function now(): FileState {
    const unsaved = events.filter(({ id }) => !saved.has(id));
    const ratings = ratingsOf(unsaved);
    return {
      name: fileName(rater, round),
      unsaved: { ratings, events: unsaved.length },
      saved: ratingsOf(events) - ratings,
      ...(said === undefined ? {} : { said }),
    };
  }
  function changed(): void {
    state = now();
    for (const tell of tells) tell();
  }

  return {
    state: () => state,
    subscribe(tell) {
      tells.add(tell);
      return () => void tells.delete(tell);
    },
    events: () => events,
    add(event) {
      said = undefined;
      events = [...events, event];
      changed();
    },
    async save() {
      events = await everything();
      const all = [...view.events, ...events];
      if (all.length === 0) {
        said = { good: false, text: 'There is nothing to save yet.' };
      } else {
        download(
          state.name,
          all.map((event): PacketRow => ({ packet: round, ...event })),
        );
        for (const { id } of events) saved.add(id);
        rememberIds(round, saved);
        said = { good: true, text: `${state.name} is in your downloads and holds all your ratings.` };
      }
      changed();
    },
    async take(file) {
      try {
        const read = withoutGiven(readRatings(await file.text(), view));
        const here = await everything();
        const merged = mergeEvents(here, read);
        const fresh = merged.length - here.length;
        if (fresh > 0) await device.replace(merged).catch(() => {});
        events = merged;
        for (const { id } of read) saved.add(id);
        rememberIds(round, saved);
        said = { good: true, text: fresh > 0 ? 'The file was taken back.' : 'All of that file is here.' };
        changed();
        return fresh > 0;
      } catch (error) {
        said = { good: false, text: `That file was not taken: ${(error as Error).message}.` };
        changed();
        return false;
      }
    },
  };
}

function ratingsOf(events: readonly ReviewEvent[]): number {
  return events.filter(({ kind }) => kind === 'answer').length;
}

/** `fieldtest-ratings-ann-1a2b3c4d.jsonl` */
function fileName(rater: string, round: string): string {
  const name = rater.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 60);
  return `fieldtest-ratings-${name}-${round.slice(0, 8)}.jsonl`;
}

function download(name: string, rows: readonly PacketRow[]): void {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const address = URL.createObjectURL(new Blob([text], { type: 'application/jsonl' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser may read it a while after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const keyOf = (round: string): string => `fieldtest saved ${round}`;

/** Forgotten, the screen asks once more than it must: the safe side. */
function rememberedIds(round: string): Set<string> {
  try {
    return new Set(JSON.parse(localStorage.getItem(keyOf(round)) ?? '[]') as readonly string[]);
  } catch {
    return new Set();
  }
}

function rememberIds(round: string, ids: ReadonlySet<string>): void {
  try {
    localStorage.setItem(keyOf(round), JSON.stringify([...ids]));
  } catch {
    // A browser that keeps nothing.
  }
}
