/** The verdict in a few words, before its sentence. */
import type { Decision } from '../decision.ts';
import { visibleLine } from '../visible.ts';
import { listed } from './figures.ts';
import { type Strength, strengthOf } from './strength.ts';

/** What to do, and how firmly it is known, in one line without markup. */
export function headline(decision: Decision): string {
  const { verdict } = decision;
  const winner = visibleLine(verdict.winner ?? '');
  switch (verdict.kind) {
    case 'ship':
      return `Ship ${winner}${firmly(strengthOf(decision))}`;
    case 'switch':
      return `Switch to ${winner}${firmly(strengthOf(decision))}`;
    case 'keep':
      return `Keep ${winner}${firmly(strengthOf(decision))}`;
    case 'cheaper-equivalent':
      return `Ship ${winner}: as good, and cheaper.`;
    case 'too-close':
      return `${open(decision)}: ${wayOn(decision)}.`;
    case 'not-enough':
      return verdict.ratingsNeeded === undefined
        ? 'Not enough to decide yet.'
        : `Not enough to decide yet: rate ${more(verdict.ratingsNeeded)}.`;
  }
}

function firmly(strength: Strength | undefined): string {
  if (strength === undefined) return '.';
  return { clear: ': clearly better.', better: ': better.', narrow: ': better, but barely proven.' }[
    strength
  ];
}

function open(decision: Decision): string {
  const beaten = beatenIncumbent(decision);
  const { contenders, candidates } = decision;
  const told =
    contenders.length <= MOST_NAMES ? listed(contenders.map(visibleLine)) : `${contenders.length} candidates`;
  // Who is beaten is no choice; where all are still in it, that needs no names.
  const who = contenders.length < candidates.length ? `${told} are too` : 'Too';
  return beaten === undefined
    ? `${who} close to call`
    : `Do not keep ${visibleLine(beaten)}; ${told} are too close to call`;
}

const MOST_NAMES = 3;

function wayOn({ verdict, candidates }: Decision): string {
  const { ratingsNeeded: n } = verdict;
  if (n !== undefined) return `${more(n)} may settle it`;
  return chooseBy(candidates.filter(({ contender }) => contender).map((one) => one.costPer1000Usd));
}

function more(examples: number): string {
  return `${examples} more ${examples === 1 ? 'example' : 'examples'}`;
}

/** Nobody chooses by a price that is a tenth lower. */
const ALIKE = 1.1;

/** By what to choose among those that ratings do not tell apart, from what each costs, where that is known. */
export function chooseBy(costs: readonly (number | undefined)[]): string {
  const known = costs.filter((cost) => cost !== undefined);
  if (known.length < costs.length) return 'choose by what they cost you';
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return most > ALIKE * least ? 'choose by price' : 'choose by what else matters, as time does';
}

/** The name of what runs now when it is no contender any more though no winner is known. */
function beatenIncumbent({ candidates }: Decision): string | undefined {
  return candidates.find(({ incumbent, contender, n }) => incumbent && !contender && n > 0)?.name;
}
