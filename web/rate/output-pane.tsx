/** One output, full height, with all that is known of it that does not tell whose it is. */
import { type Ref, useRef } from 'react';
import type { BlindOutput } from '../../src/core/review/wire.ts';
import { ModeChoice } from '../render/mode-choice.tsx';
import type { TextMode } from '../render/modes.ts';
import { EndMark, TextView } from '../render/text-view.tsx';
import { Hint } from '../settings/settings-context.tsx';
import { asText } from './input-pane.tsx';

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
  text,
  mode,
  modes,
  setMode,
  reference,
  find,
  unmask,
  swipe,
  flagged,
}: {
  readonly ref: Ref<HTMLElement>;
  readonly output: BlindOutput | undefined;
  readonly text: string;
  readonly mode: TextMode;
  readonly modes: readonly TextMode[];
  readonly setMode: (mode: TextMode) => void;
  readonly reference: unknown;
  readonly find: string;
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
        <ModeChoice modes={modes} mode={mode} setMode={setMode} />
      </div>
      {output === undefined ? (
        <p className="muted">Loading …</p>
      ) : (
        <article key={output.item} data-item={output.item}>
          <TextView
            text={text}
            mode={mode}
            {...(reference === null ? {} : { reference: asText(reference) })}
            {...(find === '' ? {} : { find })}
          />
          <EndMark length={text.length} noun="output" />
        </article>
      )}
    </section>
  );
}
