/** The charts of a report, drawn on a light DOM: the same functions draw them on the page. */
import { DOMParser } from 'linkedom';
import type { Chart, ChartTarget } from '../charts/chart.ts';
import { historyCharts } from '../charts/history/list.ts';
import { charts } from '../charts/list.ts';
import { svgText } from '../charts/svg-text.ts';
import type { History } from '../core/history/history.ts';
import { anchor } from './blocks.ts';
import { pairsOf } from './decision-blocks.ts';
import type { ReportData } from './report.ts';
import { exampleIds, sliceNames } from './row-order.ts';

/** CSS pixels: that of the text, and of a sheet of paper; and that of a phone held upright. */
const WIDTH = 720;
const NARROW = 350;

export interface DrawnChart {
  readonly title: string;
  /** Marks lead to the rows of the same file. */
  readonly svg: string;
  /** The same for a phone. */
  readonly narrow?: string;
}

/** Those that have something to show. */
export function drawnCharts({ decision, evidence }: ReportData): readonly DrawnChart[] {
  return drawn(charts, { decision, evidence, link: linksIn({ decision, evidence }) });
}

/** The charts of the history; a mark leads to its decision. */
export function drawnHistory(history: History): readonly DrawnChart[] {
  const input = { history, link: (number: number) => `#${anchor('decision', number - 1)}` };
  const narrow = new Map(drawn(historyCharts, input, NARROW).map(({ title, svg }) => [title, svg]));
  return drawn(historyCharts, input).map((chart) => ({ ...chart, narrow: narrow.get(chart.title)! }));
}

function drawn<Input>(list: readonly Chart<Input>[], input: Input, width = WIDTH): readonly DrawnChart[] {
  const document = new DOMParser().parseFromString('<!doctype html><html><body></body></html>', 'text/html');
  return list.flatMap((chart) => {
    const svg = chart.draw(input, { document: document as unknown as Document, width });
    return svg === undefined ? [] : [{ title: chart.title, svg: svgText(svg) }];
  });
}

function linksIn({ decision, evidence }: Pick<ReportData, 'decision' | 'evidence'>) {
  const index = (names: readonly string[]) => new Map(names.map((name, at) => [name, at]));
  const candidates = index(evidence.candidates);
  const examples = index(exampleIds(evidence));
  const slices = index(sliceNames(evidence.examples));
  const pairs = index(pairsOf(decision).map(({ a, b }) => JSON.stringify([a, b])));
  return (target: ChartTarget): string | undefined => {
    if ('example' in target) return to('example', examples.get(target.example));
    if ('slice' in target) return to('slice', slices.get(target.slice));
    if ('a' in target) {
      const { a, b } = target;
      return to('pair', pairs.get(JSON.stringify([a, b])) ?? pairs.get(JSON.stringify([b, a])));
    }
    return to('candidate', candidates.get(target.candidate));
  };
}

function to(kind: Parameters<typeof anchor>[0], at: number | undefined): string | undefined {
  return at === undefined ? undefined : `#${anchor(kind, at)}`;
}
