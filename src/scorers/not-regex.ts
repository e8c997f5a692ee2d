/** `notRegex:` a regular expression that must match nowhere in the output. */
import type { Scorer } from '../core/plugins.ts';
import { boundedCheck, fail, PASS } from './bounded.ts';
import { lineAt } from './json-place.ts';
import { quoted } from './wanted-text.ts';

export const notRegexScorer: Scorer = {
  kind: 'notRegex',
  description: 'A regular expression matches nowhere in the output.',
  nameOf: ({ spec }) => `does not match /${spec.notRegex}/${spec.flags ?? ''}`,
  needsTrust: () => [],
  async open({ spec }) {
    const pattern = new RegExp(spec.notRegex!, spec.flags);
    return boundedCheck(({ text }) => {
      const found = pattern.exec(text);
      return found === null ? PASS : fail(`line ${lineAt(text, found.index)}: ${quoted(found[0])} matches`);
    });
  },
};
