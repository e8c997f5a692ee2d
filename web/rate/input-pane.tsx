/** What was asked: the input, and folded below it the reference and the guideline. */
import { type Ref, useEffect, useRef } from 'react';
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
      <div className="head">
        <h2>Input</h2>
        <span className="small muted folds">
          {reference === null ? null : (
            <Jump name="reference" command="reference" go={() => toggle('reference')} />
          )}
          {guide === null ? null : <Jump name="guideline" command="guide" go={() => toggle('guide')} />}
        </span>
      </div>
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

/** Says at the top what stands below a long input, and brings it there. */
function Jump({
  name,
  command,
  go,
}: {
  readonly name: string;
  readonly command: KeyCommand;
  readonly go: () => void;
}) {
  return (
    <button type="button" className="plain" onClick={go}>
      <Hint of={command} /> {name}
    </button>
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
  const fold = useRef<HTMLDivElement>(null);
  const was = useRef(open);
  useEffect(() => {
    // Below a long input it would open out of sight.
    if (open && !was.current) fold.current?.scrollIntoView({ block: 'nearest' });
    was.current = open;
  }, [open]);
  return (
    <div className="fold" ref={fold} data-fold={command}>
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
