/** The decision: the verdict first, its reason, the figures, and how it could be wrong. */
import { Suspense } from 'react';
import type { CandidateDecision, Decision } from '../../src/core/decision.ts';
import type { DecisionView } from '../../src/core/review/after.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { candidateCells, type FigureCell, figuresLegend } from '../../src/core/wording/candidates.ts';
import { cautions, caveats } from '../../src/core/wording/caution.ts';
import {
  basis,
  comparisonLegend,
  comparisonRows,
  edgesLine,
  trafficLine,
} from '../../src/core/wording/comparisons.ts';
import { firstAttemptLines } from '../../src/core/wording/first-attempts.ts';
import { frontLine } from '../../src/core/wording/front.ts';
import { headline } from '../../src/core/wording/headline.ts';
import { repeatLines } from '../../src/core/wording/repeats.ts';
import { spendingLines } from '../../src/core/wording/spending.ts';
import { syntheticLines } from '../../src/core/wording/synthetic.ts';
import { Guard } from '../render/guard.tsx';
import { lazily } from '../render/lazily.tsx';
import { Checks } from './checks.tsx';
import { type FigureRow, FiguresTable } from './figures-table.tsx';
import { addressOf } from './place.ts';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

const Charts = lazily(() => import('./charts.tsx').then(({ Charts }) => Charts));

export function DecisionScreen({ source }: { readonly source: AfterSource }) {
  const loaded = useLoaded(source.decision);
  if (loaded.state !== 'here')
    return (
      <main>
        <Title>The decision</Title>
        <Waiting loaded={loaded} />
      </main>
    );
  return <Verdict {...loaded.value} />;
}

function Verdict({ task, decision, missing, evidence }: DecisionView) {
  const { verdict, candidates } = decision;
  const traffic = trafficLine(decision);
  const edges = edgesLine(decision);
  const notes = [...firstAttemptLines(decision), ...repeatLines(decision), ...syntheticLines(decision)];
  const doubts = cautions(decision, missing);
  const front = frontLine(decision);
  return (
    <main>
      <p className="muted small">Task: {visibleLine(task)}</p>
      <Title>{headline(decision)}</Title>
      <p className="because">{visibleLine(verdict.because)}</p>
      {caveats(decision).map((line) => (
        <p key={line}>{visibleLine(line)}</p>
      ))}
      <p className="basis small">
        {basis(decision)} {figuresLegend(decision)}
      </p>
      <FiguresTable kind="figures" heads={HEADS} rows={candidates.map(figuresOf)} />
      {candidates.map(({ name, excluded }) =>
        excluded === undefined ? null : (
          <p key={name} className="small">
            {visibleLine(name)} is out: {visibleLine(excluded)}.
          </p>
        ),
      )}
      {traffic === '' ? null : <p className="small">{traffic}</p>}
      {edges === '' ? null : <p className="small">{edges}</p>}
      {spendingLines(decision).map((line) => (
        <p key={line} className="small">
          {line}
        </p>
      ))}
      {front === '' ? null : <p className="small">{front}</p>}
      <Comparisons decision={decision} />
      {notes.length === 0 ? null : (
        <ul className="small">
          {notes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <h2>How this could be wrong</h2>
      {doubts.length === 0 ? (
        <p>Nothing that was looked at speaks against it.</p>
      ) : (
        <ul>
          {doubts.map((line) => (
            <li key={line}>{visibleLine(line)}</li>
          ))}
        </ul>
      )}
      <p>
        <a href={addressOf({ section: 'compare' })}>See the outputs side by side</a>
      </p>
      <Guard
        of={decision}
        instead={<p role="alert">The charts did not arrive. Reload to ask for them again.</p>}
      >
        <Suspense fallback={<p className="muted small">Drawing …</p>}>
          <Charts decision={decision} evidence={evidence} />
        </Suspense>
      </Guard>
      {decision.checks === undefined ? null : <Checks checks={decision.checks} />}
    </main>
  );
}

const PAIR_HEADS = ['Compared', 'Rated', 'Difference', 'Range that decides', 'Better'] as const;

function Comparisons({ decision }: { readonly decision: Decision }) {
  const rows = comparisonRows(decision);
  if (rows.length === 0) return null;
  return (
    <FiguresTable
      kind="comparisons"
      heads={PAIR_HEADS}
      rows={rows.map(({ compared, rated, difference, range, better, a, b }) => ({
        name: compared,
        head: <a href={addressOf({ section: 'compare', a, b, order: 'apart' })}>{compared}</a>,
        out: false,
        cells: [rated, difference, range, better],
      }))}
      caption={<span className="muted small">{comparisonLegend(decision)}</span>}
    />
  );
}

const HEADS = ['Candidate', 'Rated', 'Rating', 'Would show', 'Cost', 'Time', 'Failed'] as const;

function figuresOf(candidate: CandidateDecision): FigureRow {
  const { name, incumbent, contender, excluded } = candidate;
  const cells = candidateCells(candidate);
  const head = (
    <>
      <a href={addressOf({ section: 'outputs', candidate: name })}>{visibleLine(name)}</a>{' '}
      {incumbent ? <span className="muted small">current</span> : null}
      {excluded === undefined ? null : <span className="muted small">out</span>}
    </>
  );
  return {
    name,
    head,
    out: !contender,
    cells: [
      cells.rated,
      withRange(cells.rating),
      withRange(cells.acceptable),
      cells.cost,
      cells.time,
      cells.failed,
    ],
  };
}

function withRange({ figure, range }: FigureCell): FigureRow['cells'][number] {
  return range === undefined ? figure : [figure, range];
}
