/** One text - an output, an input, a reference - in the mode that is chosen. */
import { type ComponentType, Suspense } from 'react';
import { asText } from './as-text.ts';
import { Guard } from './guard.tsx';
import { lazily } from './lazily.tsx';
import type { TextMode } from './modes.ts';
import { RawView } from './raw-view.tsx';
import type { ViewProps } from './view-props.ts';

const load = {
  markdown: () => import('./markdown-view.tsx').then(({ MarkdownView }) => MarkdownView),
  json: () => import('./json-view.tsx').then(({ JsonView }) => JsonView),
  table: () => import('./table-view.tsx').then(({ TableView }) => TableView),
  diff: () => import('./diff-view.tsx').then(({ DiffView }) => DiffView),
} as const;

const views: { readonly [mode in Exclude<TextMode, 'raw'>]: ComponentType<ViewProps> } = {
  markdown: lazily<ViewProps>(load.markdown),
  json: lazily<ViewProps>(load.json),
  table: lazily<ViewProps>(load.table),
  diff: lazily<ViewProps>(load.diff),
};

// Fetched when the page has nothing better to do, so that a change of mode finds its view there.
if (typeof window !== 'undefined') {
  const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 500));
  idle(() => {
    for (const view of Object.values(load)) view().catch(() => undefined);
  });
}

export function TextView({ text, mode, reference, find }: ViewProps & { readonly mode: TextMode }) {
  const raw = <RawView text={text} find={find} />;
  const View = mode === 'raw' || (mode === 'diff' && reference === undefined) ? undefined : views[mode];
  return (
    <div className="text-view" data-mode={mode}>
      <Guard of={text} instead={<AsWritten value={text} />}>
        {View === undefined ? (
          raw
        ) : (
          <Guard
            key={mode}
            of={text}
            instead={
              <>
                <p className="notice">this view cannot be shown now; the text is as it was written</p>
                {raw}
              </>
            }
          >
            <Suspense fallback={raw}>
              <View text={text} reference={reference} find={find} />
            </Suspense>
          </Guard>
        )}
      </Guard>
    </div>
  );
}

/** The text and nothing else, which always works; what is no text, as its JSON. */
export function AsWritten({ value }: { readonly value: unknown }) {
  return (
    <pre className="as-written" dir="auto">
      {asText(value)}
    </pre>
  );
}

/** Says that nothing comes after: what is judged has been there in full. `length` in UTF-16 units. */
export function EndMark({ length, noun }: { readonly length: number; readonly noun: string }) {
  const characters = `${length.toLocaleString('en-US')} ${length === 1 ? 'character' : 'characters'}`;
  return (
    <div className="end">
      end of {noun}, {characters}
    </div>
  );
}
