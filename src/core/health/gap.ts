/** Whether candidates do worse on what is held out than on what everybody has worked with. */
import { tQuantile } from '../../stats/t-quantile.ts';
import { type WelchInterval, welchInterval } from '../../stats/welch-interval.ts';
import { interval, signed } from '../wording/figures.ts';
import type { HealthFinding, HealthInput, HealthRows, HealthSign } from './sign.ts';

export const gap: HealthSign = { name: 'gap', title: 'Dev against held out', inDecision: false, look };

/** Fewer of one kind say nothing. */
const LEAST = 5;
/** A gap that is found so often is one that would have been found. */
const POWER = 0.8;

interface CandidateGap {
  readonly name: string;
  /** Dev minus held out. */
  readonly plain: WelchInterval;
  /** The same of its lead over the mean of the others; absent with one candidate alone. */
  readonly beyond?: WelchInterval;
  readonly n: number;
}

/** Intervals share the confidence among the candidates (Bonferroni), so that ten sound ones do not alarm by chance. */
function look({ dev, holdout, holdoutExamples, range, by, confidence }: HealthInput): HealthFinding {
  if (holdout === undefined)
    return unknown(
      holdoutExamples === 0
        ? 'Nothing is held out, so that nothing tells whether candidates were fitted to the set.'
        : 'What is held out has not decided on what is stored now, and is not looked at before.',
      holdoutExamples === 0 ? undefined : 'fieldtest decide --holdout',
    );
  const rated = dev.candidates.filter(
    (_, at) => valuesOf(dev, at).length >= LEAST && valuesOf(holdout, at).length >= LEAST,
  );
  if (rated.length === 0) return unknown(`Fewer than ${LEAST} held-out examples are rated: too few to tell.`);
  const tail = (1 - confidence) / 2 / rated.length;
  const gaps = rated.map((name) => gapOf(name, { dev, holdout, range, tail }));
  const worse = gaps.filter(({ plain }) => plain.interval[0] > 0);
  const fitted = worse.filter(({ beyond }) => beyond === undefined || beyond.interval[0] > 0);
  const show = (value: number) => signed(value, by);
  const found = ({ standardError, degrees }: WelchInterval) =>
    (tQuantile(tail, degrees) + tQuantile(1 - POWER, degrees)) * standardError;
  const widest = Math.max(...gaps.map(({ plain }) => found(plain)));
  const text = ({ name, plain }: CandidateGap) =>
    `${name} ${show(plain.difference)} (${interval(plain.interval, show)})`;
  return {
    level: fitted.length > 0 ? 'alarm' : worse.length > 0 ? 'note' : 'fine',
    says:
      worse.length === 0
        ? `No sign of over-fitting: dev minus held out is ${gaps.map(text).join(', ')}. A gap of ${show(widest).replace('+', '')} would be found four times in five.`
        : fitted.length > 0
          ? `Worse on what is held out than on the set, dev minus held out: ${fitted.map(text).join(', ')}. It may be fitted to the set.`
          : `Worse on what is held out, dev minus held out: ${worse.map(text).join(', ')}. None falls clearly more than the others do, so that the held-out examples may be harder.`,
    figures: gaps.map(({ name, plain: { difference, interval: ends }, n }) => ({
      name,
      value: difference,
      interval: ends,
      n,
    })),
    groups: [],
    notes: [
      "Two samples of different examples (Welch's t, with an imaginary example at each end of the scale in each error); the confidence is shared among the candidates. It alarms when a candidate falls, and falls more than the others do.",
    ],
  };
}

function unknown(says: string, command?: string): HealthFinding {
  return {
    level: 'unknown',
    says,
    figures: [],
    groups: command === undefined ? [] : [{ what: 'spends it', examples: [], command }],
    notes: [],
  };
}

function gapOf(
  name: string,
  of: {
    readonly dev: HealthRows;
    readonly holdout: HealthRows;
    readonly range: readonly [number, number];
    readonly tail: number;
  },
): CandidateGap {
  const { dev, holdout, range, tail } = of;
  const at = dev.candidates.indexOf(name);
  const [here, there] = [valuesOf(dev, at), valuesOf(holdout, at)];
  const [leads, leadsThere] = [leadsOf(dev, at), leadsOf(holdout, at)];
  const step = (range[1] - range[0]) / 4;
  return {
    name,
    plain: welchInterval(here, there, { scale: range, tail }),
    ...(leads.length < LEAST || leadsThere.length < LEAST
      ? {}
      : { beyond: welchInterval(leads, leadsThere, { scale: [-step, step], tail }) }),
    n: there.length,
  };
}

function valuesOf({ examples }: HealthRows, at: number): readonly number[] {
  return examples.flatMap(({ cells }) => cells[at]!.value ?? []);
}

/** What a candidate has above the mean of the others on the same example. */
function leadsOf({ examples }: HealthRows, at: number): readonly number[] {
  return examples.flatMap(({ cells }) => {
    const own = cells[at]!.value;
    const others = cells.flatMap(({ value }, i) => (i === at ? [] : (value ?? [])));
    if (own === undefined || others.length === 0) return [];
    return [own - others.reduce((sum, value) => sum + value, 0) / others.length];
  });
}
