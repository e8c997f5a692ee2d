/** `mustInclude:` texts that must all stand in the output. */
import type { CheckEntry } from '../core/check-schema.ts';
import type { Scorer } from '../core/plugins.ts';
import { fail, PASS, plainCheck } from './bounded.ts';
import { quoted } from './wanted-text.ts';

export const mustIncludeScorer: Scorer = {
  kind: 'mustInclude',
  description: 'The output holds every one of these texts.',
  nameOf: ({ spec }) => `includes: ${listOf(spec.mustInclude!).join(', ')}`,
  needsTrust: () => [],
  async open({ spec }) {
    const texts = listOf(spec.mustInclude!);
    return plainCheck(({ text }) => {
      const missing = texts.filter((one) => !includes(text, one, spec));
      return missing.length === 0 ? PASS : fail(`${missing.map(quoted).join(', ')} is missing`);
    });
  },
};

export function listOf(texts: string | readonly string[]): readonly string[] {
  return typeof texts === 'string' ? [texts] : texts;
}

export function includes(text: string, part: string, { ignoreCase }: CheckEntry): boolean {
  return ignoreCase === true ? text.toLowerCase().includes(part.toLowerCase()) : text.includes(part);
}
