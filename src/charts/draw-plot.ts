/// <reference lib="dom" />
/** What all charts share: a plot of given marks, named for who cannot see it, and free of style sheets. */
import { type Markish, plot } from '@observablehq/plot';
import type { Canvas } from './chart.ts';
import { colours } from './colours.ts';
import { NOTE_SIZE } from './notes.ts';

export interface PlotFrame {
  readonly title: string;
  readonly description: string;
  readonly height: number;
  readonly marks: readonly Markish[];
  /** Too many marks to step through by keyboard: what they lead to must be listed elsewhere. */
  readonly crowd?: boolean;
}

/** Draws nothing but the given marks, whose x and y are pixels from the left and the top. */
export function drawPlot(canvas: Canvas, frame: PlotFrame): SVGSVGElement {
  const svg = plot({
    document: canvas.document,
    width: canvas.width,
    height: frame.height,
    margin: 0,
    axis: null,
    x: { type: 'identity' },
    y: { type: 'identity' },
    marks: [...frame.marks],
  }) as SVGSVGElement;
  // The policy of the page allows no style sheet but its own.
  for (const style of [...svg.querySelectorAll('style')]) style.remove();
  svg.removeAttribute('class');
  svg.setAttribute('fill', colours.ink);
  svg.setAttribute('font-family', 'var(--sans, system-ui, sans-serif)');
  svg.setAttribute('font-size', String(NOTE_SIZE));
  // A page that runs from right to left mirrors its text, not its axes.
  svg.setAttribute('direction', 'ltr');
  // Groups are named after kinds of marks, and moved by half a pixel on some screens.
  for (const group of [...svg.querySelectorAll('g')])
    for (const name of ['aria-label', 'aria-hidden', 'transform']) group.removeAttribute(name);
  tidyLinks(svg, frame.crowd === true);
  roundCoordinates(svg);
  describe(svg, frame);
  return svg;
}

/** Each target is one stop of the keyboard, with the words of its mark as its name. */
function tidyLinks(svg: SVGSVGElement, crowd: boolean): void {
  const seen = new Set<string>();
  for (const link of [...svg.querySelectorAll('a')]) {
    const href = link.getAttribute('href') ?? link.getAttributeNS(XLINK, 'href') ?? '';
    link.removeAttributeNS(XLINK, 'href');
    link.setAttribute('href', href);
    const words = link.querySelector('title')?.textContent;
    if (words) link.setAttribute('aria-label', words);
    if (crowd || seen.has(href)) link.setAttribute('tabindex', '-1');
    seen.add(href);
  }
}

const XLINK = 'http://www.w3.org/1999/xlink';
const COORDINATES = ['d', 'transform', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'cx', 'cy', 'r'];

/** A hundredth of a pixel is enough, and the same on every machine. */
function roundCoordinates(svg: SVGSVGElement): void {
  for (const element of [...svg.querySelectorAll('*')])
    for (const name of COORDINATES) {
      const value = element.getAttribute(name);
      if (value !== null && /\.\d{3}|e-/.test(value))
        element.setAttribute(
          name,
          value.replace(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g, (number) =>
            String(Number(Number(number).toFixed(2)) + 0),
          ),
        );
    }
}

/** An image with a name; with links in it a group, since nobody could reach what is inside of an image. */
function describe(svg: SVGSVGElement, { title, description }: PlotFrame): void {
  svg.setAttribute('role', svg.querySelector('a') === null ? 'img' : 'group');
  svg.setAttribute('aria-label', title);
  const words = svg.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'desc');
  words.textContent = description;
  svg.insertBefore(words, svg.firstChild);
}
