/** The output against the reference: what it leaves out is struck through, what it adds is underlined. */
import { useDeferredValue, useMemo } from 'react';
import { MarkedText } from './marked-text.tsx';
import { paragraphsOf } from './paragraphs.ts';
import { RawView } from './raw-view.tsx';
import type { ViewProps } from './view-props.ts';
import { type Change, wordDiff } from './word-diff.ts';

/** Longer pairs are compared in the pause after the first paint. */
const AT_ONCE = 10_000;

export function DiffView({ text, reference = '', find }: ViewProps) {
  const at = text.length + reference.length <= AT_ONCE ? text : '';
  const ready = useDeferredValue(text, at) === text;
  const paragraphs = useMemo(
    () => (ready ? inParagraphs(wordDiff(reference, text)) : undefined),
    [ready, reference, text],
  );
  if (paragraphs === undefined) return <RawView text={text} find={find} />;
  return (
    <div className="diff">
      <p className="notice">
        <del>only in the reference</del> <ins>only in this output</ins>
      </p>
      {paragraphs.map((changes, p) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a comparison never move.
        <p key={p} dir="auto">
          {changes.map(({ kind, text: part }, i) => {
            const Tag = kind === 'taken' ? 'del' : kind === 'put' ? 'ins' : 'span';
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <Tag key={i}>
                <MarkedText text={part} find={find} />
              </Tag>
            );
          })}
        </p>
      ))}
    </div>
  );
}

/** Cut at blank lines, so that each paragraph has its own direction. */
function inParagraphs(changes: readonly Change[]): readonly (readonly Change[])[] {
  const all: Change[][] = [[]];
  for (const { kind, text } of changes) {
    const parts = paragraphsOf(text);
    parts.forEach((part, i) => {
      all.at(-1)!.push({ kind, text: part.text });
      if (i < parts.length - 1 || /\n\r?\n$/.test(part.text)) all.push([]);
    });
  }
  return all.filter((paragraph) => paragraph.length > 0);
}
