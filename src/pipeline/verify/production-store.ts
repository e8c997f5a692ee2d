/** The store as the review of production sees it: answers of production to be rated, among outputs of before. */
import type { Example } from '../../core/example.ts';
import type { ReviewRound } from '../../core/review/round.ts';
import type { OutputScope, Store } from '../../core/store.ts';
import type { Shipped } from './shipped.ts';

/** Rounds about production, and no others. */
export function productionRounds(rounds: readonly ReviewRound[]): readonly ReviewRound[] {
  return rounds.filter(({ split }) => split === 'production');
}

/**
 * `asked`: the production examples of this verification. Of the set, only the outputs of the shipped candidate that the rater judged are there, so
 * that nothing of it is asked but as an anchor. Everything else is the store's own.
 */
export function productionStore(
  store: Store,
  {
    shipped,
    asked,
    rater,
  }: { readonly shipped: Shipped; readonly asked: readonly Example[]; readonly rater: string },
): Store {
  const { production, facts } = shipped;
  const ids = new Set(asked.map(({ id }) => id));
  const older = async () => (await store.examples('dev')).filter(({ id }) => !ids.has(id));
  const outputs = async (scope: OutputScope) => {
    const wanted = (id: string) => scope.examples === undefined || scope.examples.includes(id);
    const judged = new Set(
      (await store.ratings())
        .filter((rating) => rating.rater === rater)
        .map(({ example, textId }) => `${example} ${textId}`),
    );
    const fresh = (await store.outputs({ candidates: [production.id] })).filter(
      ({ example }) => ids.has(example) && wanted(example),
    );
    const before = (await store.outputs({ candidates: [facts.id], split: 'dev' })).filter(
      ({ example, textId }) => wanted(example) && judged.has(`${example} ${textId}`),
    );
    const order = new Map([...asked, ...(await older())].map(({ id }, place) => [id, place]));
    return [...fresh, ...before].sort((a, b) => order.get(a.example)! - order.get(b.example)!);
  };
  return {
    ...store,
    examples: async (split) => (split === 'holdout' ? [] : [...asked, ...(await older())]),
    outputs,
    async missingRatings() {
      const rated = new Set((await store.ratings()).map(({ example, textId }) => `${example} ${textId}`));
      return (await outputs({ candidates: [] }))
        .filter(({ example, textId, status }) => status !== 'error' && !rated.has(`${example} ${textId}`))
        .map(({ example, textId }) => ({ example, textId }));
    },
    reviewRounds: async () =>
      productionRounds(await store.reviewRounds()).map((round) => ({ ...round, split: 'dev' })),
    putReviewRound: (round) => store.putReviewRound({ ...round, split: 'production' }),
  };
}
