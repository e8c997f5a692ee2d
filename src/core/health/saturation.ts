/** Examples on which every candidate is perfect, or hopeless: they do not tell who is better. */
import { wilson } from '../../stats/wilson.ts';
import type { EvidenceExample } from '../evidence.ts';
import { interval, percent } from '../wording/figures.ts';
import { mayLeave, retireCommand } from './retire.ts';
import type { HealthFinding, HealthInput, HealthSign } from './sign.ts';

/** From this share on, less than half of what is rated tells anything. */
const ALARM = 0.5;
/** Fewer rated examples say nothing of a set. */
const LEAST = 10;

export const saturation: HealthSign = {
  name: 'saturation',
  title: 'Saturation',
  inDecision: true,
  look,
};

function look({ dev, range: [low, high], confidence, hasPool }: HealthInput): HealthFinding {
  const rated = dev.examples.filter((example) => valuesOf(example).length >= 2);
  const all = (value: number) => rated.filter((example) => valuesOf(example).every((one) => one === value));
  const [perfect, hopeless] = [all(high), all(low)];
  const n = rated.length;
  if (n < LEAST) {
    return {
      level: 'unknown',
      says: `${examplesText(n)} rated for two candidates or more: too few to tell (${LEAST} at least).`,
      figures: [],
      groups: [],
      notes: [],
    };
  }
  const same = perfect.length + hopeless.length;
  const share = same / n;
  const range = wilson(same, n, (1 - confidence) / 2);
  const level = share >= ALARM ? 'alarm' : same > 0 ? 'note' : 'fine';
  const says = `On ${same} of ${n} rated examples (${percent(share)}, ${interval(range, percent)}) every candidate is ${kindsText(perfect.length, hopeless.length)}: they do not tell who is better.`;
  const leaving = lightestFirst([...perfect, ...hopeless]).slice(0, mayLeave(n));
  const group = (what: string, some: readonly EvidenceExample[], reason: string) => {
    const goes = leaving.filter((one) => some.includes(one)).map(({ id }) => id);
    const command = retireCommand(goes, { hasPool, reason });
    return some.length === 0
      ? []
      : [
          {
            what,
            examples: lightestFirst(some).map(({ id }) => id),
            ...(command === undefined ? {} : { command }),
          },
        ];
  };
  return {
    level,
    says: same === 0 ? `No example of ${n} on which every candidate is perfect, or hopeless.` : says,
    figures: [{ name: 'saturated', value: share, interval: range, n }],
    groups: [
      ...group('every candidate is perfect', perfect, 'saturated: all perfect'),
      ...group('every candidate is hopeless', hopeless, 'saturated: all hopeless'),
    ],
    notes: same === 0 ? [] : meaning(n, leaving.length),
    ...(level === 'alarm'
      ? {
          line: `On ${same} of ${n} rated examples every candidate is ${kindsText(perfect.length, hopeless.length)}: only the other ${n - same} tell who is better (fieldtest health).`,
        }
      : {}),
  };
}

/** Lightest first: what stands for less traffic goes before what stands for more. */
function lightestFirst(some: readonly EvidenceExample[]): readonly EvidenceExample[] {
  return some.toSorted(
    (a, b) => (a.weight ?? 0) - (b.weight ?? 0) || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1),
  );
}

function meaning(n: number, leaving: number): readonly string[] {
  const proposed =
    leaving === 0
      ? 'None is proposed to leave: 20 examples, and two thirds of the set, stay, so that scores before and after can be linked.'
      : 'Those proposed to leave are at most a third of the set, and 20 stay, so that scores before and after can be linked; what stands for the least traffic goes first.';
  return [
    `Each of them adds 0 to every difference: without them the same candidate leads by the same sum, over fewer examples. What changes is what a mean stands for: easy (or impossible) traffic is then counted less, unless the weights of ${n === 1 ? 'the set' : 'those that stay'} take it over, as \`pick\` has them do. So compare means before and after on the shared examples alone.`,
    `${proposed} --swap takes the next of the same kind in; --drop takes none.`,
  ];
}

function valuesOf({ cells }: EvidenceExample): readonly number[] {
  return cells.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

function kindsText(perfect: number, hopeless: number): string {
  if (hopeless === 0) return 'perfect';
  return perfect === 0 ? 'hopeless' : `perfect (${perfect}) or hopeless (${hopeless})`;
}

function examplesText(n: number): string {
  return n === 1 ? '1 example is' : `${n} examples are`;
}
