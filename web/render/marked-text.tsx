/** Text with its unseen characters and the matches of a search marked; what is in the DOM is the text itself. */
import { Fragment, type ReactNode } from 'react';
import { matchesOf } from './matches.ts';
import { stretches } from './unseen.ts';

export function MarkedText({ text, find }: { readonly text: string; readonly find?: string | undefined }) {
  const found = matchesOf(text, find);
  if (found.length === 0) return <>{seen(text)}</>;
  const parts: ReactNode[] = [];
  let end = 0;
  for (const [from, to] of found) {
    parts.push(<Fragment key={end}>{seen(text.slice(end, from))}</Fragment>);
    parts.push(<mark key={`m${from}`}>{seen(text.slice(from, to))}</mark>);
    end = to;
  }
  parts.push(<Fragment key={end}>{seen(text.slice(end))}</Fragment>);
  return <>{parts}</>;
}

function seen(text: string): ReactNode {
  const all = stretches(text);
  if (all.length === 0) return null;
  if (all.length === 1 && all[0]!.kind === 'plain') return text;
  return all.map(({ kind, text: part, mark, title }, i) =>
    kind === 'plain' ? (
      part
    ) : (
      // The character stays inside, so that copied text is exact; the style sheet hides it and shows the mark.
      // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of a text never move.
      <span key={i} className={kind} data-mark={mark} title={title}>
        {part}
      </span>
    ),
  );
}
