/** `normalised:` the output is the reference or a given text, small differences of writing aside. */
import type { Scorer } from '../core/plugins.ts';
import { fail, PASS, plainCheck } from './bounded.ts';
import { normalText } from './normal-text.ts';
import { differs, wantedText } from './wanted-text.ts';

export const normalisedScorer: Scorer = {
  kind: 'normalised',
  description:
    'The output is the reference or a given text, but for case, white space and punctuation around it.',
  nameOf: ({ spec }) => (spec.normalised === true ? 'normalised match' : `is about: ${spec.normalised}`),
  needsTrust: () => [],
  async open({ spec }) {
    return plainCheck((subject) => {
      const wanted = wantedText(spec.normalised!, subject);
      if (wanted === undefined) return { kind: 'no-reference' };
      const given = normalText(subject.text);
      return given === normalText(wanted) ? PASS : fail(differs(given, normalText(wanted)));
    });
  },
};
