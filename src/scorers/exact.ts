/** `exact:` the output is the reference or a given text, but for white space around it. */
import type { Scorer } from '../core/plugins.ts';
import { fail, PASS, plainCheck } from './bounded.ts';
import { differs, wantedText } from './wanted-text.ts';

export const exactScorer: Scorer = {
  kind: 'exact',
  description: 'The output is the reference, or a given text.',
  nameOf: ({ spec }) => (spec.exact === true ? 'exact match' : `is: ${spec.exact}`),
  needsTrust: () => [],
  async open({ spec }) {
    return plainCheck((subject) => {
      const wanted = wantedText(spec.exact!, subject)?.trim();
      if (wanted === undefined) return { kind: 'no-reference' };
      const given = subject.text.trim();
      return given === wanted ? PASS : fail(differs(given, wanted));
    });
  },
};
