/** Model providers that nobody knows are a mistake of the config, told before anything is run. */
import { FieldtestError } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { findModelPackage, MODEL_PACKAGES } from '../providers/model-packages.ts';
import type { ReadConfig } from './read-config.ts';
import type { ResolvedCandidate } from './resolve-candidates.ts';

export function requireKnownProviders(read: ReadConfig, resolved: readonly ResolvedCandidate[]): void {
  for (const [i, { candidate }] of resolved.entries()) {
    const { target } = candidate;
    if (target.kind !== 'model' || findModelPackage(target.provider) !== undefined) continue;
    const known = MODEL_PACKAGES.map(({ provider }) => provider);
    throw new FieldtestError(
      'config',
      `${read.where(['candidates', i, 'model'])}: no model provider is called "${target.provider}"` +
        didYouMean(target.provider, known),
      `Known: ${known.join(', ')}. A server that speaks OpenAI's API is openai-compatible, with a baseUrl.`,
    );
  }
}
