/** Where the rater stands: the task, the example, the outputs of it, and how long it will still take. */
import { answersOf } from '../../src/core/review/session.ts';
import { Hint } from '../settings/settings-context.tsx';
import type { RateState } from './state.ts';

export function TopBar({
  state,
  done,
  total,
  minutes,
  decidedAt,
  pause,
  showKeys,
}: {
  readonly state: RateState;
  readonly done: number;
  readonly total: number;
  readonly minutes: number | undefined;
  /** The planned look that has decided, if one has. */
  readonly decidedAt: number | null;
  readonly pause: () => void;
  readonly showKeys: () => void;
}) {
  const { view, cursor, session } = state;
  const item = view.items.find(({ id }) => id === cursor);
  const counted = [...new Set(view.items.filter((one) => !one.calibration).map(({ block }) => block))];
  const warmUp = view.items.filter((one) => one.calibration).map(({ id }) => id);
  const inBlock = view.items.filter(({ block }) => block === item?.block).map(({ id }) => id);
  const answered = answersOf(session);
  const place = inBlock.indexOf(cursor ?? '') + 1;
  return (
    <header className="top">
      <span className="task" dir="auto">
        {view.task}
      </span>
      <span className="muted small hide-narrow">
        {item?.calibration
          ? `Warm-up ${warmUp.indexOf(item.id) + 1} of ${warmUp.length}, not counted`
          : `Example ${counted.indexOf(item?.block ?? '') + 1} of ${counted.length}`}
      </span>
      {inBlock.length > 1 ? (
        <span className="dots" role="img" aria-label={`output ${place} of ${inBlock.length}`}>
          {inBlock.map((id) => (
            <i key={id} className={id === cursor ? 'now' : answered.has(id) ? 'done' : ''} />
          ))}
        </span>
      ) : null}
      <span className="right small muted">
        <span role="status">
          {decidedAt === null ? null : (
            <button type="button" className="plain decided" onClick={pause}>
              decided at {decidedAt} examples
            </button>
          )}
        </span>
        <span className="num">
          {done} of {total}
        </span>
        {minutes === undefined ? null : <span className="hide-narrow num">{timeLeft(minutes)}</span>}
        <button type="button" className="plain" onClick={showKeys}>
          <Hint of="keys" /> commands
        </button>
      </span>
      <progress
        className="bar"
        max={Math.max(total, 1)}
        value={done}
        aria-label={`${done} of ${total} rated`}
      />
      <span className="said" role="status">
        {item === undefined ? '' : `Output ${place} of ${inBlock.length}, ${done} of ${total} rated`}
      </span>
    </header>
  );
}

/** `about 31 min left`. */
export function timeLeft(minutes: number): string {
  if (minutes < 1) return 'less than a minute left';
  if (minutes < 90) return `about ${Math.round(minutes)} min left`;
  return `about ${(minutes / 60).toFixed(1)} h left`;
}
