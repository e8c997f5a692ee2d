/** A pause that the rater takes, and one that is offered; in both the rating may end for good. */
import type { ReactNode } from 'react';
import type { Opened } from '../client/open-review.ts';
import { RevealOffer } from './reveal-offer.tsx';

export function Paused({
  progress: { done, total },
  go,
  stop,
}: {
  readonly progress: { readonly done: number; readonly total: number };
  readonly go: () => void;
  readonly stop: ReactNode;
}) {
  return (
    <main className="message">
      <h1>Paused</h1>
      <p>
        {done} of {total} are rated. Everything is kept. The time does not count.
      </p>
      <Continue go={go} />
      {stop}
    </main>
  );
}

export function BreakOffer({
  stretch,
  minutes,
  go,
  stop,
}: {
  readonly stretch: { readonly ratings: number; readonly activeMs: number };
  readonly minutes: number | undefined;
  readonly go: () => void;
  readonly stop: ReactNode;
}) {
  return (
    <main className="message">
      <h1>Time for a break?</h1>
      <p>
        You rated {stretch.ratings} outputs in {Math.max(1, Math.round(stretch.activeMs / 60_000))} minutes.
        Judgement gets less even when one is tired; a few minutes away help. Everything is kept.
        {minutes === undefined
          ? ''
          : ` About ${Math.max(1, Math.round(minutes))} minutes of rating are left.`}
      </p>
      <Continue go={go} />
      {stop}
    </main>
  );
}

/** The way to the decision before all is rated: free where the plan has decided, else by a second, plain word. */
export function StopHere({
  opened: { source, allSent },
  decidedAt,
  showAfter,
}: {
  readonly opened: Opened;
  readonly decidedAt: number | null;
  readonly showAfter: () => void;
}) {
  if (source.after === undefined) return null;
  return (
    <section className="stop">
      <p>
        {decidedAt === null
          ? 'The decision is not reached yet. It can be seen all the same, and every later report then says so.'
          : `The planned look at ${decidedAt} examples has decided: you may stop here. More ratings make the figures sharper.`}
      </p>
      <RevealOffer reveal={source.after.reveal} sent={allSent} show={showAfter} aside />
    </section>
  );
}

function Continue({ go }: { readonly go: () => void }) {
  return (
    <p>
      {/* biome-ignore lint/a11y/noAutofocus: the page has this one thing to do, and it must work without a mouse */}
      <button type="button" className="primary" onClick={go} autoFocus>
        Go on <kbd>Enter</kbd>
      </button>
    </p>
  );
}
