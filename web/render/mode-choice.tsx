/** In which way a text is shown: one button for each that makes sense. */
import type { TextMode } from './modes.ts';

const NAMES: { readonly [M in TextMode]: string } = {
  raw: 'raw',
  markdown: 'formatted',
  json: 'JSON',
  table: 'table',
  diff: 'difference',
};

export function ModeChoice({
  modes,
  mode,
  setMode,
}: {
  readonly modes: readonly TextMode[];
  readonly mode: TextMode;
  readonly setMode: (mode: TextMode) => void;
}) {
  if (modes.length < 2) return null;
  return (
    <fieldset className="modes small">
      <legend className="said">How the output is shown</legend>
      {modes.map((one) => (
        <button
          key={one}
          type="button"
          className="plain"
          aria-pressed={one === mode}
          onClick={() => setMode(one)}
        >
          {NAMES[one]}
        </button>
      ))}
    </fieldset>
  );
}
