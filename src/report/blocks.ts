/** A report as headings, paragraphs, tables and lists, before it is Markdown or HTML. */

/** A piece of a line, and the place that it leads to, or that it is. */
export type Link = { readonly text: string } & ({ readonly to: Anchor } | { readonly at: Anchor });

/** A cell: what it says, and where the rows behind it stand. */
export interface Cell {
  readonly text: string;
  /** A range or the like, smaller. */
  readonly beside?: string;
  readonly to?: Anchor;
}

/** A place in the report. */
export type Anchor = string & { readonly anchor: true };

export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly at?: Anchor }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly muted?: boolean;
      readonly behind?: { readonly to: Anchor; readonly called: string };
    }
  | {
      readonly kind: 'table';
      readonly heads: readonly (string | { readonly text: string; readonly at: Anchor })[];
      /** The first cell of a row is its head. */
      readonly rows: readonly {
        readonly cells: readonly Cell[];
        readonly out?: boolean;
        readonly at?: Anchor;
      }[];
    }
  | { readonly kind: 'list'; readonly items: readonly (string | readonly (string | Link)[])[] };

export function heading(text: string, at?: Anchor): Block {
  return { kind: 'heading', text, ...(at === undefined ? {} : { at }) };
}

/** A paragraph; behind it a link to where its figures come from. */
export function text(content: string, to?: Anchor, called = 'the rows behind this'): Block {
  return { kind: 'text', text: content, ...(to === undefined ? {} : { behind: { to, called } }) };
}

export function muted(content: string): Block {
  return { kind: 'text', text: content, muted: true };
}

/** All rows, and those of synthetic examples. */
export const ROWS = 'rows' as Anchor;
export const APART = 'synthetic' as Anchor;

/** The rows of a candidate, of a pair, or of an example, by their number in the decision. */
export function anchor(kind: 'candidate' | 'pair' | 'example' | 'slice' | 'decision', index: number): Anchor {
  return `${kind}-${index + 1}` as Anchor;
}
