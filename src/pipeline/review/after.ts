/** What a rater may see when the rating is done: whose each output was, and what follows from it. */
import type { CompareResult } from '../../core/benchmarks/compare.ts';
import type { Context } from '../../core/context.ts';
import type { DecisionsCompared, TaskHistory } from '../../core/history/history.ts';
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
  RevealAnswer,
} from '../../core/review/after.ts';
import { comparedTables } from '../benchmarks/compare.ts';
import { matchedBenchmarks } from '../benchmarks/matched.ts';
import { currentDecision, decideTask } from '../decide.ts';
import { health } from '../health.ts';
import { compareDecisions, taskHistory } from '../history.ts';
import { lastSeen, noteReveal, noteSeen } from '../reveal.ts';
import { compared } from './compared.ts';
import { disagreements } from './disagreements.ts';
import { failureBoard } from './failures.ts';
import { pickedExamples } from './picked.ts';
import { outputView, ratersAtWork, revealedOutputs, searchOutputs } from './revealed-outputs.ts';
import { missingTexts, standingOf } from './standing.ts';
import { tagChange, tagOutput } from './tag-output.ts';
import type { Who } from './who.ts';

/** All but `revealed`, `reveal` and `examples` name candidates: whoever asks has made sure that names are shown. */
export interface AfterDesk {
  revealed(): Promise<boolean>;
  /** Shows names from now on; with ratings missing only when `early`, and then it is noted for good. */
  reveal(early: boolean): Promise<RevealAnswer>;
  /** Notes for good when one of these stored events changes what was said before names were shown. */
  changed(events: readonly string[]): Promise<void>;
  decision(): Promise<DecisionView>;
  outputs(query: OutputsQuery): Promise<OutputsView>;
  /** Undefined for an id that no output has. */
  output(id: string): Promise<OutputView | undefined>;
  /** Undefined for a name that no candidate has. */
  compare(query: CompareQuery): Promise<CompareView | undefined>;
  failures(): Promise<FailuresView>;
  /** Gives this rater's judgement of an output other tags. `sent` is of unknown origin. */
  tag(sent: unknown): Promise<'stored' | 'unfit' | 'not-judged'>;
  disagreements(): Promise<DisagreementsView>;
  health(): Promise<HealthView>;
  history(): Promise<TaskHistory>;
  /** Undefined for numbers that no decision has. */
  compareDecisions(one: number, other: number): Promise<DecisionsCompared | undefined>;
  /** Public tables beside what was measured here. */
  benchmarks(): Promise<CompareResult>;
  /** Names no candidate. */
  examples(): Promise<readonly PickedExample[]>;
}

/** Events that say something of an output; a flag does not. */
const CHANGES: ReadonlySet<string> = new Set(['answer', 'undo', 'redo']);

/** That names were shown, and what was known then. */
interface Shown {
  /** ISO 8601. */
  readonly at: string;
  /** Texts that nobody had rated. */
  readonly missing: ReadonlySet<string>;
  /** Items that had been judged. */
  readonly judged: ReadonlySet<string>;
}

/** Opens what comes after the rating, for one launch of the server: the next one asks again. */
export function openAfter(context: Context, who: Who): AfterDesk {
  const { store } = context;
  const names = context.config.candidates.map(({ name }) => name);
  const standing = standingOf(context, who);
  let shown: Shown | undefined;
  return {
    async revealed() {
      if (shown === undefined) return false;
      // New outputs that wait to be rated are blind again.
      const missing = await missingTexts(context, who);
      return missing.isSubsetOf(shown.missing);
    },
    async reveal(early) {
      const { missing, decidedAt } = await standing();
      if (missing > 0 && !early) return { revealed: false, missing, decidedAt };
      // Noted before anything is shown.
      if (missing > 0) await noteReveal(context, 'review', { missing });
      const at = context.clock.now();
      await noteSeen(context, { rater: who.rater, at });
      const events = await store.reviewEvents();
      shown = {
        at,
        missing: await missingTexts(context, who),
        judged: new Set(events.map(({ event }) => event.item)),
      };
      return { revealed: true };
    },
    async changed(events) {
      if (events.length === 0) return;
      const { at, judged } = shown ?? (await seenBefore(context, who.rater));
      if (at === undefined) return;
      const ids = new Set(events);
      const stored = (await store.reviewEvents()).filter(({ event }) => ids.has(event.id));
      const again = stored.filter(({ event }) => CHANGES.has(event.kind) && judged.has(event.item));
      if (again.length > 0) await noteReveal(context, 'review', { missing: again.length, at });
    },
    async decision() {
      const { task, decision, missing, evidence } = await decideTask(context, { split: who.split });
      return (await ratersAtWork(context, who)).length === 0
        ? { task, decision, missing, evidence: evidence() }
        : ownFigures({ task, decision, missing, evidence: null }, who.rater);
    },
    outputs: async (query) => searchOutputs(names, await revealedOutputs(context, who), query),
    output: async (id) => outputView(await revealedOutputs(context, who), id),
    async compare(query) {
      const isOpen = (await ratersAtWork(context, who)).length === 0;
      const evidence = isOpen ? (await currentDecision(context, who.split)).evidence() : null;
      return compared(names, { all: await revealedOutputs(context, who), evidence }, query);
    },
    failures: async () => failureBoard(names, await revealedOutputs(context, who), who.rater),
    async tag(sent) {
      const change = tagChange(sent);
      if (change === undefined) return 'unfit';
      const found = (await revealedOutputs(context, who)).find(({ id }) => id === change.output);
      const stored = found !== undefined && (await tagOutput(context, who, found.output, change));
      return stored ? 'stored' : 'not-judged';
    },
    disagreements: () => disagreements(context, who),
    async health() {
      if ((await ratersAtWork(context, who)).length > 0) return { ready: false };
      return { ready: true, health: await health(context, { revealed: true }) };
    },
    history: () => taskHistory(context),
    async compareDecisions(one, other) {
      const last = (await store.decisions({ bare: true })).length;
      const there = [one, other].every((number) => Number.isInteger(number) && number >= 1 && number <= last);
      return there ? await compareDecisions(context, one, other) : undefined;
    },
    benchmarks: async () =>
      await comparedTables(context, await matchedBenchmarks(context), { split: who.split }),
    examples: () => pickedExamples(context, who),
  };
}

/** When an earlier launch showed this rater names, and what had been judged then. */
async function seenBefore(
  { store }: Context,
  rater: string,
): Promise<Pick<Shown, 'judged'> & { readonly at: string | undefined }> {
  const at = await lastSeen(store, rater);
  const before = at === undefined ? [] : (await store.reviewEvents()).filter((one) => one.receivedAt <= at);
  return { at, judged: new Set(before.map(({ event }) => event.item)) };
}

/** Without what tells of another rater: while one of them is at work, nobody is to be led. */
function ownFigures({ decision, ...view }: DecisionView, rater: string): DecisionView {
  const { agreement: _agreement, raters, repeats, lengthCorrelation, ...rest } = decision;
  const own = (one: { readonly rater: string }) => one.rater === rater;
  return {
    ...view,
    decision: {
      ...rest,
      ...(raters === undefined ? {} : { raters: raters.filter(own) }),
      ...(repeats === undefined ? {} : { repeats: repeats.filter(own) }),
      ...(lengthCorrelation === undefined ? {} : { lengthCorrelation: lengthCorrelation.filter(own) }),
    },
  };
}
