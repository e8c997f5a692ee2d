/** The rows of Phoenix's `get_spans_dataframe()`, as pandas writes them: a column for each attribute of the spans. */
import type { Json } from '../../core/json.ts';
import { parseExactJson } from '../../core/json-text.ts';
import { pythonLiteral } from '../python-literal.ts';

type Row = { readonly [column: string]: Json };

const CONTEXT = 'context.';
const ATTRIBUTE = 'attributes.';

/** Whether these are the columns of a frame of spans. */
export function isSpanFrame(columns: readonly string[]): boolean {
  return (
    columns.includes('context.trace_id') &&
    columns.includes('span_kind') &&
    columns.some((column) => column.startsWith(ATTRIBUTE))
  );
}

/**
 * A row as the span that Phoenix's API gives: `context` and `attributes` are objects, the attributes under their dotted names.
 * Of a table all cells are texts.
 */
export function spanOfFrame(row: Row, { cells }: { readonly cells: boolean }): Row {
  const below = (prefix: string): Row =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([column, value]) => column.startsWith(prefix) && value !== '')
        .map(([column, value]) => {
          const name = column.slice(prefix.length);
          return [name, cells ? attributeOf(name, String(value)) : value];
        }),
    );
  return { ...row, context: below(CONTEXT), attributes: below(ATTRIBUTE) };
}

/** Texts stay as they are, `input.value` also where it is JSON; pandas writes counts as 21.0 where other rows have none. */
function attributeOf(name: string, cell: string): Json {
  if (/^llm\.(?:token_count|cost)\./.test(name)) return Number(cell);
  if (!/^[[{(]/.test(cell) || name.endsWith('.value')) return cell;
  const parsed = parseExactJson(cell);
  return parsed.kind === 'value' ? parsed.value : (pythonLiteral(cell) ?? cell);
}
