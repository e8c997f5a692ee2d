/** The page's side of the doors that open with the reveal. */

import type { CompareResult } from '../../src/core/benchmarks/compare.ts';
import type { DecisionsCompared, TaskHistory } from '../../src/core/history/history.ts';
import type {
  CompareQuery,
  CompareView,
  DecisionView,
  DisagreementsView,
  FailuresView,
  HealthView,
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
  readonly compare: (query: CompareQuery) => Promise<CompareView>;
  readonly failures: () => Promise<FailuresView>;
  /** Gives one's own judgement of an output these tags, and no others. */
  readonly tag: (output: string, tags: readonly string[]) => Promise<void>;
  readonly disagreements: () => Promise<DisagreementsView>;
  readonly health: () => Promise<HealthView>;
  readonly history: () => Promise<TaskHistory>;
  readonly compareDecisions: (one: number, other: number) => Promise<DecisionsCompared>;
  readonly benchmarks: () => Promise<CompareResult>;
  readonly examples: () => Promise<readonly PickedExample[]>;
}

export function afterSource(
  { api }: Client,
  post: (path: string, body: unknown) => Promise<Response>,
): AfterSource {
  return {
    decision: async () => await json<DecisionView>(await api.decision.$get()),
    outputs: async (query) =>
      await json<OutputsView>(await api.outputs.$get({ query: { ...query, most: String(query.most) } })),
    output: async (id) => await json<OutputView>(await api.outputs[':id'].$get({ param: { id } })),
    compare: async (query) => await json<CompareView>(await api.compare.$get({ query: { ...query } })),
    failures: async () => await json<FailuresView>(await api.failures.$get()),
    tag: async (output, tags) =>
      void (await json(await post('/api/tags', { output, id: crypto.randomUUID(), tags }))),
    disagreements: async () => await json<DisagreementsView>(await api.disagreements.$get()),
    health: async () => await json<HealthView>(await api.health.$get()),
    history: async () => await json<TaskHistory>(await api.history.$get()),
    compareDecisions: async (one, other) =>
      await json<DecisionsCompared>(
        await api.history[':one'][':other'].$get({ param: { one: String(one), other: String(other) } }),
      ),
    benchmarks: async () => await json<CompareResult>(await api.benchmarks.$get()),
    examples: async () => await json<readonly PickedExample[]>(await api.examples.$get()),
  };
}
