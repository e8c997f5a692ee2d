/** What a rater may see when the rating is done: whose each output was, and what follows from it. */
import type { Context } from '../../core/context.ts';
import type {
  DecisionView,
  DisagreementsView,
  FailuresView,
  OutputsQuery,
  OutputsView,
  OutputView,
  PickedExample,
  RevealAnswer,
} from '../../core/review/after.ts';
import { decideTask } from '../decide.ts';
import { noteReveal, requiredRatings } from '../reveal.ts';
import { disagreements } from './disagreements.ts';
import { failureBoard } from './failures.ts';
import { openItems, reviewMaterial } from './open-round.ts';
import { pickedExamples } from './picked.ts';
import { outputView, ratersAtWork, revealedOutputs, searchOutputs } from './revealed-outputs.ts';
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
  failures(): Promise<FailuresView>;
  disagreements(): Promise<DisagreementsView>;
  /** Names no candidate. */
  examples(): Promise<readonly PickedExample[]>;
}

/** Events that say something of an output; a flag does not. */
const CHANGES: ReadonlySet<string> = new Set(['answer', 'undo', 'redo']);

/** Opens what comes after the rating, for one launch of the server: the next one asks again. */
export function openAfter(context: Context, who: Who): AfterDesk {
  const { store } = context;
  const names = context.config.candidates.map(({ name }) => name);
  let state: 'blind' | 'revealed' | 'early' = 'blind';
  let judgedBlind: ReadonlySet<string> = new Set();
  return {
    async revealed() {
      if (state === 'early') return true;
      // New outputs that wait to be rated are blind again.
      return state === 'revealed' && (await ratingsMissing(context, who)) === 0;
    },
    async reveal(early) {
      const missing = await ratingsMissing(context, who);
      if (missing > 0 && !early) return { revealed: false, missing };
      // Noted before anything is shown.
      if (missing > 0) await noteReveal(context, 'review', missing);
      state = missing > 0 ? 'early' : 'revealed';
      judgedBlind = new Set((await store.reviewEvents()).map(({ event }) => event.item));
      return { revealed: true };
    },
    async changed(events) {
      if (state === 'blind' || events.length === 0) return;
      const ids = new Set(events);
      const stored = (await store.reviewEvents()).filter(({ event }) => ids.has(event.id));
      const again = stored.filter(({ event }) => CHANGES.has(event.kind) && judgedBlind.has(event.item));
      if (again.length > 0) await noteReveal(context, 'review', again.length);
    },
    async decision() {
      const view = await decideTask(context, { split: who.split });
      return (await ratersAtWork(context, who)).length === 0 ? view : ownFigures(view, who.rater);
    },
    outputs: async (query) => searchOutputs(names, await revealedOutputs(context, who), query),
    output: async (id) => outputView(await revealedOutputs(context, who), id),
    failures: async () => failureBoard(names, await revealedOutputs(context, who)),
    disagreements: () => disagreements(context, who),
    examples: () => pickedExamples(context, who),
  };
}

/** Ratings that must be in before names are shown: what nobody has rated, and what this rater is still asked. */
async function ratingsMissing(context: Context, { rater, split }: Who): Promise<number> {
  const missing = await requiredRatings(context);
  if (split === 'holdout') missing.push(...(await requiredRatings(context, split)));
  const texts = new Set(missing.map(({ example, textId }) => `${example} ${textId}`));
  const material = await reviewMaterial(context, split);
  const own = material.rounds.filter((round) => round.rater === rater);
  for (const round of own) {
    for (const item of await openItems(context, material, round))
      if (item.purpose !== 'calibration') texts.add(`${item.example} ${item.textId}`);
  }
  return texts.size;
}

/** Without what tells of another rater: while one of them is at work, nobody is to be led. */
function ownFigures({ decision, ...view }: DecisionView, rater: string): DecisionView {
  const { agreement: _agreement, repeats, lengthCorrelation, ...rest } = decision;
  const own = (one: { readonly rater: string }) => one.rater === rater;
  return {
    ...view,
    decision: {
      ...rest,
      ...(repeats === undefined ? {} : { repeats: repeats.filter(own) }),
      ...(lengthCorrelation === undefined ? {} : { lengthCorrelation: lengthCorrelation.filter(own) }),
    },
  };
}
