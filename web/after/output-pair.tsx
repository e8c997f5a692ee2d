/** Two outputs for one example beside each other, with what only one of them says marked. */
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { CompareOrder, CompareView, OutputView } from '../../src/core/review/after.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { asText } from '../render/as-text.ts';
import { InputView } from '../render/input-view.tsx';
import { modesFor } from '../render/modes.ts';
import { EndMark, TextView } from '../render/text-view.tsx';
import { type Change, wordDiff } from '../render/word-diff.ts';
import { addressOf } from './place.ts';
import { Said } from './rows.tsx';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

export function OutputPair({
  source,
  view,
  order,
  at,
}: {
  readonly source: AfterSource;
  readonly view: CompareView;
  readonly order: CompareOrder;
  /** Which of the view's rows. */
  readonly at: number;
}) {
  const { a, b, rows } = view;
  const row = rows[at]!;
  const load = useCallback(
    async () => await Promise.all([source.output(row.a.id), source.output(row.b.id)]),
    [source, row],
  );
  const loaded = useLoaded(load);
  const addressAt = (index: number) => {
    const example = rows[index]?.example;
    return example === undefined ? undefined : addressOf({ section: 'compare', a, b, order, example });
  };
  const [before, after] = [addressAt(at - 1), addressAt(at + 1)];
  useStepKeys(before, after);
  return (
    <main>
      <Title>{visibleLine(row.example)}</Title>
      <p className="steps small">
        <a href={addressOf({ section: 'compare', a, b, order })}>All examples</a>
        <span className="muted">
          {at + 1} of {rows.length}
        </span>
        {before === undefined ? null : (
          <a href={before}>
            Previous <kbd>k</kbd>
          </a>
        )}
        {after === undefined ? null : (
          <a href={after}>
            Next <kbd>j</kbd>
          </a>
        )}
      </p>
      {loaded.state === 'here' ? (
        <Both a={loaded.value[0]} b={loaded.value[1]} />
      ) : (
        <Waiting loaded={loaded} />
      )}
    </main>
  );
}

/** `j` and `k`, as in the rating, but for whoever is writing. */
function useStepKeys(before: string | undefined, after: string | undefined): void {
  useEffect(() => {
    const step = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      // A box is ticked with the space bar; nobody writes into it.
      const isBox = target instanceof HTMLInputElement && target.type === 'checkbox';
      if (!isBox && target instanceof HTMLElement && /^(?:INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
        return;
      const to = event.key === 'j' ? after : event.key === 'k' ? before : undefined;
      if (to !== undefined) location.hash = to;
    };
    addEventListener('keydown', step);
    return () => removeEventListener('keydown', step);
  }, [before, after]);
}

function Both({ a, b }: { readonly a: OutputView; readonly b: OutputView }) {
  const [marked, setMarked] = useState(true);
  const isSame = a.text === b.text;
  const changes = useMemo(
    () => (marked && !isSame ? wordDiff(a.text, b.text) : undefined),
    [marked, isSame, a, b],
  );
  return (
    <>
      <section aria-label="Input">
        <h2>Input</h2>
        <InputView input={a.input} />
        {a.reference === null ? null : (
          <>
            <h2>Reference</h2>
            <TextView text={asText(a.reference)} mode={typeof a.reference === 'string' ? 'raw' : 'json'} />
          </>
        )}
      </section>
      {isSame ? (
        <p className="muted small">The two texts are the same.</p>
      ) : (
        <label className="small check">
          <input type="checkbox" checked={marked} onChange={({ target }) => setMarked(target.checked)} /> mark
          what only one of them says
        </label>
      )}
      <div className="pair">
        <Side output={a}>{changes && <Marked changes={changes} leave="put" />}</Side>
        <Side output={b}>{changes && <Marked changes={changes} leave="taken" />}</Side>
      </div>
    </>
  );
}

/** Without `children` the text as it is best read. */
function Side({ output, children }: { readonly output: OutputView; readonly children: ReactNode }) {
  const { text, failure } = output;
  const mode = useMemo(() => modesFor(text, { reference: false })[0]!, [text]);
  return (
    <section aria-label={visibleLine(output.candidate)} className="output">
      <h2>
        <a href={addressOf({ section: 'outputs', id: output.id })}>{visibleLine(output.candidate)}</a>
      </h2>
      <Said row={output} />
      {failure === null ? null : <p className="bad">{visibleLine(failure)}</p>}
      <article>
        {children ?? <TextView text={text} mode={mode} />}
        <EndMark length={text.length} noun="output" />
      </article>
    </section>
  );
}

/** One side of a comparison: what the other one does not have is marked, and what only the other has is left out. */
function Marked({
  changes,
  leave,
}: {
  readonly changes: readonly Change[];
  readonly leave: 'put' | 'taken';
}) {
  const own = changes.filter(({ kind }) => kind !== leave);
  return (
    <div className="only">
      {own.map(({ kind, text }, i) =>
        kind === 'same' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a comparison never move.
          <span key={i}>{text}</span>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <mark key={i}>{text}</mark>
        ),
      )}
    </div>
  );
}
