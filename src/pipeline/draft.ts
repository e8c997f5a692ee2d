/** `fieldtest draft`: before there is data, a model writes inputs; they are synthetic and stay told apart. */
import type { Candidate, ModelTarget } from '../core/candidate.ts';
import type { Context } from '../core/context.ts';
import { outputCost } from '../core/cost.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Example } from '../core/example.ts';
import { exampleId } from '../core/identity.ts';
import type { Input } from '../core/input.ts';
import type { CallResult, Runner } from '../core/plugins.ts';
import { isSynthetic, SYNTHETIC } from '../core/synthetic.ts';
import { draftMessages, readDraft } from '../sampling/draft/draft-prompt.ts';
import { type DraftedWish, type DraftWish, draftPlan } from '../sampling/draft/plan.ts';
import { templateOf } from '../sampling/template.ts';
import { openRunner } from './engine/candidate-run.ts';
import { retryDelay } from './engine/retry-policy.ts';
import { chooseCandidates } from './lookup.ts';
import { badRow } from './read-rows.ts';

export interface DraftInput {
  readonly count: number;
  /** Candidate whose model writes; absent: the first that is a model. */
  readonly with?: string;
  /** What the inputs are; absent: the task of the config. */
  readonly describe?: string;
  /** A file of real inputs, as `import` reads one; absent: those of the set and the pool. */
  readonly like?: string;
  readonly seed?: string;
}

export interface DraftResult {
  readonly drafted: number;
  /** Answers that could not be used, by reason. */
  readonly unusable: { readonly [reason: string]: number };
  /** Whose model wrote them. */
  readonly by: string;
  /** Synthetic examples of the set now. */
  readonly synthetic: number;
  /** Real inputs that were shown to the model. */
  readonly seeds: number;
  /** Absent where no price is known. */
  readonly costUsd?: number;
}

/** Real inputs that the model is shown. */
const SEEDS = 4;
const AT_ONCE = 4;
const DRAFT = `${SYNTHETIC}draft-`;

/** Each draft is stored as it comes. Throws a FieldtestError for a model that cannot be asked. */
export async function draft(context: Context, input: DraftInput): Promise<DraftResult> {
  const { config, log } = context;
  const candidate = writerOf(config.candidates, input.with);
  await context.requireTrust();
  const seeds = await seedsOf(context, input.like);
  const asked = { task: input.describe ?? config.task, seeds };
  const runner = await openRunner(context, candidate);
  const unusable = new Map<string, number>();
  const written = (await context.store.examples('dev')).flatMap(wishOf);
  const plan = draftPlan(input.count, { seed: input.seed ?? config.examples.seed, written }).values();
  let drafted = 0;
  let costUsd: number | undefined = 0;
  const work = async (): Promise<void> => {
    for (const wish of plan) {
      const result = await ask(context, runner, draftMessages(asked, wish));
      const cost = outputCost(result, candidate);
      costUsd = costUsd === undefined || cost === undefined ? undefined : costUsd + cost.usd;
      const fault = await keep(context, { result, wish, seeds, by: candidate.name });
      if (fault === undefined) drafted++;
      else unusable.set(fault, (unusable.get(fault) ?? 0) + 1);
      log.progress({
        lines: [`${drafted} of ${input.count} drafts by ${candidate.name}`],
        facts: { drafted, of: input.count },
      });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    log.progress(undefined);
    await runner.close();
  }
  const synthetic = (await context.store.examples()).filter(isSynthetic).length;
  return {
    drafted,
    unusable: Object.fromEntries(unusable),
    by: candidate.name,
    synthetic,
    seeds: seeds.length,
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}

/** The candidate with its model and without its prompt, which is for the task and not for drafting. */
function writerOf(candidates: readonly Candidate[], named: string | undefined): Candidate {
  const models = candidates.filter(({ target }) => target.kind === 'model');
  const [chosen] = named === undefined ? models : chooseCandidates(candidates, [named]);
  if (chosen === undefined || chosen.target.kind !== 'model') {
    throw new FieldtestError(
      'usage',
      named === undefined ? 'no candidate of the config is a model' : `${named} is no model`,
      'Drafts are written by a model: add one to the config, `model: openai:gpt-5-mini`, or name one by --with.',
    );
  }
  const { prompt: _task, ...target } = chosen.target as ModelTarget;
  return { ...chosen, target };
}

/** The file's inputs, or real ones of the set and the pool, redacted as everything that comes in; never one that is held out. */
async function seedsOf(context: Context, like: string | undefined): Promise<readonly Input[]> {
  const { store } = context;
  // Also what a quick set has let go of.
  const all = [...(await store.examples('holdout')), ...(await store.retiredExamples())];
  const held = new Set(all.filter(({ split }) => split === 'holdout').map(({ id }) => id));
  if (like === undefined) {
    const set = (await store.examples('dev')).filter((example) => !isSynthetic(example));
    const { entries } = await store.loadPool();
    const seen = entries.filter(({ id }) => !held.has(id));
    return [...set.map((example) => example.input), ...seen.map(({ record }) => record.input)].slice(
      0,
      SEEDS,
    );
  }
  const { record } = await context.redactor();
  const importers = await context.importers();
  const { importer, source, close } = await importers.open(await context.files.source(like), {});
  const seeds: Input[] = [];
  try {
    for await (const row of importer.read(source, {})) {
      if (row.kind === 'rejected') throw badRow(row.rejected);
      const { input } = record(row.record);
      if (!held.has(exampleId(input))) seeds.push(input);
      if (seeds.length === SEEDS) break;
    }
  } finally {
    await close();
  }
  return seeds;
}

/** Who was to write an example, and what: of a draft alone. */
function wishOf({ slices, metadata }: Example): readonly DraftedWish[] {
  const kind = slices.find((slice) => slice.startsWith(DRAFT))?.slice(DRAFT.length);
  const persona = metadata?.persona;
  return kind === undefined || typeof persona !== 'string' ? [] : [{ kind, persona }];
}

type Answer = Extract<CallResult, { readonly kind: 'answer' }>;

async function ask({ clock, random, signal }: Context, runner: Runner, messages: Input): Promise<Answer> {
  const example: Example = { id: exampleId(messages), input: messages, slices: [], split: 'dev' };
  for (let attempt = 1; ; attempt++) {
    const result = await runner.call({ example, trial: 1, signal });
    if (signal.aborted)
      throw new FieldtestError('interrupted', 'stopped by you', 'What was drafted is kept.');
    if (result.kind === 'answer') return result;
    const { next, failure, hint, retryAfterMs } = result;
    const waitMs = next === 'retry' ? retryDelay({ attempt, retryAfterMs, random }) : undefined;
    if (waitMs === undefined)
      throw new FieldtestError('model', failure.message, hint ?? 'What was drafted is kept. Run it again.');
    await clock.sleep(waitMs, signal);
  }
}

/** An answer that is not what was asked for is no input of anybody. */
const UNFIT: { readonly [status in Answer['status']]?: string } = {
  refused: 'the model refused to write it',
  truncated: 'the answer was cut off',
};

/** Puts a draft into the set; why it could not be used, if it could not. */
async function keep(
  { store }: Context,
  {
    result,
    wish,
    seeds,
    by,
  }: {
    readonly result: Answer;
    readonly wish: DraftWish;
    readonly seeds: readonly Input[];
    readonly by: string;
  },
): Promise<string | undefined> {
  const unfit = UNFIT[result.status];
  if (unfit !== undefined) return unfit;
  const read = readDraft(result.text, seeds);
  if ('fault' in read) return read.fault;
  const id = exampleId(read.input);
  const form = templateOf(read.input);
  const how = await store.pickedHow();
  let fault: string | undefined;
  await store.putPick((now) => {
    const same = now.some((one) => one.id === id || (isSynthetic(one) && templateOf(one.input) === form));
    if (same) {
      fault = 'the model wrote what is in the set already';
      return { examples: now, how, changes: [] };
    }
    const fresh: Example = {
      id,
      input: read.input,
      slices: [DRAFT + wish.kind],
      split: 'dev',
      metadata: { drafted_by: by, persona: wish.persona },
    };
    return { examples: [...now, fresh], how, changes: [] };
  });
  return fault;
}
