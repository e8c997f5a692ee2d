/** What went wrong: the tags by candidate, and every output that should not be shown. */
import { visibleLine } from '../../src/core/visible.ts';
import { addressOf } from './place.ts';
import { Rows } from './rows.tsx';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

export function FailuresScreen({ source }: { readonly source: AfterSource }) {
  const loaded = useLoaded(source.failures);
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
            <table className="candidates">
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
                      <td key={loaded.value.candidates[i]} data-head={loaded.value.candidates[i]}>
                        {count}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <h2>Not to be shown to a user: {loaded.value.notAcceptable.length}</h2>
          <Rows rows={loaded.value.notAcceptable} />
        </>
      )}
    </main>
  );
}
