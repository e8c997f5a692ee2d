/** A list of outputs, each with whose it is and what was said of it. */
import type { ReactNode } from 'react';
import type { RevealedRow } from '../../src/core/review/after.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { addressOf } from './place.ts';

export const STATUS_NAMES = {
  ok: undefined,
  error: 'failed',
  refused: 'refused to answer',
  truncated: 'cut at the length limit',
  empty: 'empty answer',
} as const;

export function Rows({
  rows,
  under,
}: {
  readonly rows: readonly RevealedRow[];
  /** What more stands below a row. */
  readonly under?: (row: RevealedRow) => ReactNode;
}) {
  return (
    <ul className="rows">
      {rows.map((row) => (
        <li key={row.id}>
          <a href={addressOf({ section: 'outputs', id: row.id })}>
            <strong>{visibleLine(row.candidate)}</strong> on {visibleLine(row.example)}
            {row.trial > 1 ? `, trial ${row.trial}` : ''}
          </a>
          <p className="start" dir="auto">
            {visibleLine(row.start)}
          </p>
          <Said row={row} />
          {under?.(row)}
        </li>
      ))}
    </ul>
  );
}

/** What the raters said of an output. */
export function Said({ row }: { readonly row: RevealedRow }) {
  const status = STATUS_NAMES[row.status];
  return (
    <div className="said-of small">
      {status === undefined ? null : <p>{status}</p>}
      {row.judgements.length === 0 ? <p className="muted">not rated</p> : null}
      {row.judgements.map(({ rater, rating, acceptable, note, tags }) => (
        <p key={rater}>
          <span className="muted">{visibleLine(rater)}:</span>{' '}
          {[
            rating === undefined ? [] : `rated ${rating}`,
            acceptable === undefined ? [] : acceptable ? 'would show' : 'would not show',
          ]
            .flat()
            .join(', ')}
          {note === undefined ? null : <q dir="auto">{visibleLine(note)}</q>}
          {tags.map((tag) => (
            <span key={tag} className="badge">
              {visibleLine(tag)}
            </span>
          ))}
        </p>
      ))}
    </div>
  );
}
