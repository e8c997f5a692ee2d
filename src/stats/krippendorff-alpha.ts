/** Krippendorff's alpha for ordered ratings: do raters agree more than chance would make them? */

/**
 * `units`: for each rated output, the ratings it got (any number of raters; those with fewer than two are
 * ignored). 1 is perfect agreement, 0 what chance gives, below 0 worse. Undefined when nothing was rated twice
 * or all ratings are the same. Two far-apart ranks disagree by the number of ratings between them (ordinal).
 * Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011,
 * https://repository.upenn.edu/asc_papers/43
 */
export function krippendorffAlpha(units: readonly (readonly number[])[]): number | undefined {
  const paired = units.filter((unit) => unit.length >= 2);
  const levels = [...new Set(paired.flat())].sort((a, b) => a - b);
  if (levels.length < 2) return undefined;
  const rank = new Map(levels.map((level, index) => [level, index]));
  const coincidences = levels.map(() => new Float64Array(levels.length));
  for (const unit of paired) {
    for (let i = 0; i < unit.length; i++) {
      for (let j = 0; j < unit.length; j++) {
        if (i !== j) coincidences[rank.get(unit[i]!)!]![rank.get(unit[j]!)!]! += 1 / (unit.length - 1);
      }
    }
  }
  const totals = coincidences.map((row) => row.reduce((sum, value) => sum + value, 0));
  const all = totals.reduce((sum, value) => sum + value, 0);
  let observed = 0;
  let expected = 0;
  for (let c = 0; c < levels.length; c++) {
    let between = totals[c]! / 2;
    for (let k = c + 1; k < levels.length; k++) {
      const distance = (between + totals[k]! / 2) ** 2;
      observed += coincidences[c]![k]! * distance;
      expected += totals[c]! * totals[k]! * distance;
      between += totals[k]!;
    }
  }
  return 1 - ((all - 1) * observed) / expected;
}
