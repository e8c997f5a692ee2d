/** All outputs: sought, narrowed, and opened one by one. */
import { useCallback, useDeferredValue, useEffect, useState } from 'react';
import type { OutputsQuery } from '../../src/core/review/after.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { CandidateOptions } from './candidate-options.tsx';
import { keepSought, soughtHere } from './kept-place.ts';
import type { Place } from './place.ts';
import { Rows } from './rows.tsx';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

/** Rows that are added at once. */
const PAGE = 100;

export function OutputsScreen({ source, place }: { readonly source: AfterSource; readonly place: Place }) {
  const { find = '', candidate = '', example = '', slice = '' } = place;
  const [query, setQuery] = useState<OutputsQuery>(() => ({
    find,
    candidate,
    example,
    slice,
    acceptable: '',
    most: PAGE,
    // Whoever opened an output and comes back finds the list as it was.
    ...(soughtHere() as Partial<OutputsQuery> | undefined),
  }));
  useEffect(() => keepSought(query), [query]);
  const asked = useDeferredValue(query);
  const loaded = useLoaded(useCallback(() => source.outputs(asked), [source, asked]));
  const names = loaded.state === 'here' ? loaded.value.candidates : [];
  return (
    <main>
      <Title>Outputs</Title>
      <search className="filters">
        <label>
          Find
          <input
            type="search"
            value={query.find}
            onChange={({ target }) => setQuery({ ...query, find: target.value })}
          />
        </label>
        <label>
          Candidate
          <select
            value={query.candidate}
            onChange={({ target }) => setQuery({ ...query, candidate: target.value })}
          >
            <option value="">all</option>
            <CandidateOptions names={names} />
          </select>
        </label>
        <label>
          Would show
          <select
            value={query.acceptable}
            onChange={({ target }) =>
              setQuery({ ...query, acceptable: target.value as OutputsQuery['acceptable'] })
            }
          >
            <option value="">all</option>
            <option value="yes">yes</option>
            <option value="no">no</option>
            <option value="unknown">not said</option>
          </select>
        </label>
        {(['example', 'slice'] as const).map((key) =>
          query[key] === '' ? null : (
            <button
              key={key}
              type="button"
              className="plain"
              onClick={() => setQuery({ ...query, [key]: '' })}
            >
              only {visibleLine(query[key])}: show all
            </button>
          ),
        )}
      </search>
      {loaded.state === 'here' ? (
        <>
          <p role="status" className="muted small">
            {loaded.value.found} of {loaded.value.total}
          </p>
          <Rows rows={loaded.value.rows} />
          {loaded.value.rows.length < loaded.value.found ? (
            <button
              type="button"
              className="plain more"
              onClick={() => setQuery({ ...query, most: query.most + PAGE })}
            >
              show {Math.min(PAGE, loaded.value.found - loaded.value.rows.length)} more
            </button>
          ) : null}
        </>
      ) : (
        <Waiting loaded={loaded} />
      )}
    </main>
  );
}
