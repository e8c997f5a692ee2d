/** The store as the verbs see it: no secret and no path of this machine gets in, nor an output of nobody known. */
import { relative, sep } from 'node:path';
import type { Candidate, Target } from '../core/candidate.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { withoutSecrets } from '../core/secrets.ts';
import type { Store } from '../core/store.ts';

/** `unknown`: by id, the candidates of which nothing can be stored, because their id is not known. */
export function guardedStore(
  store: Store,
  { dir, unknown }: { readonly dir: string; readonly unknown: ReadonlyMap<string, Candidate> },
): Store {
  return {
    ...store,
    putCandidates: (candidates, at) =>
      store.putCandidates(
        candidates.filter(({ id }) => !unknown.has(id)).map((one) => storable(one, dir)),
        at,
      ),
    async putOutputs(outputs) {
      const { name, problem } = outputs.map(({ candidate }) => unknown.get(candidate)).find(Boolean) ?? {};
      if (problem !== undefined)
        throw new FieldtestError(
          'config',
          `${name} can take no outputs yet: ${problem.message}`,
          problem.hint,
        );
      return await store.putOutputs(outputs);
    },
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
