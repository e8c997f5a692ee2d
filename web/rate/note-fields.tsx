/** The fields in which the rater writes of an output: the note and the tags. */
import { type FocusEvent, type RefObject, useEffect, useRef } from 'react';

/**
 * Tells when the focus has gone elsewhere. Where it is a click on an answer that takes it, only after that click: it is
 * meant for the output that was there when the button went down, and takes the note with it.
 */
function useLeave(
  box: RefObject<HTMLElement | null>,
  leave: () => void,
): (event: FocusEvent<HTMLElement>) => void {
  const pressed = useRef<Element>(undefined);
  const latest = useRef(leave);
  latest.current = leave;
  useEffect(() => {
    const down = ({ target }: MouseEvent) => {
      pressed.current = target instanceof Element ? target : undefined;
    };
    const up = () => {
      pressed.current = undefined;
    };
    addEventListener('mousedown', down, true);
    addEventListener('mouseup', up, true);
    return () => {
      removeEventListener('mousedown', down, true);
      removeEventListener('mouseup', up, true);
    };
  }, []);
  return ({ relatedTarget }) => {
    const within = (target: Element | null | undefined) => target != null && box.current?.contains(target);
    if (within(relatedTarget) || within(pressed.current)) return;
    if (pressed.current?.closest('.choice') == null) latest.current();
    else addEventListener('mouseup', () => setTimeout(() => latest.current()), { once: true });
  };
}

/** Ends with Escape, with Enter, and by clicking elsewhere; Shift+Enter makes a new line. */
export function NoteField({
  note,
  change,
  close,
  leave,
}: {
  readonly note: string;
  readonly change: (note: string) => void;
  readonly close: () => void;
  readonly leave: () => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const onBlur = useLeave(field, leave);
  return (
    <label className="field">
      <span>
        Note{' '}
        <span className="by-key">
          <kbd>Enter</kbd> done
        </span>
      </span>
      <textarea
        ref={field}
        value={note}
        rows={3}
        maxLength={20_000}
        onChange={(event) => change(event.target.value)}
        onBlur={onBlur}
        onKeyDown={(event) => {
          if (
            event.key === 'Escape' ||
            (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing)
          ) {
            event.preventDefault();
            close();
          }
        }}
      />
    </label>
  );
}

export function TagField({
  tags,
  known,
  toggle,
  close,
  leave,
}: {
  readonly tags: readonly string[];
  readonly known: readonly string[];
  readonly toggle: (tag: string) => void;
  readonly close: () => void;
  readonly leave: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const onBlur = useLeave(box, leave);
  useEffect(() => field.current?.focus(), []);
  const offered = [...new Set([...tags, ...known])].slice(0, 12);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it notices that the focus has left it, and Esc from any field within
    <div
      className="field"
      ref={box}
      onBlur={onBlur}
      onKeyDown={({ key, nativeEvent }) => {
        if (key === 'Escape' && !nativeEvent.isComposing) close();
      }}
    >
      <label>
        <span>
          Tag{' '}
          <span className="by-key">
            <kbd>Enter</kbd> add, <kbd>Esc</kbd> done
          </span>
        </span>
        <input
          ref={field}
          list="known-tags"
          maxLength={100}
          onKeyDown={(event) => {
            const tag = event.currentTarget.value.trim();
            // This Enter ends a character, not the tag.
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter' && tag !== '') {
              toggle(tag);
              event.currentTarget.value = '';
            } else if (event.key === 'Enter') {
              event.preventDefault();
              close();
            }
          }}
        />
      </label>
      <datalist id="known-tags">
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      <span className="tags">
        {offered.map((tag) => (
          <button
            key={tag}
            type="button"
            className="tag"
            aria-pressed={tags.includes(tag)}
            onClick={({ detail }) => {
              toggle(tag);
              // After a click of the mouse one goes on typing; who came by Tab stays.
              if (detail > 0) field.current?.focus();
            }}
          >
            {tag}
          </button>
        ))}
        <button type="button" className="plain" onClick={close}>
          done
        </button>
      </span>
    </div>
  );
}
