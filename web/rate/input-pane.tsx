/** What was asked: the input, and folded below it the reference and the guideline. */
import type { Ref } from 'react';
import type { BlindBlock } from '../../src/core/review/wire.ts';
import { asText } from '../render/as-text.ts';
import { InputView } from '../render/input-view.tsx';
import { TextView } from '../render/text-view.tsx';
import { Hint } from '../settings/settings-context.tsx';
import type { KeyCommand } from './keys.ts';

export function InputPane({
  ref,
  block,
  guide,
  open,
  toggle,
  find,
  hidden,
}: {
  readonly ref: Ref<HTMLElement>;
  readonly block: BlindBlock | undefined;
  readonly guide: string | null;
  readonly open: { readonly reference: boolean; readonly guide: boolean };
  readonly toggle: (part: 'reference' | 'guide') => void;
  readonly find: string;
  /** On a narrow screen, while the output is there. */
  readonly hidden: boolean;
}) {
  const reference = block?.reference ?? null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="input" ref={ref} hidden={hidden} aria-label="Input" tabIndex={0}>
      <h2>Input</h2>
      {block === undefined ? (
        <p className="muted">Loading …</p>
      ) : (
        <InputView input={block.input} {...(find === '' ? {} : { find })} />
      )}
      {reference === null ? null : (
        <Fold name="Reference" command="reference" open={open.reference} toggle={() => toggle('reference')}>
          <TextView text={asText(reference)} mode={typeof reference === 'string' ? 'raw' : 'json'} />
        </Fold>
      )}
      {guide === null ? null : (
        <Fold name="Guideline" command="guide" open={open.guide} toggle={() => toggle('guide')}>
          <TextView text={guide} mode="markdown" />
        </Fold>
      )}
    </section>
  );
}

function Fold({
  name,
  command,
  open,
  toggle,
  children,
}: {
  readonly name: string;
  readonly command: KeyCommand;
  readonly open: boolean;
  readonly toggle: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <div className="fold">
      <button type="button" className="plain" aria-expanded={open} onClick={toggle}>
        <span className="turn" aria-hidden="true">
          {open ? '▾' : '▸'}
        </span>{' '}
        {name} <Hint of={command} />
      </button>
      {open ? <div className="folded small">{children}</div> : null}
    </div>
  );
}
