/** What is said of the ratings file, where the screen has a place for it: a line, seldom a request, never a dialog. */
import { useRef, useSyncExternalStore } from 'react';
import type { SaveState } from '../client/outbox.ts';
import type { NotePlace } from '../rate/packet-parts.ts';
import { Hint } from '../settings/settings-context.tsx';
import type { FileState, RatingsFile } from './ratings-file.ts';

/** Asked for the first file after so many ratings, and for the next after so many more. */
const FIRST = 3;
const NEXT = 20;

export function FileNote({
  file,
  place,
  saved,
  take,
}: {
  readonly file: RatingsFile;
  readonly place: NotePlace;
  readonly saved: SaveState;
  readonly take: (file: Blob) => Promise<void>;
}) {
  const state = useSyncExternalStore(file.subscribe, file.state);
  const save = () => void file.save();
  const kept = saved !== 'memory';
  switch (place) {
    case 'line':
      return <Line state={state} kept={kept} save={save} />;
    case 'request':
      return <Request state={state} kept={kept} save={save} />;
    case 'welcome':
      return (
        <aside className="message file">
          <p>
            This page works without a network and sends nothing. Your ratings stay in this browser until you
            save them as a file <Hint of="save-file" />, which the page asks for now and then; that file is
            what you send back.
          </p>
          <Said state={state} />
          <p className="actions">
            Have you a ratings file of this page already? <TakeBack take={take} />
          </p>
        </aside>
      );
    case 'rest':
      return (
        <aside className="message file">
          {state.said?.good ? null : <p>{sentence(state, kept)}</p>}
          <Said state={state} />
          <p className="actions">
            <button type="button" className={isOpen(state) ? 'primary' : 'plain'} onClick={save}>
              Save the ratings file <Hint of="save-file" />
            </button>
            <TakeBack take={take} />
          </p>
        </aside>
      );
    case 'done':
      return (
        <>
          <p>
            {isOpen(state) ? (
              `One thing is left: save the ratings file and send it back to whoever gave you this page. ${sentence(state, kept)}`
            ) : (
              <>
                Send <code>{state.name}</code> back to whoever gave you this page. It holds all your ratings.
              </>
            )}
          </p>
          {state.said?.good ? null : <Said state={state} />}
          <p className="actions">
            <button
              type="button"
              className={isOpen(state) ? 'primary' : 'plain'}
              // biome-ignore lint/a11y/noAutofocus: the page has this one thing to do, and it must work without a mouse
              autoFocus
              onClick={save}
              onKeyDown={(event) => event.repeat && event.preventDefault()}
            >
              {isOpen(state) ? 'Save the ratings file' : 'Save it again'} <Hint of="save-file" />
            </button>
            <TakeBack take={take} />
          </p>
        </>
      );
  }
}

function Line({ state, kept, save }: LineProps) {
  const { unsaved } = state;
  return (
    <>
      <span className={`save ${kept ? (isOpen(state) ? 'device' : 'saved') : 'memory'}`} role="status">
        {kept ? '' : 'cannot keep anything: '}
        {isOpen(state)
          ? `${amount(unsaved)} not in a file yet`
          : state.saved > 0
            ? 'all in your ratings file'
            : 'nothing to save yet'}
      </span>{' '}
      <button type="button" className="plain" onClick={save}>
        <Hint of="save-file" /> save file
      </button>
    </>
  );
}

function Request({ state, kept, save }: LineProps) {
  const { unsaved, saved, said } = state;
  const due = unsaved.ratings >= (saved === 0 ? FIRST : NEXT) || (!kept && unsaved.ratings > 0);
  if (said === undefined && !due) return null;
  return (
    <div className="request" role="status">
      {said === undefined ? (
        <>
          <span>{sentence(state, kept)}</span>
          <button type="button" className="primary" onClick={save}>
            Save the ratings file <Hint of="save-file" />
          </button>
        </>
      ) : (
        <span className={said.good ? 'good' : 'bad'}>{said.text}</span>
      )}
    </div>
  );
}

interface LineProps {
  readonly state: FileState;
  /** Whether this browser keeps anything when the page is closed. */
  readonly kept: boolean;
  readonly save: () => void;
}

function Said({ state: { said } }: { readonly state: FileState }) {
  return (
    <p className={said?.good === false ? 'bad' : 'good'} role="status">
      {said?.text}
    </p>
  );
}

function TakeBack({ take }: { readonly take: (file: Blob) => Promise<void> }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="plain" onClick={() => input.current?.click()}>
        take a ratings file back
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".jsonl,.json,.txt"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // So that the same file can be chosen again after a refusal.
          event.currentTarget.value = '';
          if (file !== undefined) void take(file);
        }}
      />
    </>
  );
}

function isOpen({ unsaved }: FileState): boolean {
  return unsaved.events > 0;
}

/** `12 ratings`; a change that is no rating is told as one. */
function amount({ ratings, events }: FileState['unsaved']): string {
  const [n, noun] = ratings > 0 ? [ratings, 'rating'] : [events, 'change'];
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function sentence(state: FileState, kept: boolean): string {
  const { unsaved, saved } = state;
  if (unsaved.events === 0)
    return saved > 0 ? 'Everything is in your ratings file.' : 'Nothing is rated yet.';
  const one = unsaved.ratings === 1 || (unsaved.ratings === 0 && unsaved.events === 1);
  const where = `${amount(unsaved)} ${one ? 'is' : 'are'} in no file yet`;
  return kept
    ? `${where}, only in this browser, and browsers forget.`
    : `${where}, and this browser cannot keep anything: ${one ? 'it is' : 'they are'} gone when the page is closed.`;
}
