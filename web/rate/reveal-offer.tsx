/** The way from the ratings to the decision: open when all are in; earlier only by a second, plain word. */
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { RevealAnswer } from '../../src/core/review/after.ts';
import { untilSent } from '../client/until-sent.ts';

export function RevealOffer({
  reveal,
  sent,
  show,
  aside = false,
}: {
  readonly reveal: (early: boolean) => Promise<RevealAnswer>;
  /** Whether the server has every answer of this device; until then the wish waits. */
  readonly sent: () => Promise<boolean>;
  readonly show: () => void;
  /** Whether the screen has something else to do first: then Enter is not for this. */
  readonly aside?: boolean;
}) {
  const [wish, setWish] = useState<'none' | 'plain' | 'early'>('none');
  const [locked, setLocked] = useState<Extract<RevealAnswer, { revealed: false }>>();
  const [away, setAway] = useState(false);

  useEffect(() => {
    if (wish === 'none') return;
    let current = true;
    const asked = async () =>
      (await untilSent(sent, () => current)) ? await reveal(wish === 'early') : undefined;
    asked().then(
      (answer) => {
        if (!current || answer === undefined) return;
        setAway(false);
        setWish('none');
        if (answer.revealed) show();
        else setLocked(answer);
      },
      () => {
        if (!current) return;
        setWish('none');
        setAway(true);
      },
    );
    return () => {
      current = false;
    };
  }, [wish, sent, reveal, show]);

  if (locked !== undefined)
    return (
      <section role="alert">
        <p>{lockedBecause(locked)}</p>
        <p>
          <button
            type="button"
            className="primary"
            // biome-ignore lint/a11y/noAutofocus: the careful answer is the one that Enter gives
            autoFocus
            onClick={() => setLocked(undefined)}
            onKeyDown={onceOnly}
          >
            Not yet <kbd>Enter</kbd>
          </button>{' '}
          <button type="button" className="plain" onClick={() => setWish('early')}>
            show the names all the same
          </button>
        </p>
      </section>
    );
  return (
    <>
      <p>
        <button
          type="button"
          className={aside ? 'plain' : 'primary'}
          // biome-ignore lint/a11y/noAutofocus: the page has this one thing to do, and it must work without a mouse
          autoFocus={!aside}
          onClick={() => setWish('plain')}
          onKeyDown={onceOnly}
        >
          See the decision {aside ? null : <kbd>Enter</kbd>}
        </button>
      </p>
      {away ? <p role="alert">The server does not answer; try again when it is back.</p> : null}
    </>
  );
}

function lockedBecause({
  missing,
  decidedAt,
}: {
  readonly missing: number;
  readonly decidedAt: number | null;
}) {
  const are = missing === 1 ? '1 output is' : `${missing} outputs are`;
  return decidedAt === null
    ? `${missing === 1 ? '1 required rating is' : `${missing} required ratings are`} still missing. When names are seen now, the ratings that follow are not blind any more, and every later decision says so.`
    : `The planned look at ${decidedAt} examples has decided; ${are} not rated. Ratings that are given after names were seen are not blind any more, and later decisions then say so.`;
}

/** A key that is still held down from the last rating presses nothing here. */
function onceOnly(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}
