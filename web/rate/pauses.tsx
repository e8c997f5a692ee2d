/** A pause that the rater takes, and one that is offered. */

export function Paused({ go }: { readonly go: () => void }) {
  return (
    <main className="message">
      <h1>Paused</h1>
      <p>Everything is kept. The time does not count.</p>
      <Continue go={go} />
    </main>
  );
}

export function BreakOffer({
  stretch,
  minutes,
  go,
}: {
  readonly stretch: { readonly ratings: number; readonly activeMs: number };
  readonly minutes: number | undefined;
  readonly go: () => void;
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
    </main>
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
