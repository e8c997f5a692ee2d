/** What stands where something is still asked for, or did not come. */
import type { Loaded } from './use-loaded.ts';

export function Waiting({ loaded }: { readonly loaded: Exclude<Loaded<unknown>, { state: 'here' }> }) {
  return loaded.state === 'waiting' ? <p className="muted">Loading …</p> : <p role="alert">{loaded.why}</p>;
}
