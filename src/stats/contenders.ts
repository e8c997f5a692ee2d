/** Who may still be the best: everyone that no rival beats. */

/**
 * `beats(j, i)` says whether candidate j beats candidate i at a level already divided by the number of rivals
 * (one-sided 0.025/(k - 1) each). Returns, for each of `k`, whether it stays. Keeps the true best with at
 * least the stated confidence (the idea of Hsu's multiple comparisons with the best). Should everyone be
 * beaten in a circle, which unequal examples can bring about, nobody is dropped.
 * Source: Hsu, Annals of Statistics 9 (1981); Hsu, Multiple Comparisons, 1996.
 */
export function contenders(k: number, beats: (j: number, i: number) => boolean): readonly boolean[] {
  const indices = Array.from({ length: k }, (_, index) => index);
  const stays = indices.map((i) => !indices.some((j) => j !== i && beats(j, i)));
  return stays.includes(true) ? stays : stays.map(() => true);
}
