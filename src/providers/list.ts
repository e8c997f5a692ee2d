/** The list of ways to reach a candidate. Adding one is one file and one line here. */
import type { Candidate } from '../core/candidate.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Provider } from '../core/plugins.ts';
import { commandProvider } from './command.ts';
import { httpProvider } from './http.ts';
import { modelProvider } from './model.ts';
import { recordedProvider } from './recorded.ts';
import { runProvider } from './run.ts';

export const providers: readonly Provider[] = [
  modelProvider,
  runProvider,
  commandProvider,
  httpProvider,
  recordedProvider,
];

/** The provider of a kind of candidate. */
export function findProvider(kind: Candidate['target']['kind']): Provider {
  const found = providers.find((provider) => provider.kind === kind);
  if (found === undefined) {
    const known = providers.map((provider) => provider.kind).join(', ');
    throw new FieldtestError('config', `no provider reaches candidates of kind ${kind}`, `Known: ${known}.`);
  }
  return found;
}
