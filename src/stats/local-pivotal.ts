/** Drawing a sample that is spread out and whose inclusion probabilities are exactly those asked for. */

/** Likeness of two units by their indexes: the larger, the nearer. */
export type Nearness = (a: number, b: number) => number;

/**
 * Random numbers in [0, 1) that belong to units. Where the same unit always has the same numbers, whatever others there are, a
 * draw from almost the same units is almost the same draw (permanent random numbers, Ohlsson 1995).
 */
export interface Dice {
  /** Which unit is next. */
  key(unit: number): number;
  /** What two units toss for. */
  toss(a: number, b: number): number;
}

/** Below this a probability is 0, and within it of 1 it is 1: what rounding leaves. */
const ROUNDING = 1e-9;

/**
 * The local pivotal method: two near units decide between them who takes the probability of both, until every unit is
 * in or out. Near units are rarely drawn together; each is in with its own probability. Where the probabilities add up
 * to n, n are drawn (n or n + 1 when they add up to a fraction more).
 *
 * Takes one probability a unit and gives the indexes drawn, ascending. Time grows with the square of the units.
 * Source: Grafström, Lundström and Schelin, Spatially balanced sampling through the pivotal method, Biometrics 2012
 * (LPM2; whose turn it is, is the order of the keys).
 */
export function localPivotal(
  probabilities: readonly number[],
  { nearness, dice }: { readonly nearness: Nearness; readonly dice: Dice },
): readonly number[] {
  const left = [...probabilities];
  const drawn: number[] = [];
  const isOpen = (unit: number) => left[unit]! > ROUNDING && left[unit]! < 1 - ROUNDING;
  const settle = (unit: number): void => {
    if (left[unit]! >= 1 - ROUNDING) drawn.push(unit);
  };
  const keys = probabilities.map((_, unit) => dice.key(unit));
  const order = [...probabilities.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b);
  for (const unit of order) if (!isOpen(unit)) settle(unit);
  let open = order.filter(isOpen);
  while (open.length > 1) {
    const first = open[0]!;
    const second = nearestTo(open, first, nearness);
    [left[first], left[second]] = decide(left[first]!, left[second]!, dice.toss(first, second));
    for (const unit of [first, second]) if (!isOpen(unit)) settle(unit);
    open = open.filter(isOpen);
  }
  const [last] = open;
  if (last !== undefined && dice.toss(last, last) < left[last]!) drawn.push(last);
  return drawn.sort((a, b) => a - b);
}

function decide(p: number, q: number, toss: number): [number, number] {
  const sum = p + q;
  if (sum < 1) return toss < p / sum ? [sum, 0] : [0, sum];
  return toss < (1 - q) / (2 - sum) ? [1, sum - 1] : [sum - 1, 1];
}

/** The open unit that is nearest to one; the first of equals. */
function nearestTo(open: readonly number[], unit: number, nearness: Nearness): number {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (const other of open) {
    if (other === unit) continue;
    const near = nearness(unit, other);
    if (near > most) {
      most = near;
      best = other;
    }
  }
  return best;
}

/**
 * An order of n units of which every beginning is spread out, and in which each unit is equally likely at every place:
 * of m units in the order, each is among the first k with probability k / m. Halves the units by `localPivotal`, and
 * the halves again. The same holds for endings. `dice` gives other numbers for each halving, by its name.
 */
export function spreadOrder(
  units: readonly number[],
  of: { readonly nearness: Nearness; readonly dice: (halving: string) => Dice },
  halving = 'order',
): readonly number[] {
  if (units.length <= 1) return units;
  const front = Math.ceil(units.length / 2);
  const own = of.dice(halving);
  const drawn = new Set(
    localPivotal(
      units.map(() => front / units.length),
      {
        nearness: (a, b) => of.nearness(units[a]!, units[b]!),
        dice: {
          key: (unit) => own.key(units[unit]!),
          toss: (a, b) => own.toss(units[a]!, units[b]!),
        },
      },
    ),
  );
  const part = (isIn: boolean) => units.filter((_, index) => drawn.has(index) === isIn);
  return [...spreadOrder(part(true), of, `${halving}f`), ...spreadOrder(part(false), of, `${halving}b`)];
}
