/** A chart in its place, as wide as there is room. */
import { useEffect, useRef, useState } from 'react';
import type { Chart } from '../../src/charts/chart.ts';

/** CSS pixels; a chart is legible down to the first, and needs no more than the second. */
const NARROWEST = 320;
const WIDEST = 760;

/** Nothing where the chart has nothing to show. */
export function Drawn<Input>({
  chart,
  input,
  heading: Heading = 'h2',
}: {
  readonly chart: Chart<Input>;
  /** The same object until something else is to be drawn. */
  readonly input: Input;
  readonly heading?: 'h2' | 'h4';
}) {
  const place = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  const [empty, setEmpty] = useState(false);
  useEffect(() => {
    const figure = place.current;
    if (figure === null) return undefined;
    const watch = new ResizeObserver(([entry]) => {
      // What is not shown yet has no width; a chart for it would be drawn in vain.
      if (entry!.contentRect.width === 0) return;
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
      <Heading>{chart.title}</Heading>
    </figure>
  );
}

/** 1.25 where the reader has chosen large text. */
function textScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
}
