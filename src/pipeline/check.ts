/** `fieldtest check`: does a change of prompt, model, parameters or code do worse than what was decided on last? */
import type { Candidate } from '../core/candidate.ts';
import { type ChangeJudged, type ChangeVerdict, judgeChange } from '../core/change-check.ts';
import type { Context } from '../core/context.ts';
import { decide } from '../core/decide.ts';
import { FieldtestError } from '../core/errors.ts';
import { evidenceOf } from '../core/evidence.ts';
import type { CandidateFacts } from '../core/history/facts.ts';
import type { StoredDecision } from '../core/store.ts';
import { readDecideInput } from './decide.ts';
import { requireExamples } from './lookup.ts';

export interface CheckInput {
  /** Names; absent: every candidate that is another than in the baseline. */
  readonly candidates?: readonly string[];
  /** The decision that is the baseline, by its number in the history; absent: the last one of the examples to work with. */
  readonly base?: number;
  /** The candidate of the baseline that all are held against; absent: that of the same name, or the incumbent. */
  readonly against?: string;
  readonly checksOnly: boolean;
}

/** A candidate of the config beside what it was. */
export interface ChangedCandidate {
  readonly name: string;
  readonly candidate: Candidate;
  readonly base: CandidateFacts;
}

export interface CheckPlan {
  readonly base: { readonly number: number; readonly at: string };
  readonly changed: readonly ChangedCandidate[];
  /** As they were. */
  readonly unchanged: readonly string[];
  /** With nothing to be held against. */
  readonly fresh: readonly string[];
  /** The incumbent of the baseline, where no candidate stands in its place any more. */
  readonly gone?: string;
}

export interface CheckedChange extends ChangeJudged {
  readonly candidate: string;
  /** Who it was in the baseline. */
  readonly against: string;
}

export interface CheckResult {
  readonly task: string;
  readonly at: string;
  readonly verdict: ChangeVerdict;
  readonly base: CheckPlan['base'];
  readonly changes: readonly CheckedChange[];
  readonly unchanged: readonly string[];
  readonly fresh: readonly string[];
  readonly gone?: string;
}

/** What is to be checked. Throws FieldtestError('input') without a baseline, 'usage' for a name that nobody has. */
export async function planCheck({ store, config }: Context, input: CheckInput): Promise<CheckPlan> {
  requireExamples((await store.examples('dev')).length, 'dev');
  const { number, stored } = baselineOf(await store.decisions(), input.base);
  const { facts, decision, at } = stored;
  if (facts === undefined)
    throw new FieldtestError(
      'input',
      `decision ${number} was kept by an older version, without what each candidate was`,
      'Decide once on the baseline: fieldtest decide',
    );
  const wanted = input.candidates ?? config.candidates.map(({ name }) => name);
  const incumbent = decision.candidates.find((one) => one.incumbent)?.name;
  const named = (name: string | undefined) => facts.candidates.find((one) => one.name === name);
  if (input.against !== undefined && named(input.against) === undefined)
    throw new FieldtestError(
      'usage',
      `decision ${number} has no candidate ${input.against}`,
      `It has: ${facts.candidates.map(({ name }) => name).join(', ')}`,
    );
  const hasLeft = incumbent !== undefined && config.candidates.every(({ name }) => name !== incumbent);
  const changed: ChangedCandidate[] = [];
  const unchanged: string[] = [];
  const fresh: string[] = [];
  for (const name of wanted) {
    const candidate = config.candidates.find((one) => one.name === name);
    if (candidate === undefined)
      throw new FieldtestError(
        'usage',
        `there is no candidate ${name}`,
        `The candidates are: ${config.candidates.map((one) => one.name).join(', ')}`,
      );
    const itself = named(input.against ?? name);
    // Who takes the place of an incumbent that left is held against it, also where nothing else about it changed.
    const takesOver = candidate.incumbent && hasLeft && input.against === undefined;
    const base = takesOver
      ? named(incumbent)
      : (itself ?? (candidate.incumbent ? named(incumbent) : undefined));
    if (base === undefined) fresh.push(name);
    else if (base.id === candidate.id) unchanged.push(name);
    else changed.push({ name, candidate, base });
  }
  const isThere = incumbent === undefined || unchanged.includes(incumbent);
  const gone =
    input.candidates === undefined && !isThere && changed.every(({ base }) => base.name !== incumbent)
      ? incumbent
      : undefined;
  return { base: { number, at }, changed, unchanged, fresh, ...(gone === undefined ? {} : { gone }) };
}

/** Judges on what is stored now. */
export async function checkChanges(
  context: Context,
  plan: CheckPlan,
  { checksOnly }: Pick<CheckInput, 'checksOnly'>,
): Promise<CheckResult> {
  const changes: CheckedChange[] = [];
  for (const one of plan.changed) changes.push(await checkOne(context, one, checksOnly));
  const verdicts = changes.map(({ verdict }) => verdict);
  const { base, unchanged, fresh, gone } = plan;
  const verdict = verdicts.includes('worse')
    ? 'worse'
    : verdicts.includes('not-decided') || gone !== undefined
      ? 'not-decided'
      : 'pass';
  return {
    task: context.config.task,
    at: context.clock.now(),
    verdict,
    base,
    changes,
    unchanged,
    fresh,
    ...(gone === undefined ? {} : { gone }),
  };
}

function baselineOf(all: readonly StoredDecision[], number: number | undefined) {
  const at =
    number === undefined ? all.findLastIndex(({ decision }) => decision.split === 'dev') : number - 1;
  const stored = all[at];
  if (stored !== undefined) return { number: at + 1, stored };
  throw number === undefined
    ? new FieldtestError(
        'input',
        'there is no baseline: nothing was decided yet',
        'Decide once on what is in production: fieldtest decide (in CI, bring what is stored: fieldtest import --from-export DIR)',
      )
    : new FieldtestError(
        'input',
        `there is no decision ${number}: the last one is ${all.length}`,
        'The numbers stand in: fieldtest history',
      );
}

async function checkOne(
  context: Context,
  { name, candidate, base }: ChangedCandidate,
  checksOnly: boolean,
): Promise<CheckedChange> {
  const was: Candidate = {
    id: base.id,
    name: `${base.name}, before`,
    incumbent: true,
    target: candidate.target,
    ...(base.price === undefined ? {} : { price: base.price }),
  };
  const { config, store } = context;
  const pair: Context = {
    ...context,
    config: {
      ...config,
      candidates: [was, { ...candidate, incumbent: false }],
      decide: { ...config.decide, looks: 'final', confidence: 0.95 },
    },
  };
  const { input } = await readDecideInput(pair, 'dev', undefined);
  const counts = await store.counts({ candidates: [candidate], split: 'dev' });
  const missing = counts.outputs.get(candidate.id)?.missing ?? 0;
  const { changed, ...texts } = await textFacts(context, { base: base.id, head: candidate.id });
  const { examples, pairs } = evidenceOf(input);
  const compared = new Set(pairs.flatMap(({ differences }) => differences.map(({ example }) => example)));
  // Synthetic examples decide nothing.
  const uncompared = examples.filter(({ id }) => changed.has(id) && !compared.has(id)).length;
  return {
    candidate: name,
    against: base.name,
    ...judgeChange(decide(input), { ...texts, uncompared, missing }, { checksOnly }),
  };
}

async function textFacts(
  { store }: Context,
  { base, head }: { readonly base: string; readonly head: string },
) {
  const outputs = await store.outputs({ candidates: [base, head], split: 'dev' });
  const rated = new Set((await store.ratings()).map(({ example, textId }) => `${example} ${textId}`));
  const byExample = Map.groupBy(outputs, ({ example }) => example);
  const unrated = new Set<string>();
  const changed = new Set<string>();
  let both = 0;
  let same = 0;
  for (const [example, own] of byExample) {
    const of = (candidate: string) => own.filter((output) => output.candidate === candidate);
    const [was, is] = [of(base), of(head)];
    if (was.length === 0 || is.length === 0) continue;
    both++;
    const texts = (list: typeof own) =>
      list
        .map(({ textId, status }) => `${status} ${textId}`)
        .sort()
        .join();
    if (texts(was) === texts(is)) {
      same++;
      continue;
    }
    changed.add(example);
    const isRated = ({ example, textId, status }: (typeof own)[number]) =>
      status === 'error' || rated.has(`${example} ${textId}`);
    if (!was.some(isRated)) continue;
    for (const output of is) if (!isRated(output)) unrated.add(`${output.example} ${output.textId}`);
  }
  return { both, same, unrated: unrated.size, changed };
}
