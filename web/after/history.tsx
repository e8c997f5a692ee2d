/** The benchmark over time: every decision, every model on the set of today, and what money bought. */
import { Suspense } from 'react';
import type { HistoryEntry, TaskHistory } from '../../src/core/history/history.ts';
import type { ModelHistory } from '../../src/core/history/models.ts';
import { estimateText } from '../../src/core/quality.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { usd } from '../../src/core/wording/figures.ts';
import { changeText, measuredIn, modelName, verdictInShort } from '../../src/core/wording/history.ts';
import { Guard } from '../render/guard.tsx';
import { lazily } from '../render/lazily.tsx';
import { ComparedDecisions } from './compared-decisions.tsx';
import { FiguresTable } from './figures-table.tsx';
import { addressOf, type Place } from './place.ts';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

const HistoryCharts = lazily(() => import('./history-charts.tsx').then(({ HistoryCharts }) => HistoryCharts));

export function HistoryScreen({ source, place }: { readonly source: AfterSource; readonly place: Place }) {
  const loaded = useLoaded(source.history);
  if (loaded.state !== 'here')
    return (
      <main>
        <Title>History</Title>
        <Waiting loaded={loaded} />
      </main>
    );
  return <Shown history={loaded.value} source={source} place={place} />;
}

function Shown({
  history,
  source,
  place,
}: {
  readonly history: TaskHistory;
  readonly source: AfterSource;
  readonly place: Place;
}) {
  const { decisions, models, stations } = history;
  const shown = decisions.filter(({ milestone }) => milestone);
  const latest = decisions.find(({ number }) => number === stations.at(-1));
  return (
    <main>
      <p className="muted small">{visibleLine(history.task)}</p>
      <Title>History</Title>
      <p className="muted small">
        {decisions.length === 1 ? 'One decision' : `${decisions.length} decisions`}, {models.length}{' '}
        {models.length === 1 ? 'model' : 'models'}. Of decisions on the same set, candidates and rule the last
        one stands here.
      </p>
      {place.decision === undefined ? null : (
        <ComparedDecisions source={source} decisions={decisions} place={place} />
      )}
      <Guard
        of={history}
        instead={<p role="alert">The charts did not arrive. Reload to ask for them again.</p>}
      >
        <Suspense fallback={<p className="muted small">Drawing …</p>}>
          <HistoryCharts history={history} />
        </Suspense>
      </Guard>
      {latest === undefined ? null : <Models models={models} latest={latest} />}
      <h2>Decisions</h2>
      <ul className="rows">
        {shown.toReversed().map((entry) => (
          <Entry key={entry.number} entry={entry} before={beforeOf(shown, entry)} />
        ))}
      </ul>
    </main>
  );
}

/** The one that its changes are told from. */
function beforeOf(shown: readonly HistoryEntry[], { number, split }: HistoryEntry): number | undefined {
  return shown.findLast((one) => one.split === split && one.number < number)?.number;
}

function Entry({ entry, before }: { readonly entry: HistoryEntry; readonly before: number | undefined }) {
  const { number, at, verdict, changes, examples, split, raters } = entry;
  const winner = entry.candidates.find(({ name }) => name === verdict.winner);
  const quality =
    winner?.mean === undefined || winner.interval === undefined
      ? ''
      : `, ${estimateText({ mean: winner.mean, interval: winner.interval }, entry)}`;
  const address = addressOf({
    section: 'history',
    decision: String(number),
    ...(before === undefined ? {} : { with: String(before) }),
  });
  return (
    <li>
      <a href={address}>
        {number}, {at.slice(0, 10)}: <strong>{visibleLine(verdictInShort(verdict))}</strong>
      </a>
      <p className="small">
        {examples} {split === 'holdout' ? 'held-out examples' : 'examples'}
        {quality}
        {raters.length === 0 ? '' : `, rated by ${raters.map(visibleLine).join(', ')}`}
      </p>
      {changes.length === 0 ? null : <p className="muted small">{changeText(changes)}</p>}
    </li>
  );
}

const HEADS = ['Model', 'Family', 'Entered', 'Quality', 'Measured', 'Per 1,000'] as const;

function Models({
  models,
  latest,
}: {
  readonly models: readonly ModelHistory[];
  readonly latest: HistoryEntry;
}) {
  const isThere = (kind: 'linked' | 'apart') => models.some(({ score }) => score?.kind === kind);
  return (
    <>
      <h2>Models, on the set of decision {latest.number}</h2>
      <FiguresTable
        kind="figures"
        heads={HEADS}
        rows={models.map((model) => ({
          name: model.id,
          head: headOf(model, models, latest),
          out: model.score?.kind === 'apart',
          cells: [
            visibleLine(model.family),
            model.entered.at.slice(0, 10),
            model.score === undefined ? 'not rated' : estimateText(model.score, latest),
            measuredIn(model, latest),
            model.costPer1000Usd === undefined ? '' : usd(model.costPer1000Usd),
          ],
        }))}
      />
      {isThere('linked') ? (
        <p className="muted small">
          With a ±: measured on an earlier set and brought to this one through the examples that both have; so
          far the link alone may be off, if the examples that stayed are like the others.
        </p>
      ) : null}
      {isThere('apart') ? (
        <p className="muted small">Apart: nothing links it, so it is not to be put beside the others.</p>
      ) : null}
    </>
  );
}

/** Who is in the config today leads to its outputs. */
function headOf(model: ModelHistory, models: readonly ModelHistory[], latest: HistoryEntry) {
  const name = visibleLine(modelName(model, models));
  return latest.candidates.some(({ id }) => id === model.id) ? (
    <a href={addressOf({ section: 'outputs', candidate: model.name })}>{name}</a>
  ) : (
    name
  );
}
