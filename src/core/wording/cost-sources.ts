/** Whose prices the costs of a decision are, in a clause. */
import type { Decision } from '../decision.ts';
import { visibleLine } from '../visible.ts';

/** `catalogue of 2026-09-30 (gpt-5-mini, sonnet), your config's (local)`; without names when it is one for all; '' when nobody says. */
export function costSources({ candidates }: Pick<Decision, 'candidates'>): string {
  const names = new Map<string, string[]>();
  for (const { name, costFrom = [] } of candidates) {
    for (const { from } of costFrom) {
      const whose = from === 'config' ? "your config's" : from;
      names.set(whose, [...(names.get(whose) ?? []), visibleLine(name)]);
    }
  }
  if (names.size === 1) return visibleLine([...names.keys()][0]!);
  return [...names].map(([from, of]) => `${visibleLine(from)} (${of.join(', ')})`).join(', ');
}
