/// <reference lib="dom" />
/** Every chart, on every form of decision: drawn the same with and without a browser, whole, and safe. */
import { resolve } from 'node:path';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChartInput, ChartTarget } from '../../src/charts/chart.ts';
import { charts } from '../../src/charts/list.ts';
import { violationsOn } from '../fixtures/axe.ts';
import { closeBrowser, type OpenPage, openPage } from '../fixtures/browser.ts';
import { chartStories } from '../fixtures/chart-stories.ts';
import type * as entry from '../fixtures/charts-entry.ts';
import { chartText, drawChart } from '../fixtures/draw-chart.ts';

const WIDTHS = [320, 640, 900] as const;
const cases = chartStories.flatMap(([story, input]) => charts.map((chart) => ({ story, input, chart })));
const link = (target: ChartTarget) => `#${encodeURIComponent(JSON.stringify(target).toWellFormed())}`;

describe.each(cases)('$chart.name of $story', ({ chart, input }) => {
  test('says what it shows, in a sentence without what hides or moves', () => {
    const words = chart.describe(input);
    expect(words).toMatch(/^.{10,}\.$/u);
    expect(words).not.toMatch(/[\u0000-\u001f\u202e\ud800]|NaN|undefined|Infinity/);
  });

  test('is an image with a name and these words, or nothing', () => {
    const svg = drawChart(chart, input);
    if (svg === undefined) return;
    expect(svg.getAttribute('role')).toBe('img');
    expect(svg.getAttribute('aria-label')).toBe(chart.title);
    expect(svg.querySelector('desc')!.textContent).toBe(chart.describe(input));
  });

  test('is the same every time, and has no style sheet, script, handler or id', () => {
    const text = chartText(chart, input);
    if (text === undefined) return;
    expect(chartText(chart, input)).toBe(text);
    expect(text).not.toMatch(/<(?:style|script|foreignObject|image|use)\b| (?:on\w+|id|style|class)=/);
    expect(text).not.toMatch(/NaN|undefined|Infinity|\u26a0/);
    expect(text).not.toMatch(/[\u0000-\u001f\u202e\ud800]/);
    // Every colour is one of the page.
    const colours = [...text.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour);
    expect(
      colours.filter((one) => !/^(?:var\(--[\w-]+, #\w{6}\)|none|inherit|transparent)$/.test(one!)),
    ).toEqual([]);
  });
});

test('a chart of nothing is no chart', () => {
  const [, nothing] = chartStories.find(([name]) => name === 'no-ratings')!;
  for (const chart of charts) expect(drawChart(chart, nothing), chart.name).toBeUndefined();
});

describe('in a browser', () => {
  let page: OpenPage;
  beforeAll(async () => {
    page = await openPage();
    // The policy of the page itself: src/server/headers.ts.
    await page.page.setContent(`<!doctype html><html lang="en"><head><title>charts</title>
      <meta http-equiv="content-security-policy" content="default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'">
      </head><body><main></main></body></html>`);
    await page.page.evaluate(await bundle());
  });
  afterAll(closeBrowser);

  test.each(chartStories)('the charts of %s are the same bytes as without one', async (_story, input) => {
    for (const width of WIDTHS) {
      const drawn = await drawThere(page, input, width);
      expect(drawn.map(({ text }) => text)).toEqual(charts.map((chart) => chartText(chart, input, width)));
    }
    expect(page.complaints).toEqual([]);
  });

  test.each(chartStories)(
    'nothing in the charts of %s is cut off or covers a label',
    async (_story, input) => {
      for (const width of WIDTHS) {
        const drawn = await drawThere(page, input, width);
        expect(
          drawn.flatMap(({ name, faults }) => faults.map((fault) => `${width} ${name}: ${fault}`)),
        ).toEqual([]);
      }
    },
  );

  test('their marks lead to what they stand for, once each by keyboard, with names', async () => {
    const [, input] = chartStories[0]!;
    const marked = charts.map((chart) => drawChart(chart, { ...input, link })!);
    for (const svg of marked) {
      const links = [...svg.querySelectorAll('a')];
      expect(links.length).toBeGreaterThan(0);
      for (const one of links) expect(one.getAttribute('aria-label')).toMatch(/\S/);
      const stops = links
        .filter((one) => !one.hasAttribute('tabindex'))
        .map((one) => one.getAttribute('href'));
      expect(new Set(stops).size).toBe(stops.length);
      expect(svg.getAttribute('role')).toBe('group');
    }
    await using plain = await openPage();
    const shown = charts.map((chart) => chartText(chart, { ...input, link })!).join('');
    await plain.page.setContent(
      `<!doctype html><html lang="en"><head><title>charts</title></head><body><main>${shown}</main></body></html>`,
    );
    expect(await violationsOn(plain.page)).toEqual([]);
  });
});

/** The charts as one script that leaves them in `charts`. */
async function bundle(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: resolve(import.meta.dirname, '../fixtures/charts-entry.ts'),
        formats: ['iife'],
        name: 'charts',
      },
    },
  })) as Rolldown.RolldownOutput[];
  return `${built[0]!.output[0].code}\nglobalThis.charts = charts;`;
}

/** Draws all charts in the page, looks at where everything is, and takes them away again. */
async function drawThere({ page }: OpenPage, input: ChartInput, width: number) {
  return await page.evaluate(
    ({ json, width }) => {
      const { charts, svgText } = (globalThis as unknown as { charts: typeof entry }).charts;
      const input = JSON.parse(json) as ChartInput;
      const main = document.querySelector('main')!;
      return charts.map((chart) => {
        const svg = chart.draw(input, { document, width });
        if (svg === undefined) return { name: chart.name, text: undefined, faults: [] };
        main.replaceChildren(svg);
        const faults: string[] = [];
        const whole = svg.getBoundingClientRect();
        const within = (box: DOMRect, slack: number) =>
          box.left >= whole.left - slack &&
          box.right <= whole.right + slack &&
          box.top >= whole.top - slack &&
          box.bottom <= whole.bottom + slack;
        // The box of a text has room above and below its letters.
        const overlap = (a: DOMRect, b: DOMRect) =>
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
        const boxes = (selector: string) =>
          [...svg.querySelectorAll(selector)].map((one) => ({ one, box: one.getBoundingClientRect() }));
        const texts = boxes('text');
        const dots = boxes('circle, path').filter(({ box }) => box.width < 16 && box.width > 4);
        for (const { one, box } of [...texts, ...boxes('circle, path, rect, line')])
          if (!within(box, 1.5)) faults.push(`${one.outerHTML.slice(0, 200)} is cut off`);
        texts.forEach(({ one, box }, i) => {
          for (const other of texts.slice(i + 1))
            if (overlap(box, other.box)) faults.push(`${one.textContent} covers ${other.one.textContent}`);
          for (const dot of dots) if (overlap(box, dot.box)) faults.push(`a dot covers ${one.textContent}`);
        });
        const text = svgText(svg);
        svg.remove();
        return { name: chart.name, text, faults };
      });
    },
    { json: JSON.stringify({ decision: input.decision, evidence: input.evidence }), width },
  );
}
