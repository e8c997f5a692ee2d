/** One output, full height, with all that is known of it that does not tell whose it is. */
import { Activity, type Ref, useRef } from 'react';
import type { BlindOutput } from '../../src/core/review/wire.ts';
import { ModeChoice } from '../render/mode-choice.tsx';
import type { TextMode } from '../render/modes.ts';
import { Hint } from '../settings/settings-context.tsx';
import { OneOutput } from './one-output.tsx';
import type { Outputs } from './use-outputs.ts';

const BADGES: { readonly [status: string]: string } = {
  truncated: 'cut at the length limit',
  refused: 'refused to answer',
  empty: 'empty answer',
};
/** A swipe is at least so long, in pixels, and rather level. */
const SWIPE = 80;

export function OutputPane({
  ref,
  output,
  outputs: { current, next, modes },
  setMode,
  hidden,
  unmask,
  swipe,
  flagged,
}: {
  readonly ref: Ref<HTMLElement>;
  readonly output: BlindOutput | undefined;
  readonly outputs: Outputs;
  readonly setMode: (mode: TextMode) => void;
  /** On a narrow screen, while the input is there. */
  readonly hidden: boolean;
  readonly unmask: (() => void) | undefined;
  readonly swipe: (acceptable: boolean) => void;
  readonly flagged: boolean;
}) {
  const touch = useRef<{ readonly x: number; readonly y: number }>(undefined);
  const badge = output === undefined ? undefined : BADGES[output.status];
  return (
    <section
      className="output"
      ref={ref}
      hidden={hidden}
      aria-label="Output"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      onTouchStart={({ touches }) => {
        const first = touches[0];
        touch.current = first === undefined ? undefined : { x: first.clientX, y: first.clientY };
      }}
      onTouchEnd={({ changedTouches }) => {
        const last = changedTouches[0];
        const from = touch.current;
        if (from === undefined || last === undefined) return;
        const across = last.clientX - from.x;
        if (Math.abs(across) > SWIPE && Math.abs(last.clientY - from.y) < SWIPE / 2) swipe(across > 0);
      }}
    >
      <div className="head">
        <h2>Output</h2>
        {badge === undefined ? null : <span className="badge">{badge}</span>}
        {flagged ? <span className="badge">flagged</span> : null}
        {output?.masked && unmask !== undefined ? (
          <button type="button" className="plain small" onClick={unmask}>
            show the name <Hint of="unmask" />
          </button>
        ) : null}
        {current === undefined ? null : <ModeChoice modes={modes} mode={current.mode} setMode={setMode} />}
      </div>
      {current === undefined ? <p className="muted">Loading …</p> : null}
      {/* Keyed, so that the one that comes is moved into sight as it is; its effects begin only then. */}
      {[current, next].map((one) =>
        one === undefined ? null : (
          <Activity key={one.item} mode={one === current ? 'visible' : 'hidden'}>
            <OneOutput {...one} />
          </Activity>
        ),
      )}
    </section>
  );
}
