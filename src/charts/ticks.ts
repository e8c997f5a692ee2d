/** A few round numbers along an axis. */

/** Multiples of 1, 2 or 5 times a power of ten within [low, high]: as many as can be, but no more than `most`. */
export function ticks([low, high]: readonly [number, number], most: number): readonly number[] {
  if (!(high > low)) return [low];
  const power = Math.floor(Math.log10(high - low)) - 1;
  const steps = [0, 1, 2].flatMap((more) => [1, 2, 5].map((factor) => factor * 10 ** (power + more)));
  const within = steps.map((step) => multiples(step, [low, high]));
  return within.find(({ length }) => length <= most) ?? [low];
}

function multiples(step: number, [low, high]: readonly [number, number]): readonly number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Powers of ten within [low, high], with 2 and 5 between them where they are few. */
export function logTicks([low, high]: readonly [number, number], most: number): readonly number[] {
  const decades = Array.from(
    { length: Math.floor(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, i) => 10 ** (Math.floor(Math.log10(low)) + i),
  );
  const within = (factors: readonly number[]) =>
    decades
      .flatMap((decade) => factors.map((factor) => Number((factor * decade).toPrecision(3))))
      .filter((value) => value >= low && value <= high);
  const fine = [[1, 2, 5], [1, 3], [1]].map(within).find((values) => values.length <= most);
  if (fine !== undefined) return fine;
  const coarse = within([1]);
  const every = Math.ceil(coarse.length / most);
  return coarse.filter((_, i) => i % every === 0);
}

/** The domain widened to the next round numbers. */
export function roundOut([low, high]: readonly [number, number]): readonly [number, number] {
  if (!(high > low)) return [low, high];
  const raw = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= raw * (1 - 1e-9))!;
  const round = (count: number) => Number((count * step).toPrecision(12));
  return [round(Math.floor(low / step + 1e-9)), round(Math.ceil(high / step - 1e-9))];
}
