/** Candidates whose files cannot be read: known by what they ran as before, where that is clear. */
import type { Candidate } from '../core/candidate.ts';
import type { Store } from '../core/store.ts';
import type { ResolvedCandidate } from './resolve-candidates.ts';

/**
 * The same candidates; one without its files has the id under which its name ran before, so that what is stored of it
 * still counts. Where its name ran under several ids, or never, its id stays one that nothing is stored under.
 */
export async function withStoredIds(
  resolved: readonly ResolvedCandidate[],
  store: Store,
): Promise<{ readonly candidates: readonly Candidate[]; readonly unknown: ReadonlyMap<string, Candidate> }> {
  const unknown = new Map<string, Candidate>();
  if (resolved.every(({ idIsKnown }) => idIsKnown))
    return { candidates: resolved.map(({ candidate }) => candidate), unknown };
  const taken = new Set(resolved.map(({ candidate }) => candidate.id));
  const stored = [...(await store.candidateNames())].filter(([id]) => !taken.has(id));
  const candidates = resolved.map(({ candidate, idIsKnown }) => {
    if (idIsKnown) return candidate;
    const ids = stored.flatMap(([id, name]) => (name === candidate.name ? [id] : []));
    if (ids.length === 1) return { ...candidate, id: ids[0]! };
    unknown.set(candidate.id, candidate);
    return candidate;
  });
  return { candidates, unknown };
}
