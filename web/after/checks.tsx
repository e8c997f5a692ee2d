/** The automatic checks beside the decision: never a rating, and but for a gate no part of the verdict. */
import type { CheckDecision } from '../../src/core/decision.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { type CheckRow, checkRows, gateText } from '../../src/core/wording/checks.ts';

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
  const heads = rows.some(({ unjudged }) => unjudged > 0) ? [...HEADS, UNJUDGED] : HEADS;
  return (
    <table className="candidates checks">
      <caption>
        {visibleLine(check.name)} <span className="muted small">{gateText(check)}</span>
      </caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.candidate} row={row} heads={heads} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, heads }: { readonly row: CheckRow; readonly heads: readonly string[] }) {
  const all: readonly (readonly [string, string])[] = [
    [row.passed, ''],
    [row.share || 'none', row.range],
    [row.difference, row.differenceRange],
    [String(row.unjudged), ''],
  ];
  const cells = all.slice(0, heads.length - 1);
  return (
    <tr className={row.out ? 'out' : undefined}>
      <th scope="row">
        {visibleLine(row.candidate)} {row.out ? <span className="muted small">under the gate</span> : null}
      </th>
      {cells.map(([figure, range], i) => (
        <td key={heads[i + 1]} data-head={heads[i + 1]}>
          {figure} {range === '' ? null : <span className="muted small">{range}</span>}
        </td>
      ))}
    </tr>
  );
}
