/** The decision: the verdict first, its reason, the figures, and how it could be wrong. */
import type { CandidateDecision, Decision } from '../../src/core/decision.ts';
import type { DecisionView } from '../../src/core/review/after.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { cautions } from '../../src/core/wording/caution.ts';
import {
  basis,
  comparisonLegend,
  comparisonRows,
  edgesLine,
  trafficLine,
} from '../../src/core/wording/comparisons.ts';
import { costSources } from '../../src/core/wording/cost-sources.ts';
import {
  beatenIncumbent,
  failures,
  headline,
  interval,
  milliseconds,
  percent,
  rating,
  usd,
  wholePercent,
} from '../../src/core/wording/figures.ts';
import { firstAttemptLines } from '../../src/core/wording/first-attempts.ts';
import { repeatLines } from '../../src/core/wording/repeats.ts';
import { syntheticLines } from '../../src/core/wording/synthetic.ts';
import { Checks } from './checks.tsx';
import { type FigureRow, FiguresTable } from './figures-table.tsx';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

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

function Verdict({ task, decision, missing }: DecisionView) {
  const { verdict, confidence, candidates } = decision;
  const traffic = trafficLine(decision);
  const edges = edgesLine(decision);
  const notes = [...firstAttemptLines(decision), ...repeatLines(decision), ...syntheticLines(decision)];
  const shown = (name: string | undefined) => (name === undefined ? undefined : visibleLine(name));
  const doubts = cautions(decision, missing);
  const prices = costSources(decision);
  return (
    <main>
      <p className="muted small">{visibleLine(task)}</p>
      <Title>{headline(verdict.kind, shown(verdict.winner), shown(beatenIncumbent(decision)))}</Title>
      <p className="because">{visibleLine(verdict.because)}</p>
      <p className="basis small">
        {basis(decision)} Ranges: with {percent(confidence)} confidence the true figure lies within. Cost: of
        1,000 answers. Time: half of the answers came within the first, 95 % within the second.
      </p>
      <FiguresTable kind="figures" heads={HEADS} rows={candidates.map(figuresOf)} />
      {prices === '' ? null : <p className="muted small">Whose price: {prices}.</p>}
      {candidates.map(({ name, excluded }) =>
        excluded === undefined ? null : (
          <p key={name} className="small">
            {visibleLine(name)} is out: {visibleLine(excluded)}.
          </p>
        ),
      )}
      {traffic === '' ? null : <p className="small">{traffic}</p>}
      {edges === '' ? null : <p className="small">{edges}</p>}
      <Comparisons decision={decision} />
      {notes.length === 0 ? null : (
        <ul className="small">
          {notes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {decision.checks === undefined ? null : <Checks checks={decision.checks} />}
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
      rows={rows.map(({ compared, rated, difference, range, better }) => ({
        name: compared,
        head: compared,
        out: false,
        cells: [rated, difference, range, better],
      }))}
      caption={<span className="muted small">{comparisonLegend(decision)}</span>}
    />
  );
}

const HEADS = ['Candidate', 'Rated', 'Rating', 'Would show', 'Cost', 'Time', 'Failed'] as const;

function figuresOf(candidate: CandidateDecision): FigureRow {
  const { name, incumbent, contender, excluded, n, acceptable, costPer1000Usd, latencyMs } = candidate;
  const cells: FigureRow['cells'] = [
    String(n),
    candidate.rating === undefined
      ? 'none'
      : [rating(candidate.rating.mean), interval(candidate.rating.interval, rating)],
    acceptable === undefined
      ? 'none'
      : [percent(acceptable.rate), interval(acceptable.interval, wholePercent)],
    costPer1000Usd === undefined ? 'unknown' : usd(costPer1000Usd),
    latencyMs === undefined ? 'unknown' : `${milliseconds(latencyMs.p50)} / ${milliseconds(latencyMs.p95)}`,
    failures(candidate),
  ];
  const head = (
    <>
      {visibleLine(name)} {incumbent ? <span className="muted small">current</span> : null}
      {excluded === undefined ? null : <span className="muted small">out</span>}
    </>
  );
  return { name, head, out: !contender, cells };
}
