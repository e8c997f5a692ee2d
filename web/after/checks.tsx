/** The automatic checks beside the decision: never a rating, and but for a gate no part of the verdict. */
import type { CheckDecision } from '../../src/core/decision.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { type CheckRow, checkRows, detailLines, gateText } from '../../src/core/wording/checks.ts';
import { type FigureRow, FiguresTable } from './figures-table.tsx';

const HEADS = ['Candidate', 'Passed', 'Share', 'Against the best'] as const;
const UNJUDGED = 'Not judged';

export function Checks({ checks }: { readonly checks: readonly CheckDecision[] }) {
  const gated = checks.some(({ gate }) => gate);
  return (
    <section aria-labelledby="checks">
      <h2 id="checks">Automatic checks</h2>
      <p className="muted small">
        No ratings, and no part of the verdict{gated ? ' but for gates: who is under one is out' : ''}. Share:
        of the examples that pass. Against the best: points of percent, on the same examples.
      </p>
      {checks.map((check) => (
        <Check key={check.name} check={check} />
      ))}
    </section>
  );
}

function Check({ check }: { readonly check: CheckDecision }) {
  const rows = checkRows([check]);
  const unjudged = rows.some((row) => row.unjudged > 0);
  const { lines, rest } = detailLines(check);
  return (
    <>
      <FiguresTable
        kind="checks"
        heads={unjudged ? [...HEADS, UNJUDGED] : HEADS}
        rows={rows.map((row) => ({ ...figuresOf(row), cells: cellsOf(row, unjudged) }))}
        caption={
          <>
            {visibleLine(check.name)} <span className="muted small">{gateText(check)}</span>
          </>
        }
      />
      {lines.length === 0 ? null : (
        <div className="small">
          <p>Where most is wrong:</p>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="muted">{rest}</p>
        </div>
      )}
    </>
  );
}

function figuresOf({ candidate, out }: CheckRow): Omit<FigureRow, 'cells'> {
  const head = (
    <>
      {visibleLine(candidate)} {out ? <span className="muted small">under the gate</span> : null}
    </>
  );
  return { name: candidate, head, out };
}

function cellsOf(row: CheckRow, unjudged: boolean): FigureRow['cells'] {
  return [
    row.passed,
    [row.share || 'none', row.range],
    [row.difference, row.differenceRange],
    ...(unjudged ? [String(row.unjudged)] : []),
  ];
}
