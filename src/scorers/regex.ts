/** `regex:` a regular expression that must match somewhere in the output. */
import type { Scorer } from '../core/plugins.ts';
import { boundedCheck, fail, PASS } from './bounded.ts';

export const regexScorer: Scorer = {
  kind: 'regex',
  description: 'A regular expression matches somewhere in the output.',
  nameOf: ({ spec }) => `matches /${spec.regex}/${spec.flags ?? ''}`,
  needsTrust: () => [],
  async open({ spec }) {
    const pattern = new RegExp(spec.regex!, spec.flags);
    return boundedCheck(({ text }) => (pattern.test(text) ? PASS : fail(`nothing matches /${spec.regex}/`)));
  },
};
