/** The end of a round: what was given, how even it was, and what comes next. */
import { type ReactNode, useEffect, useState } from 'react';
import { answersOf } from '../../src/core/review/session.ts';
import type { Standing } from '../../src/core/review/wire.ts';
import type { Opened } from '../client/open-review.ts';
import type { SaveState } from '../client/outbox.ts';
import { untilSent } from '../client/until-sent.ts';
import { Hint } from '../settings/settings-context.tsx';
import { RevealOffer } from './reveal-offer.tsx';
import { progressOf, type RateState } from './state.ts';

export function Done({
  state,
  saved,
  standing,
  file,
  undo,
  look,
  reopen,
  opened: { source, allSent },
  showAfter,
}: {
  readonly state: RateState;
  readonly saved: SaveState;
  readonly standing: Standing | undefined;
  /** What a packet says in place of a server. */
  readonly file: ReactNode;
  readonly undo: () => void;
  /** Brings an output back that is answered already. */
  readonly look: (item: string) => void;
  readonly reopen: () => void;
  readonly opened: Opened;
  readonly showAfter: () => void;
}) {
  const { done, total } = progressOf(state);
  const answers = [...answersOf(state.session).values()];
  const minutes = Math.max(1, Math.round(answers.reduce((sum, { activeMs }) => sum + activeMs, 0) / 60_000));
  const flagged = state.order.filter((item) => state.session.flagged.has(item));
  const unjudged = answers.filter(({ answer }) => answer.cannotJudge).length;
  return (
    <main className="message">
      <p className="muted small">{state.view.task}</p>
      <h1>{done >= total ? 'All rated. Thank you.' : `${total - done} are left.`}</h1>
      <p>
        {done} of {total} rated in {minutes === 1 ? 'a minute' : `${minutes} minutes`}
        {unjudged > 0 ? `, ${unjudged} of them could not be judged` : ''}.{' '}
        {file === undefined && <Saved saved={saved} allSent={allSent} />}
      </p>
      {standing === undefined ? null : <Evenness standing={standing} />}
      {source.after === undefined ? (
        file
      ) : (
        <RevealOffer reveal={source.after.reveal} sent={allSent} show={showAfter} />
      )}
      {flagged.length === 0 ? null : (
        <p className="after-all">
          <span>
            You flagged {flagged.length === 1 ? 'an output' : `${flagged.length} outputs`} for later:
          </span>
          {flagged.map((item, i) => (
            <button key={item} type="button" className="plain" onClick={() => look(item)}>
              {flagged.length === 1 ? 'look at it again' : `look at number ${i + 1}`}
            </button>
          ))}
        </p>
      )}
      <p className="after-all">
        <button type="button" className="plain" onClick={undo}>
          <Hint of="undo" /> take the last one back
        </button>
        {file === undefined ? (
          <button type="button" className="plain" onClick={reopen}>
            look for new outputs
          </button>
        ) : null}
      </p>
    </main>
  );
}

/** How even the rater was with themselves, and what others still have to do. */
function Evenness({ standing: { repeats, missing } }: { readonly standing: Standing }) {
  return (
    <>
      {repeats === null ? null : (
        <p>
          {repeats.n} of the outputs came twice; you gave {repeats.same} of them the same rating again.
          Experts agree with themselves on about three of four.
        </p>
      )}
      {missing === 0 ? null : (
        <p>{missing === 1 ? '1 output waits' : `${missing} outputs wait`} for another rater.</p>
      )}
    </>
  );
}

/** A quick send makes no sign of itself, but who closes this page must know that it has ended. */
function Saved({
  saved,
  allSent,
}: {
  readonly saved: SaveState;
  readonly allSent: () => Promise<boolean>;
}): string {
  const [sent, setSent] = useState(false);
  useEffect(() => {
    let current = true;
    void untilSent(allSent, () => current).then((all) => all && setSent(true));
    return () => {
      current = false;
    };
  }, [allSent]);
  if (saved !== 'saved')
    return 'Some answers are still on this device: leave this page open until they are sent.';
  return sent ? 'Everything is saved.' : 'The last answer is being saved.';
}
