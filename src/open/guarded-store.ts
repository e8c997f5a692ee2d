/** The store as the verbs see it: what is written about candidates holds no secret and no path of this machine. */
import { relative, sep } from 'node:path';
import type { Candidate, Target } from '../core/candidate.ts';
import type { Json } from '../core/json.ts';
import { withoutSecrets } from '../core/secrets.ts';
import type { Store } from '../core/store.ts';

export function guardedStore(store: Store, dir: string): Store {
  return {
    ...store,
    putCandidates: (candidates, at) =>
      store.putCandidates(
        candidates.map((one) => storable(one, dir)),
        at,
      ),
  };
}

function storable(candidate: Candidate, dir: string): Candidate {
  let spec = { ...candidate.target } as { [key: string]: Json };
  if (typeof spec.path === 'string') {
    const { path, ...rest } = spec;
    spec = { ...rest, file: relative(dir, path as string).replaceAll(sep, '/') };
  }
  return { ...candidate, target: withoutSecrets(spec) as unknown as Target };
}
