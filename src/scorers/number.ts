/** `number:` the number in the output is the right one, within a tolerance. */
import type { CheckEntry } from '../core/check-schema.ts';
import type { Scorer } from '../core/plugins.ts';
import { boundedCheck, fail, PASS } from './bounded.ts';
import { isNear, numberOf, readNumbers } from './read-number.ts';

export const numberScorer: Scorer = {
  kind: 'number',
  description: 'The number in the output is that of the reference or a given one, within a tolerance.',
  nameOf: ({ spec }) => `number${spec.number === true ? '' : ` ${spec.number}`}${tolerance(spec)}`,
  needsTrust: () => [],
  async open({ spec }) {
    return boundedCheck(({ text, example }) => {
      if (spec.number === true && example.reference === undefined) return { kind: 'no-reference' };
      const wanted = spec.number === true ? numberOf(example.reference) : spec.number;
      if (wanted === undefined) return { kind: 'broken', reason: 'the reference is not one number' };
      const numbers = readNumbers(text);
      if (numbers.length === 0) return fail('there is no number');
      if (numbers.length > 1 && (spec.take ?? 'only') === 'only')
        return fail(`there are ${numbers.length} numbers: ${numbers.slice(0, 5).join(', ')}`);
      const given = spec.take === 'last' ? numbers.at(-1)! : numbers[0]!;
      return isNear(given, wanted, spec) ? PASS : fail(`is ${given}, not ${wanted}${tolerance(spec)}`);
    });
  },
};

/** ` ±0.01`, ` ±1 %`. */
function tolerance({ absolute, relative }: CheckEntry): string {
  const parts = [
    ...(absolute === undefined ? [] : [`\u00b1${absolute}`]),
    ...(relative === undefined ? [] : [`\u00b1${Number((relative * 100).toPrecision(6))} %`]),
  ];
  return parts.length === 0 ? '' : ` ${parts.join(' or ')}`;
}
