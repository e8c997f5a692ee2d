/** What this is, before the first output: why, what is hidden, how long it takes, and the keys in twenty seconds. */
import type { ReviewView } from '../../src/core/review/wire.ts';
import type { Opened } from '../client/open-review.ts';
import { RevealOffer } from './reveal-offer.tsx';

/** A guess before anything is measured, in minutes. */
const PER_RATING = 0.3;

export function Welcome({
  view,
  total,
  start,
  opened: { source, allSent },
  showAfter,
}: {
  readonly view: ReviewView;
  readonly total: number;
  readonly start: () => void;
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
        It takes about {Math.max(1, Math.round(total * PER_RATING))} minutes. Stop whenever you like:
        everything is kept, and you go on where you were.
        {warmUp > 0 ? ` The first ${warmUp} are for warming up and do not count.` : ''}
      </p>
      <ul className="keys-short">
        {acceptable ? (
          <li>
            <kbd>y</kbd> <kbd>n</kbd> {view.questions.question}
          </li>
        ) : null}
        {scale === false ? null : (
          <li>
            <kbd>1</kbd> … <kbd>{scale}</kbd> how good it is
          </li>
        )}
        <li>
          <kbd>u</kbd> take it back, as often as you like
        </li>
        <li>
          <kbd>c</kbd> a note, <kbd>0</kbd> cannot judge, <kbd>?</kbd> all keys
        </li>
      </ul>
      <p>
        {/* biome-ignore lint/a11y/noAutofocus: the page has this one thing to do, and it must work without a mouse */}
        <button type="button" className="primary" onClick={start} autoFocus>
          Begin <kbd>Enter</kbd>
        </button>
      </p>
    </main>
  );
}
