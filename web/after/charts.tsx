/** The charts of a decision: drawn by the same functions as in a report, each mark leading to the outputs behind it. */
import { useEffect, useRef, useState } from 'react';
import type { Chart, ChartInput, ChartTarget } from '../../src/charts/chart.ts';
import { charts } from '../../src/charts/list.ts';
import type { Decision } from '../../src/core/decision.ts';
import type { Evidence } from '../../src/core/evidence.ts';
import { addressOf } from './place.ts';

/** CSS pixels; a chart is legible down to the first, and needs no more than the second. */
const NARROWEST = 320;
const WIDEST = 760;

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

function linkOf(target: ChartTarget): string {
  if ('a' in target) return addressOf({ section: 'compare', a: target.a, b: target.b, order: 'apart' });
  return addressOf({ section: 'outputs', ...target });
}

/** Nothing where the chart has nothing to show. */
function Drawn({ chart, input }: { readonly chart: Chart; readonly input: ChartInput }) {
  const place = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  const [empty, setEmpty] = useState(false);
  useEffect(() => {
    const figure = place.current;
    if (figure === null) return undefined;
    const watch = new ResizeObserver(([entry]) => {
      // Of what lies within the figure; whole pixels, so that a scroll bar redraws nothing.
      setWidth(Math.round(Math.min(Math.max(entry!.contentRect.width / textScale(), NARROWEST), WIDEST)));
    });
    watch.observe(figure);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const figure = place.current;
    if (figure === null || width === 0) return undefined;
    const svg = chart.draw(input, { document, width });
    setEmpty(svg === undefined);
    if (svg === undefined) return undefined;
    // Larger text makes the whole chart larger.
    svg.style.width = `${width * textScale()}px`;
    figure.append(svg);
    return () => svg.remove();
  }, [chart, input, width]);
  return (
    <figure ref={place} className="chart" hidden={empty}>
      <h2>{chart.title}</h2>
    </figure>
  );
}

/** 1.25 where the reader has chosen large text. */
function textScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
}
