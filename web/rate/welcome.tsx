/** What this is, before the first output: why, what is hidden, how long it takes, and the keys in twenty seconds. */
import { Fragment } from 'react';
import type { ReviewView } from '../../src/core/review/wire.ts';
import type { Opened } from '../client/open-review.ts';
import { Hint } from '../settings/settings-context.tsx';
import { commandNames } from './keys.ts';
import { RevealOffer } from './reveal-offer.tsx';

/** A guess before anything is measured, said as one. */
const SECONDS_EACH = 20;

export function Welcome({
  view,
  total,
  start,
  showSettings,
  opened: { source, allSent },
  showAfter,
}: {
  readonly view: ReviewView;
  readonly total: number;
  readonly start: () => void;
  readonly showSettings: () => void;
  readonly opened: Opened;
  readonly showAfter: () => void;
}) {
  const { scale, acceptable } = view.questions;
  const warmUp = view.items.filter(({ calibration }) => calibration).length;
  if (total === 0)
    return (
      <main className="message">
        <h1>Nothing to rate</h1>
        <p>Every output has a rating, {view.rater}. When there are new ones, run the command again.</p>
        {source.after === undefined ? null : (
          <RevealOffer reveal={source.after.reveal} sent={allSent} show={showAfter} />
        )}
      </main>
    );
  return (
    <main className="message">
      <p className="muted small">{view.task}</p>
      <h1>Your judgement decides, {view.rater}.</h1>
      <p>
        You will see {total} outputs, one after another, each beside what was asked. You will not see which
        model or program wrote it, what it cost, or what anybody else said: so that only the work counts.
      </p>
      <p>
        {guess(total)} Stop whenever you like: everything is kept, and you go on where you were.
        {warmUp > 0 ? ` The first ${warmUp} are for warming up and do not count.` : ''}
      </p>
      {view.guide === null ? null : (
        <p>
          How to rate is written beside the first input; <Hint of="guide" /> “guideline” shows it at any time.
        </p>
      )}
      <p className="by-touch">
        The input comes first, then its outputs. A swipe over an output answers too: right is yes, left is no.
      </p>
      <ul className="keys-short by-key">
        {acceptable ? (
          <li>
            <Hint of="yes" /> <Hint of="no" /> {view.questions.question}
          </li>
        ) : null}
        {scale === false ? null : (
          <li>
            {commandNames(view.questions, { packet: false })
              .filter(([command]) => command.startsWith('rate-'))
              .map(([command]) => (
                <Fragment key={command}>
                  <Hint of={command} />{' '}
                </Fragment>
              ))}
            how good it is
          </li>
        )}
        <li>
          <Hint of="undo" /> take it back, as often as you like
        </li>
        <li>
          <Hint of="note" /> a note, <Hint of="cannot-judge" /> cannot judge, <Hint of="keys" /> all keys
        </li>
      </ul>
      <p>
        {/* biome-ignore lint/a11y/noAutofocus: the page has this one thing to do, and it must work without a mouse */}
        <button type="button" className="primary" onClick={start} autoFocus>
          Begin <kbd>Enter</kbd>
        </button>{' '}
        <button type="button" className="plain small" onClick={showSettings}>
          settings <Hint of="settings" />
        </button>
      </p>
    </main>
  );
}

/** `At 20 seconds each it takes about 12 minutes; long ones take longer.` */
function guess(total: number): string {
  const minutes = Math.max(1, Math.round((total * SECONDS_EACH) / 60));
  return `At ${SECONDS_EACH} seconds each it takes about ${minutes === 1 ? '1 minute' : `${minutes} minutes`}; long ones take longer.`;
}
