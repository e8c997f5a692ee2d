/** The methods of a decision in plain sentences, each with what it was used for. */
import type { CompareContext } from './compare.ts';
import { differencesOf } from './figures.ts';
import type { Pair } from './pairs.ts';
import { percent } from './wording.ts';

/** One sentence per method that was really used, in the order in which they matter. */
export function methodsOf(
  context: CompareContext,
  pairs: readonly Pair[],
  used: { traffic: boolean; checks: boolean; noise: boolean },
): readonly string[] {
  const { settings, table, k } = context;
  const rules = new Set(pairs.filter((pair) => pair.items.length > 0).map((pair) => ruleOf(context, pair)));
  const methods: string[] = [];
  const level = percent(settings.confidence);
  if (rules.has('agresti-min')) {
    methods.push(`Differences of rates: paired Agresti-Min interval (Wald + 2), ${level}.`);
  }
  if (rules.has('paired-t')) {
    const step = settings.by === 'rating' ? 'plus and minus one step' : 'plus and minus the root of one half';
    methods.push(
      `Differences: paired t interval, ${level}, for caution computed as if there were two more examples, at ${step}.`,
    );
  }
  if (table.has.rating)
    methods.push(
      `Mean ratings: t interval, ${level}, computed as if there were one more lowest and one more highest rating.`,
    );
  if (table.has.acceptable) methods.push(`Rates: Wilson's score interval, ${level}.`);
  if (k > 2) {
    methods.push(
      `Best of ${k}: a candidate is dropped only if a rival beats it; the chance of a false call is divided by the ` +
        `${k - 1} rivals (Hsu's multiple comparisons with the best).`,
    );
  }
  methods.push(
    settings.looks === 'final'
      ? 'One look, at everything that is rated.'
      : `Looks at ${settings.looks.join(', ')} examples with Lan-DeMets bounds of O'Brien-Fleming type, on the ` +
          'examples that were complete first.',
  );
  if (table.clustered) {
    methods.push(
      'Examples of one cluster count as dependent; below ten clusters each counts once, by its mean.',
    );
  }
  if (used.traffic)
    methods.push('Traffic figures: Hajek means by weight, with the effective number of Kish.');
  if (used.checks) {
    methods.push(
      `Checks: the share of examples that pass with Wilson's interval; paired differences from the best (Agresti-Min), ${level}.`,
    );
  }
  if (used.noise) {
    methods.push(
      'Spread from asking again: variance within examples against that between them (one-way random model); it decides nothing.',
    );
  }
  if (rules.size > 0) {
    methods.push(
      `As good and cheaper: half the cost or less, and the ${percent(1 - 2 * settings.tail)} lower bound of the ` +
        `difference above -${settings.margin}.`,
    );
  }
  return methods;
}

function ruleOf({ table, settings }: CompareContext, pair: Pair) {
  return differencesOf(table, pair.items, settings.by).rule;
}
