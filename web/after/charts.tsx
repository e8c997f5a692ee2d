/** The charts of a decision: drawn by the same functions as in a report, each mark leading to the outputs behind it. */
import type { ChartInput } from '../../src/charts/chart.ts';
import { charts } from '../../src/charts/list.ts';
import type { Decision } from '../../src/core/decision.ts';
import type { Evidence } from '../../src/core/evidence.ts';
import { Drawn } from './drawn.tsx';
import { linkOf } from './link-of.ts';

export function Charts({
  decision,
  evidence,
}: {
  readonly decision: Decision;
  /** Null while another rater is at work: then only what the decision itself says is drawn. */
  readonly evidence: Evidence | null;
}) {
  const input: ChartInput = { decision, evidence: evidence ?? nothing(decision), link: linkOf };
  return (
    <>
      {charts.map((chart) => (
        <Drawn key={chart.name} chart={chart} input={input} />
      ))}
    </>
  );
}

function nothing({ candidates }: Decision): Evidence {
  return { candidates: candidates.map(({ name }) => name), examples: [], pairs: [], apart: [] };
}
