/** What a packet adds to the rating screen: its ratings file, since there is no server that has everything. */
import type { ReactNode } from 'react';
import type { SaveState } from '../client/outbox.ts';

/** `line`: in place of what a server says. `request`: across the bar. `rest`: on a break or pause. */
export type NotePlace = 'welcome' | 'line' | 'request' | 'rest' | 'done';

export interface PacketParts {
  readonly save: () => void;
  readonly note: (place: NotePlace, saved: SaveState) => ReactNode;
}
