/** Where two raters differ, and how far they agree. */
import { visibleLine } from '../../src/core/visible.ts';
import { coefficient } from '../../src/core/wording/figures.ts';
import { Rows } from './rows.tsx';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

const WHY = {
  'one-rater': 'No output has been rated by two raters. Ask a second one: fieldtest review --rater NAME.',
  'not-done': 'A rater is not done yet. Until all are, nobody sees what another said.',
};

export function DisagreementsScreen({ source }: { readonly source: AfterSource }) {
  const loaded = useLoaded(source.disagreements);
  return (
    <main>
      <Title>Disagreements</Title>
      {loaded.state !== 'here' ? (
        <Waiting loaded={loaded} />
      ) : !loaded.value.ready ? (
        <p>{WHY[loaded.value.why]}</p>
      ) : (
        <>
          <p>
            {loaded.value.raters.map(visibleLine).join(' and ')}
            {loaded.value.agreement === null
              ? ' have too little in common to tell how far they agree.'
              : ` agree to ${coefficient(loaded.value.agreement.alpha)} on ${loaded.value.agreement.outputs} shared outputs (1 is full, 0 is chance; Krippendorff's alpha).`}
          </p>
          {loaded.value.rows.length === 0 ? (
            <p>They said the same of every output.</p>
          ) : (
            <Rows rows={loaded.value.rows} />
          )}
        </>
      )}
    </main>
  );
}
