/** One decision of the history, and what is different from another one. */
import { useCallback } from 'react';
import type { DecisionsCompared, HistoryEntry } from '../../src/core/history/history.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { candidateThen, verdictInShort } from '../../src/core/wording/history.ts';
import { FiguresTable } from './figures-table.tsx';
import { addressOf, type Place } from './place.ts';
import type { AfterSource } from './source.ts';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

export function ComparedDecisions({
  source,
  decisions,
  place,
}: {
  readonly source: AfterSource;
  readonly decisions: readonly HistoryEntry[];
  readonly place: Place;
}) {
  const one = Number(place.decision);
  const other = Number(place.with ?? place.decision);
  const load = useCallback(() => source.compareDecisions(one, other), [source, one, other]);
  const loaded = useLoaded(load);
  return (
    <section className="compared" aria-label={`Decision ${one}`}>
      <p className="controls small">
        <label>
          Decision {one} beside{' '}
          <select
            value={other}
            onChange={({ target }) => {
              location.hash = addressOf({ section: 'history', decision: String(one), with: target.value });
            }}
          >
            {decisions.map(({ number, at }) => (
              <option key={number} value={number}>
                {number}, {at.slice(0, 10)}
              </option>
            ))}
          </select>
        </label>{' '}
        <a href={addressOf({ section: 'history' })}>Close</a>
      </p>
      {loaded.state === 'here' ? <Compared {...loaded.value} /> : <Waiting loaded={loaded} />}
    </section>
  );
}

function Compared({ before, after, changes }: DecisionsCompared) {
  const alone = before.number === after.number;
  const shown = alone ? [after] : [before, after];
  const names = [...new Set(shown.flatMap(({ decision }) => decision.candidates.map(({ name }) => name)))];
  return (
    <>
      {shown.map(({ number, at, decision }) => (
        <p key={number}>
          {number}, {at.slice(0, 10)}: <strong>{visibleLine(verdictInShort(decision.verdict))}</strong>.{' '}
          <span className="small">{visibleLine(decision.verdict.because)}</span>
        </p>
      ))}
      {alone ? null : changes.length === 0 ? (
        <p>Nothing else changed: the same models, examples, raters, prices and rule.</p>
      ) : (
        <ul className="small">
          {changes.map(({ kind, text }) => (
            <li key={`${kind} ${text}`}>
              {kind}: {visibleLine(text)}
            </li>
          ))}
        </ul>
      )}
      <FiguresTable
        kind="figures"
        heads={['Candidate', ...shown.map(({ number }) => `In ${number}`)]}
        rows={names.map((name) => ({
          name,
          head: visibleLine(name),
          out: false,
          cells: shown.map(({ decision }) => candidateThen(decision, name) ?? ''),
        }))}
      />
      {changes.some(({ kind }) => kind === 'examples') ? (
        <p className="muted small">
          The sets differ, so the columns do not stand beside each other as they are; the models below are on
          one scale.
        </p>
      ) : null}
    </>
  );
}
