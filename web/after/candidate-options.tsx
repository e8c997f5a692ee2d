/** The candidates to choose from, as they may be shown. */
import { visibleLine } from '../../src/core/visible.ts';

export function CandidateOptions({ names }: { readonly names: readonly string[] }) {
  return names.map((name) => (
    <option key={name} value={name}>
      {visibleLine(name)}
    </option>
  ));
}
