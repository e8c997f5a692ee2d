/** What went wrong: the tags by candidate, and every output that should not be shown. */
import { useCallback, useState } from 'react';
import type { FailuresView, RevealedRow } from '../../src/core/review/after.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { addressOf } from './place.ts';
import { Rows } from './rows.tsx';
import type { AfterSource } from './source.ts';
import { TagEditor } from './tag-editor.tsx';
import { Title } from './title.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

export function FailuresScreen({ source }: { readonly source: AfterSource }) {
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when a tag has changed
  const loaded = useLoaded(useCallback(() => source.failures(), [source, turn]));
  const tagging =
    ({ rater, tags }: FailuresView) =>
    (row: RevealedRow) => {
      const own = row.judgements.find((judgement) => judgement.rater === rater);
      if (own === undefined) return null;
      return (
        <TagEditor
          tags={own.tags}
          known={tags.map(({ tag }) => tag)}
          of={`${row.candidate} on ${row.example}`}
          change={async (next) => {
            await source.tag(row.id, next);
            setTurn((n) => n + 1);
          }}
        />
      );
    };
  return (
    <main>
      <Title>Failures</Title>
      {loaded.state !== 'here' ? (
        <Waiting loaded={loaded} />
      ) : (
        <>
          <h2>Tags</h2>
          {loaded.value.tags.length === 0 ? (
            <p className="muted">No output was tagged.</p>
          ) : (
            <table className="candidates tag-counts">
              <thead>
                <tr>
                  <th scope="col">Tag</th>
                  {loaded.value.candidates.map((name) => (
                    <th key={name} scope="col">
                      {visibleLine(name)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {loaded.value.tags.map(({ tag, counts }) => (
                  <tr key={tag}>
                    <th scope="row">
                      <a href={addressOf({ section: 'outputs', find: tag })}>{visibleLine(tag)}</a>
                    </th>
                    {counts.map((count, i) => (
                      <td
                        key={loaded.value.candidates[i]}
                        data-head={visibleLine(loaded.value.candidates[i]!)}
                      >
                        {count}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <h2>Not to be shown to a user: {loaded.value.notAcceptable.length}</h2>
          <Rows rows={loaded.value.notAcceptable} under={tagging(loaded.value)} />
          {loaded.value.noted.length === 0 ? null : (
            <>
              <h2>Others with a note: {loaded.value.noted.length}</h2>
              <Rows rows={loaded.value.noted} under={tagging(loaded.value)} />
            </>
          )}
        </>
      )}
    </main>
  );
}
