/** One text to judge in the way it is shown; memoised, so that what was prepared unseen is not made again when it is seen. */
import { memo } from 'react';
import type { TextMode } from '../render/modes.ts';
import { EndMark, TextView } from '../render/text-view.tsx';

export interface ShownOutput {
  /** The opaque id of the review item. */
  readonly item: string;
  readonly text: string;
  readonly mode: TextMode;
  /** The reference as text, for the difference to it. */
  readonly reference: string | undefined;
  /** Words to mark; empty for none. */
  readonly find: string;
}

export const OneOutput = memo(function OneOutput({ item, text, mode, reference, find }: ShownOutput) {
  return (
    <article data-item={item}>
      <TextView
        text={text}
        mode={mode}
        {...(reference === undefined ? {} : { reference })}
        {...(find === '' ? {} : { find })}
      />
      <EndMark length={text.length} noun="output" />
    </article>
  );
});
