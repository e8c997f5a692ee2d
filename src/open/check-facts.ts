/** What the checks of a config need the user's yes for. Asked for apart, so that no candidate waits for it. */
import { findScorer } from '../scorers/list.ts';
import type { ResolvedCheck } from './resolve-checks.ts';
import { outsideFiles, sha256, type TrustFact } from './trust.ts';

/** The code and the outside files of checks. */
export function checkFacts(dir: string, checks: readonly ResolvedCheck[]): readonly TrustFact[] {
  return checks.flatMap(({ check, files }) => {
    const own = [...findScorer(check.kind).needsTrust(check), ...outsideFiles(dir, files)];
    return own.map((fact) => ({ fact: `check ${check.name}: ${fact}`, hash: sha256(`${check.id} ${fact}`) }));
  });
}
