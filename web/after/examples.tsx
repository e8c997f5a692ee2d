/** What was picked, and why. */
import { visibleLine } from '../../src/core/visible.ts';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

export function ExamplesScreen({ source }: { readonly source: AfterSource }) {
  const loaded = useLoaded(source.examples);
  return (
    <main>
      <Title>Examples</Title>
      {loaded.state !== 'here' ? (
        <Waiting loaded={loaded} />
      ) : (
        <>
          <p className="muted small">
            {loaded.value.length} in the set, {loaded.value.filter(({ split }) => split === 'holdout').length}{' '}
            of them held out.
          </p>
          <ul className="rows">
            {loaded.value.map(({ example, slices, split, weight, start }) => (
              <li key={example}>
                <strong>{visibleLine(example)}</strong> {split === 'holdout' ? 'held out' : null}
                {start === '' ? null : (
                  <p className="start" dir="auto">
                    {visibleLine(start)}
                  </p>
                )}
                <p className="small">
                  {slices.length === 0 ? (
                    <span className="muted">no slices</span>
                  ) : (
                    slices.map((slice) => (
                      <span key={slice} className="badge">
                        {visibleLine(slice)}
                      </span>
                    ))
                  )}{' '}
                  {weight === null ? null : `stands for ${Number(weight.toPrecision(3))} records`}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </main>
  );
}
