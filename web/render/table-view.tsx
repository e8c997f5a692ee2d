/** A text of separated values as a table; a ragged one stays text. */
import { useMemo, useState } from 'react';
import { delimitedRows } from './delimited.ts';
import { MarkedText } from './marked-text.tsx';
import { RawView } from './raw-view.tsx';
import type { ViewProps } from './view-props.ts';

const FIRST = 200;

export function TableView({ text, find }: ViewProps) {
  const rows = useMemo(() => delimitedRows(text), [text]);
  const [shown, setShown] = useState(FIRST);
  if (rows === undefined) {
    return (
      <>
        <p className="notice">not a table: its lines do not have the same number of fields</p>
        <RawView text={text} find={find} />
      </>
    );
  }
  const [header, ...body] = rows;
  const left = body.length - shown;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse. */}
      <section className="scroll" aria-label="Table" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {header!.map((field, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move, and may share a name.
                <th key={i} scope="col" dir="auto">
                  <MarkedText text={field} find={find} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {body.slice(0, shown).map((row, r) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows never move.
              <tr key={r}>
                {row.map((field, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns never move.
                  <td key={i} dir="auto" className={isNumber(field) ? 'number' : undefined}>
                    <MarkedText text={field} find={find} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {left > 0 ? (
        <button type="button" className="more" onClick={() => setShown(shown + 5 * FIRST)}>
          {left.toLocaleString('en-US')} more rows
        </button>
      ) : null}
    </>
  );
}

function isNumber(field: string): boolean {
  return /^\s*[-+]?\d[\d,.]*%?\s*$/.test(field);
}
