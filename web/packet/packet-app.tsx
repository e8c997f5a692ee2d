/** The review in a packet: the same rating screen, and beside it the ratings file, which is the only way out. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Packet } from '../../src/core/review/packet.ts';
import type { Opened } from '../client/open-review.ts';
import { RateScreen } from '../rate/rate-screen.tsx';
import { SettingsProvider } from '../settings/settings-context.tsx';
import { FileNote } from './file-note.tsx';
import { type OpenPacket, openPacket } from './open-packet.ts';
import type { RatingsFile } from './ratings-file.ts';
import '../rate/rate.css';
import '../render/render.css';
import './packet.css';

export function PacketApp({ packet }: { readonly packet: Packet }) {
  const [open, setOpen] = useState<OpenPacket>();
  useEffect(() => {
    let current = true;
    void openPacket(packet).then((next) => current && setOpen(next));
    return () => {
      current = false;
    };
  }, [packet]);
  return open === undefined ? null : (
    <SettingsProvider>
      <OpenedPacket {...open} />
    </SettingsProvider>
  );
}

function OpenedPacket({ file, review }: OpenPacket) {
  const [opened, setOpened] = useState<{ readonly review: Opened; readonly turn: number }>();
  const turn = useRef(0);
  const reopen = useCallback(async () => {
    const next = await review();
    setOpened({ review: next, turn: ++turn.current });
  }, [review]);
  useEffect(() => void reopen(), [reopen]);
  const take = useCallback(
    async (given: Blob) => {
      if (await file.take(given)) await reopen();
    },
    [file, reopen],
  );
  useDrop(take);
  useLeaving(file);
  const save = useCallback(() => void file.save(), [file]);
  if (opened === undefined) return null;
  return (
    <RateScreen
      key={opened.turn}
      opened={opened.review}
      reopen={() => void reopen()}
      showAfter={() => {}}
      packet={{
        save,
        note: (place, saved) => <FileNote file={file} place={place} saved={saved} take={take} />,
      }}
    />
  );
}

/** A file that is dropped anywhere is taken back; without this the browser would open it in place of the page. */
function useDrop(take: (file: Blob) => Promise<void>): void {
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) void take(file);
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, [take]);
}

/** The browser asks before the page is closed while no file has the last ratings. */
function useLeaving(file: RatingsFile): void {
  const unsaved = useSyncExternalStore(file.subscribe, () => file.state().unsaved.events > 0);
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [unsaved]);
}
