/** `mustNotInclude:` texts of which none may stand in the output. */
import type { Scorer } from '../core/plugins.ts';
import { fail, PASS, plainCheck } from './bounded.ts';
import { lineAt } from './json-place.ts';
import { includes, listOf } from './must-include.ts';
import { quoted } from './wanted-text.ts';

export const mustNotIncludeScorer: Scorer = {
  kind: 'mustNotInclude',
  description: 'The output holds none of these texts.',
  nameOf: ({ spec }) => `does not include: ${listOf(spec.mustNotInclude!).join(', ')}`,
  needsTrust: () => [],
  async open({ spec }) {
    const texts = listOf(spec.mustNotInclude!);
    return plainCheck(({ text }) => {
      const found = texts.find((one) => includes(text, one, spec));
      if (found === undefined) return PASS;
      const at =
        spec.ignoreCase === true ? text.toLowerCase().indexOf(found.toLowerCase()) : text.indexOf(found);
      return fail(`line ${lineAt(text, at)}: ${quoted(found)} stands there`);
    });
  },
};
