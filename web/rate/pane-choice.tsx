/** On a narrow screen: the two panes by name, of which one is there. */
import { Hint } from '../settings/settings-context.tsx';
import type { PacketParts } from './packet-parts.ts';
import { Refusal, SaveLine } from './save-line.tsx';
import type { Pane, Panes } from './use-pane.ts';
import type { Rating } from './use-rating.ts';

const NAMES: readonly (readonly [Pane, string])[] = [
  ['input', 'Input'],
  ['output', 'Output'],
];

export function PaneChoice({ only, show }: Panes) {
  if (only === undefined) return null;
  return (
    <fieldset className="pane-choice" aria-label="What is on the screen">
      {NAMES.map(([pane, name]) => (
        <button key={pane} type="button" aria-pressed={pane === only} onClick={() => show(pane)}>
          {name}
        </button>
      ))}
    </fieldset>
  );
}

/** In place of the questions while their output is not on the screen. */
export function ToOutput({
  show,
  rating: { saved, refusal },
  packet,
}: Pick<Panes, 'show'> & { readonly rating: Rating; readonly packet: PacketParts | undefined }) {
  return (
    <footer className="answers">
      {packet?.note('request', saved)}
      <button type="button" className="primary wide" onClick={() => show('output')}>
        Show the output <Hint of="pane" />
      </button>
      <div className="side small muted">
        <SaveLine saved={saved} packet={packet} />
        <Refusal refusal={refusal} />
      </div>
    </footer>
  );
}
