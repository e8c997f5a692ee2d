/** One text - an output, an input, a reference - in the mode that is chosen. */
import { type ComponentType, lazy, Suspense } from 'react';
import type { TextMode } from './modes.ts';
import { RawView } from './raw-view.tsx';
import type { ViewProps } from './view-props.ts';

const load = {
  markdown: () => import('./markdown-view.tsx').then(({ MarkdownView }) => ({ default: MarkdownView })),
  json: () => import('./json-view.tsx').then(({ JsonView }) => ({ default: JsonView })),
  table: () => import('./table-view.tsx').then(({ TableView }) => ({ default: TableView })),
  diff: () => import('./diff-view.tsx').then(({ DiffView }) => ({ default: DiffView })),
} as const;

const views: { readonly [mode in Exclude<TextMode, 'raw'>]: ComponentType<ViewProps> } = {
  markdown: lazy(load.markdown),
  json: lazy(load.json),
  table: lazy(load.table),
  diff: lazy(load.diff),
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
      {View === undefined ? (
        raw
      ) : (
        <Suspense fallback={raw}>
          <View text={text} reference={reference} find={find} />
        </Suspense>
      )}
    </div>
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
