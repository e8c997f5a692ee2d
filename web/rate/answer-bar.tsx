/** The questions, the note, the tags, and what became of the last answer. */
import { useEffect, useRef } from 'react';
import { Hint, useKeyOf } from '../settings/settings-context.tsx';
import type { KeyCommand } from './keys.ts';
import { NoteField, TagField } from './note-fields.tsx';
import type { PacketParts } from './packet-parts.ts';
import { Refusal, SaveLine } from './save-line.tsx';
import type { Rating } from './use-rating.ts';

const FIVE = ['useless', 'poor', 'usable', 'good', 'excellent'];

export function AnswerBar({
  rating,
  run,
  find,
  setFind,
  packet,
}: {
  readonly rating: Rating;
  readonly run: (command: KeyCommand) => void;
  readonly find: string;
  readonly setFind: (find: string) => void;
  readonly packet: PacketParts | undefined;
}) {
  const { state, dispatch, stamp, saved, refusal } = rating;
  const { questions } = state.view;
  const { draft, last, panel, notice } = state;
  const scale = questions.scale === false ? 0 : questions.scale;
  const close = () => dispatch({ type: 'save-note', stamp: stamp() });
  const leave = (left: 'note' | 'tags') => () => dispatch({ type: 'save-note', stamp: stamp(), left });
  return (
    <footer className="answers">
      {packet?.note('request', saved)}
      {questions.acceptable ? (
        <fieldset>
          <legend dir="auto">{questions.question}</legend>
          <div className="choices">
            <Choice pressed={draft.acceptable === false} name="No" command="no" run={run} />
            <Choice pressed={draft.acceptable === true} name="Yes" command="yes" run={run} />
          </div>
        </fieldset>
      ) : null}
      {scale > 0 ? (
        <fieldset>
          <legend>How good is it?</legend>
          <div className="choices">
            {Array.from({ length: scale }, (_, i) => i + 1).map((value) => (
              <Choice
                key={value}
                pressed={draft.rating === value}
                name={String(value)}
                word={scale === 5 ? FIVE[value - 1]! : value === 1 ? 'worst' : value === scale ? 'best' : ''}
                command={`rate-${value}`}
                run={run}
              />
            ))}
          </div>
        </fieldset>
      ) : null}
      <div className="side small muted">
        {panel === 'note' ? (
          <NoteField
            note={draft.note}
            change={(note) => dispatch({ type: 'note', note })}
            close={close}
            leave={leave('note')}
          />
        ) : null}
        {panel === 'tags' ? (
          <TagField
            tags={draft.tags}
            known={state.view.tags}
            toggle={(tag) => dispatch({ type: 'tag', tag })}
            close={close}
            leave={leave('tags')}
          />
        ) : null}
        {panel === 'find' ? (
          <FindField find={find} setFind={setFind} close={() => dispatch({ type: 'panel', panel: 'none' })} />
        ) : null}
        <span className="echo" key={last?.item ?? 'none'}>
          {notice === undefined ? null : <span role="status">{notice} </span>}
          {last === undefined ? null : (
            <>
              Last: <b className="num">{answerText(last.answer)}</b>{' '}
            </>
          )}
          <Key command="undo" name="undo" run={run} />
        </span>
        <span>
          <SaveLine saved={saved} packet={packet} />{' '}
          <Key command="note" name={draft.note === '' ? 'note' : 'note ✓'} run={run} />{' '}
          <Key
            command="tag"
            name={draft.tags.length < 2 ? ['tag', '1 tag'][draft.tags.length]! : `${draft.tags.length} tags`}
            run={run}
          />{' '}
          <Key command="cannot-judge" name="cannot judge" run={run} />{' '}
          <Key command="skip" name="skip" run={run} />
        </span>
        <Refusal refusal={refusal} />
      </div>
    </footer>
  );
}

/** `4, yes`. */
function answerText({
  rating,
  acceptable,
  cannotJudge,
}: NonNullable<Rating['state']['last']>['answer']): string {
  if (cannotJudge) return 'cannot judge';
  const yesNo = acceptable === undefined ? [] : [acceptable ? 'yes' : 'no'];
  return [...(rating === undefined ? [] : [String(rating)]), ...yesNo].join(', ');
}

function Choice({
  pressed,
  name,
  word = '',
  command,
  run,
}: {
  readonly pressed: boolean;
  readonly name: string;
  readonly word?: string;
  readonly command: KeyCommand;
  readonly run: (command: KeyCommand) => void;
}) {
  const key = useKeyOf(command);
  // A number is its own key, as long as nobody changed it.
  const own = key === name ? undefined : key;
  return (
    <button type="button" className="choice" aria-pressed={pressed} onClick={() => run(command)}>
      {name}{' '}
      {word === '' && own === undefined ? null : (
        <span>
          {word}
          {own === undefined ? null : (
            <span className="by-key">
              {word === '' ? '' : ' · '}
              {own}
            </span>
          )}
        </span>
      )}
    </button>
  );
}

function Key({
  command,
  name,
  run,
}: {
  readonly command: KeyCommand;
  readonly name: string;
  readonly run: (command: KeyCommand) => void;
}) {
  return (
    <button type="button" className="plain" onClick={() => run(command)}>
      <Hint of={command} /> {name}
    </button>
  );
}

function FindField({
  find,
  setFind,
  close,
}: {
  readonly find: string;
  readonly setFind: (find: string) => void;
  readonly close: () => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <label className="field">
      <span>
        Find in this example{' '}
        <span className="by-key">
          <kbd>Enter</kbd> keep the marks, <kbd>Esc</kbd> done
        </span>
      </span>
      <input
        ref={field}
        value={find}
        onChange={(event) => setFind(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'Enter') {
            if (event.key === 'Escape') setFind('');
            event.preventDefault();
            close();
          }
        }}
      />
    </label>
  );
}
