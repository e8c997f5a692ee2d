/// <reference lib="dom" />
/** Chart: a decision and the rows behind it as one picture, in the page and in a report alike. */
import type { Decision } from '../core/decision.ts';
import type { Evidence } from '../core/evidence.ts';

/** What a mark stands for, and so where it leads. */
export type ChartTarget =
  | { readonly candidate: string }
  | { readonly example: string; readonly candidate?: string }
  | { readonly slice: string }
  | { readonly a: string; readonly b: string };

export interface ChartInput {
  readonly decision: Decision;
  readonly evidence: Evidence;
  /** The address of what a mark stands for; undefined where there is none. */
  readonly link?: (target: ChartTarget) => string | undefined;
}

export interface Canvas {
  /** Of the page, or of a light DOM that has none. */
  readonly document: Document;
  /** CSS pixels, from 320 to 900; the height follows. */
  readonly width: number;
}

/** `Input`: what it is drawn from, a decision unless it says otherwise. */
export interface Chart<Input = ChartInput> {
  readonly name: string;
  readonly title: string;
  /** One or two sentences with the numbers: the text alternative. */
  describe(input: Input): string;
  /**
   * The picture, with no style sheet, script or id of its own; its colours are the custom properties of the page.
   * Undefined where there is nothing to show.
   */
  draw(input: Input, canvas: Canvas): SVGSVGElement | undefined;
}
