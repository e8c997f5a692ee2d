/** A table of candidates or pairs and their figures; on a phone each row is a list of its own. */
import type { ReactNode } from 'react';

export interface FigureRow {
  /** The candidate or the pair, once in a table. */
  readonly name: string;
  /** The name, and what is said beside it. */
  readonly head: ReactNode;
  /** Shown as not in question. */
  readonly out: boolean;
  /** A figure, or one with its range. */
  readonly cells: readonly (string | readonly [figure: string, range: string])[];
}

export function FiguresTable({
  heads,
  rows,
  kind,
  caption,
}: {
  /** Of the names' column first. */
  readonly heads: readonly string[];
  readonly rows: readonly FigureRow[];
  /** A class of its own beside `candidates`. */
  readonly kind: 'figures' | 'comparisons' | 'checks' | 'ranks';
  readonly caption?: ReactNode;
}) {
  return (
    <table className={`candidates ${kind}`}>
      {caption === undefined ? null : <caption>{caption}</caption>}
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
        {rows.map(({ name, head, out, cells }) => (
          <tr key={name} className={out ? 'out' : undefined}>
            <th scope="row">{head}</th>
            {cells.map((cell, i) => {
              const [figure, range] = typeof cell === 'string' ? [cell, ''] : cell;
              return (
                <td key={heads[i + 1]} data-head={heads[i + 1]}>
                  <span>{figure}</span> {range === '' ? null : <span className="muted small">{range}</span>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
