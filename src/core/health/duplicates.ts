/** Examples that say the same: they are fewer than they look. */
import { dot } from '../../stats/spherical-k-means.ts';
import { percent } from '../wording/figures.ts';
import { mayLeave, retireCommand } from './retire.ts';
import type { HealthFinding, HealthInput, HealthSign } from './sign.ts';
import type { SetText } from './texts.ts';

/** Cosine of the words of two texts from which on they are near-duplicates: a word or two differ. */
export const NEAR = 0.9;
/** Words that a form has beside numbers and addresses, so that to share it means something. */
const FORM_WORDS = 4;
/** Vectors know only words that two texts of the set have: so half of all their words must be the same too. */
const SHARED = 0.5;
/** From this share of the set on, intervals are visibly narrower than they should be: sqrt(1 / 0.9) is 5 %. */
const ALARM = 0.1;

export const duplicates: HealthSign = {
  name: 'duplicates',
  title: 'Near-duplicates',
  inDecision: false,
  look,
};

function look({ texts, dev, hasPool }: HealthInput): HealthFinding {
  const examples = texts?.examples ?? [];
  const own = examples.filter(({ held }) => !held);
  if (own.length === 0)
    return { level: 'unknown', says: 'No text to compare.', figures: [], groups: [], notes: [] };
  const weights = new Map(dev.examples.map(({ id, weight = 0 }) => [id, weight]));
  const families = familiesOf(examples).filter((family) => family.some(({ held }) => !held));
  // One of each stays: the held-out one, which may not be touched, or the one that stands for most.
  const extra = families.flatMap((family) => {
    const ordered = family
      .filter(({ held }) => !held)
      .toSorted((a, b) => (weights.get(b.example) ?? 0) - (weights.get(a.example) ?? 0));
    return family.some(({ held }) => held) ? ordered : ordered.slice(1);
  });
  const leaks = families.filter((family) => family.some(({ held }) => held)).length;
  const share = extra.length / own.length;
  const level = share >= ALARM || leaks > 0 ? 'alarm' : extra.length > 0 ? 'note' : 'fine';
  const goes = extra.slice(0, mayLeave(own.length)).map(({ example }) => example);
  const command = retireCommand(goes, { hasPool, reason: 'near-duplicate' });
  const leaked = leaks === 0 ? '' : `, ${leaks} of a held-out one, which then confirms nothing new`;
  return {
    level,
    says:
      extra.length === 0
        ? `No two of the ${own.length} examples are near-duplicates.`
        : `${extra.length} of ${own.length} examples (${percent(share)}) are near-duplicates of another one${leaked}.`,
    figures: [{ name: 'near-duplicates', value: share, n: own.length }],
    groups: [
      ...families.map((family) => ({
        what: family.some(({ held }) => held) ? 'alike, and like a held-out one' : 'alike',
        examples: family.filter(({ held }) => !held).map(({ example }) => example),
      })),
      ...(command === undefined ? [] : [{ what: 'one of each would stay', examples: goes, command }]),
    ],
    notes:
      extra.length === 0
        ? []
        : [
            `Alike: of one form (they differ in numbers, addresses and signs alone), or with half of their words in common and a cosine of their weights of ${NEAR} and more. Intervals count them as independent examples, which they are not.`,
          ],
  };
}

function areAlike(one: SetText, other: SetText): boolean {
  if (one.form === other.form && saysEnough(one.form)) return true;
  return dot(one.vector, other.vector) >= NEAR && shared(one.words, other.words) >= SHARED;
}

/** Words of both, of the words of either. Source: Jaccard 1901. */
function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = one.intersection(other).size;
  return both / Math.max(1, one.size + other.size - both);
}

/** Whether a form has words of its own: what is numbers and addresses alone is alike in form only. */
function saysEnough(form: string): boolean {
  return (form.match(/\p{L}{2,}/gu) ?? []).length >= FORM_WORDS;
}

/** Groups of examples that are alike, or alike to one that is; of two at least. */
function familiesOf(examples: readonly SetText[]): readonly (readonly SetText[])[] {
  const first = examples.map((_, at) => at);
  const rootOf = (at: number): number => (first[at] === at ? at : rootOf(first[at]!));
  for (let a = 1; a < examples.length; a++)
    for (let b = 0; b < a; b++) {
      const [one, other] = [examples[a]!, examples[b]!];
      if (areAlike(one, other)) first[rootOf(a)] = rootOf(b);
    }
  return [...Map.groupBy(examples.keys(), rootOf).values()]
    .filter((family) => family.length > 1)
    .map((family) => family.map((at) => examples[at]!));
}
