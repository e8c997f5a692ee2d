/** Two candidates side by side: which examples they differ on, and each pair of outputs with the differences marked. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { COMPARE_ORDERS, type CompareOrder, type CompareView } from '../../src/core/review/after.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { CandidateOptions } from './candidate-options.tsx';
import { OutputPair } from './output-pair.tsx';
import { addressOf, type Place } from './place.ts';
import { Said } from './rows.tsx';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import { twoToCompare } from './two-to-compare.ts';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

/** Rows that are added at once. */
const PAGE = 100;

/** The example that was open last: whoever comes back goes on from there. */
let lastOpened: string | undefined;

export function CompareScreen({ source, place }: { readonly source: AfterSource; readonly place: Place }) {
  const { a, b, example } = place;
  const order = COMPARE_ORDERS.find((one) => one === place.order) ?? 'apart';
  const load = useCallback(async (): Promise<CompareView | undefined> => {
    const two =
      a === undefined || b === undefined ? twoToCompare((await source.decision()).decision) : { a, b };
    return two && (await source.compare({ ...two, order }));
  }, [source, a, b, order]);
  const loaded = useLoaded(load);
  if (loaded.state !== 'here' || loaded.value === undefined)
    return (
      <main>
        <Title>Side by side</Title>
        {loaded.state === 'here' ? <p>It takes two candidates.</p> : <Waiting loaded={loaded} />}
      </main>
    );
  const view = loaded.value;
  const at = view.rows.findIndex((row) => row.example === example);
  if (at >= 0) {
    lastOpened = example;
    return <OutputPair source={source} view={view} order={order} at={at} />;
  }
  return <Pairs view={{ ...view, a: a ?? view.a, b: b ?? view.b }} order={order} />;
}

function Pairs({ view, order }: { readonly view: CompareView; readonly order: CompareOrder }) {
  const { a, b, rows } = view;
  // As far as the one that was open last.
  const [most, setMost] = useState(() =>
    Math.max(PAGE, 1 + rows.findIndex(({ example }) => example === lastOpened)),
  );
  const opened = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    opened.current?.scrollIntoView({ block: 'center' });
    lastOpened = undefined;
  }, []);
  const go = (to: Partial<Place>) => {
    location.hash = addressOf({ section: 'compare', a, b, order, ...to });
  };
  // Whoever takes the one that is on the other side wants the two to change places.
  const choose = (side: 'a' | 'b', name: string) =>
    go(name === view[side === 'a' ? 'b' : 'a'] ? { a: b, b: a } : { [side]: name });
  const says: { readonly [one in CompareOrder]: string } = {
    apart: 'where they are rated differently, the furthest apart first',
    worst: `what ${visibleLine(a)} did worst first`,
    all: 'all, by example',
  };
  return (
    <main>
      <Title>Side by side</Title>
      <search className="filters">
        {(['a', 'b'] as const).map((side) => (
          <label key={side}>
            {side === 'a' ? 'Candidate' : 'against'}
            <select value={view[side]} onChange={({ target }) => choose(side, target.value)}>
              <CandidateOptions names={view.candidates} />
            </select>
          </label>
        ))}
        <label>
          Show
          <select value={order} onChange={({ target }) => go({ order: target.value })}>
            {COMPARE_ORDERS.map((one) => (
              <option key={one} value={one}>
                {says[one]}
              </option>
            ))}
          </select>
        </label>
      </search>
      <p role="status" className="muted small">
        {rows.length} {rows.length === 1 ? 'example' : 'examples'}
      </p>
      {rows.length === 0 ? <p>No example is rated differently.</p> : null}
      <ul className="rows">
        {rows.slice(0, most).map((row) => (
          <li key={row.example}>
            <a
              ref={row.example === lastOpened ? opened : undefined}
              href={addressOf({ section: 'compare', a, b, order, example: row.example })}
            >
              <strong>{visibleLine(row.example)}</strong>
            </a>
            {row.same ? <span className="badge">the same text</span> : null}
            <div className="pair">
              {[row.a, row.b].map((side) => (
                <div key={side.candidate}>
                  <p className="start" dir="auto">
                    {visibleLine(side.start)}
                  </p>
                  <p className="muted small">{visibleLine(side.candidate)}</p>
                  <Said row={side} />
                </div>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {rows.length <= most ? null : (
        <button type="button" className="plain more" onClick={() => setMost(most + PAGE)}>
          show {Math.min(PAGE, rows.length - most)} more
        </button>
      )}
    </main>
  );
}
