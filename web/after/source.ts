/** The page's side of the doors that open with the reveal. */
import type {
  DecisionView,
  DisagreementsView,
  FailuresView,
  OutputsQuery,
  OutputsView,
  OutputView,
  PickedExample,
} from '../../src/core/review/after.ts';
import { type Client, json } from '../client/answer.ts';

export interface AfterSource {
  readonly decision: () => Promise<DecisionView>;
  readonly outputs: (query: OutputsQuery) => Promise<OutputsView>;
  readonly output: (id: string) => Promise<OutputView>;
  readonly failures: () => Promise<FailuresView>;
  readonly disagreements: () => Promise<DisagreementsView>;
  readonly examples: () => Promise<readonly PickedExample[]>;
}

export function afterSource({ api }: Client): AfterSource {
  return {
    decision: async () => await json<DecisionView>(await api.decision.$get()),
    outputs: async (query) =>
      await json<OutputsView>(await api.outputs.$get({ query: { ...query, most: String(query.most) } })),
    output: async (id) => await json<OutputView>(await api.outputs[':id'].$get({ param: { id } })),
    failures: async () => await json<FailuresView>(await api.failures.$get()),
    disagreements: async () => await json<DisagreementsView>(await api.disagreements.$get()),
    examples: async () => await json<readonly PickedExample[]>(await api.examples.$get()),
  };
}
