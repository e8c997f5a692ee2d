/** Raters as they are: how long each of their answers takes, and how well the time left was told after ten. */
import { planRound } from '../../src/core/review/plan-round.ts';
import { blocksOf, type ReviewItem } from '../../src/core/review/round.ts';
import { minutesLeft, type TimedAnswer } from '../../src/core/review/time-left.ts';
import { randomFrom } from '../simulate-decisions.ts';

/** Different orders that the sessions take turns in. */
const ROUNDS = 20;

export interface TimeLeftFigures {
  /** Share of sessions in which the time told is within 20 % of what the rest then took. */
  readonly within20: number;
  /** Of told over true, minus 1: the median of all sessions, and of its size without sign. */
  readonly medianError: number;
  readonly medianSize: number;
}

/** Sessions of so many examples and candidates, each by a rater of their own; the same in every run. */
export function timeLeftAfterTen(
  { examples, candidates }: { readonly examples: number; readonly candidates: number },
  sessions: number,
): TimeLeftFigures {
  const random = randomFrom(examples * 100 + candidates);
  const rounds = Array.from({ length: ROUNDS }, (_, i) =>
    blocksOf(roundOf(examples, candidates, `round ${i}`)),
  );
  const errors = Array.from({ length: sessions }, (_, i) => {
    const times = simulatedSession(rounds[i % ROUNDS]!, random);
    const ahead = times.slice(10);
    const told = minutesLeft(
      times.slice(0, 10),
      ahead.map(({ first }) => first),
    )!;
    return (told * 60_000) / ahead.reduce((sum, { ms }) => sum + ms, 0) - 1;
  });
  const sizes = errors.map(Math.abs);
  return {
    within20: sizes.filter((size) => size <= 0.2).length / sessions,
    medianError: median(errors),
    medianSize: median(sizes),
  };
}

/**
 * A rater has a pace (log-normal, about 8 s), reads the input before the first output of a block (as long as 1 to 3.5
 * answers; two thirds of it when an output comes again), finds some examples harder than others, varies from answer
 * to answer (log-normal, 0.35 to 0.65), and gets faster: half of them by a power of the count (exponent 0 to 0.12),
 * half from a slow beginning (up to 60 % more) to a steady pace.
 */
function simulatedSession(
  blocks: readonly (readonly ReviewItem[])[],
  random: () => number,
): readonly TimedAnswer[] {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const noise = (spread: number) => Math.exp(spread * normal() - spread ** 2 / 2);
  const pace = 8000 * Math.exp(0.5 * normal());
  const reading = 1 + 2.5 * random();
  const spread = 0.35 + 0.3 * random();
  const [exponent, slower, settling] = [0.12 * random(), 0.6 * random(), 5 + 20 * random()];
  const practised =
    random() < 0.5
      ? (count: number) => count ** -exponent
      : (count: number) => 1 + slower * Math.exp(-count / settling);
  let count = 0;
  return blocks.flatMap((block) => {
    const hard = noise(0.3);
    return block.map(({ purpose }, i) => {
      const work = i > 0 ? 1 : 1 + reading * (purpose === 'repeat' ? 2 / 3 : 1);
      return { ms: pace * hard * work * practised(++count) * noise(spread), first: i === 0 };
    });
  });
}

function roundOf(examples: number, candidates: number, seed: string): readonly ReviewItem[] {
  return planRound({
    seed,
    examples: Array.from({ length: examples }, (_, e) => ({
      id: `e${e}`,
      texts: Array.from({ length: candidates }, (_, c) => `e${e} c${c}`),
    })),
    wanted: () => true,
    judged: [],
  });
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
