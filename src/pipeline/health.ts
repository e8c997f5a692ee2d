/** `fieldtest health`: signs that the set wears out. Reads, and stores nothing. */
import type { Candidate } from '../core/candidate.ts';
import type { Context } from '../core/context.ts';
import { evidenceRows } from '../core/evidence.ts';
import type { Example } from '../core/example.ts';
import type { Health, HealthInput, HealthRows } from '../core/health/sign.ts';
import { usesOf } from '../core/health/uses.ts';
import { lookAtSigns } from '../core/health.ts';
import { resolveRatings } from '../core/resolve-ratings.ts';
import { currentDecision } from './decide.ts';
import { decideInput, type WeighedOutput, weigher } from './decide-input.ts';
import { healthTexts } from './health/texts.ts';
import { eachOutput, requireExamples } from './lookup.ts';
import { noteReveal } from './reveal.ts';

/** Says on which examples all candidates are alike, and who quotes whom; that is noted, as a decision is, unless names are shown already. */
export async function health(
  context: Context,
  { revealed = false }: { readonly revealed?: boolean } = {},
): Promise<Health> {
  const { store, config } = context;
  const examples = await store.examples('dev');
  requireExamples(examples.length, 'dev');
  const { ratings } = await store.counts({ candidates: config.candidates, split: 'dev' });
  if (!revealed && ratings.done > 0) await noteReveal(context, 'health', { missing: ratings.missing });
  const { decision, rows } = await currentDecision(context, 'dev');
  const { by, scale, confidence } = decision;
  const decisions = await store.decisions({ bare: true });
  const holdout = await spentHoldout(context);
  const holdoutExamples = (await store.examples('holdout')).length;
  const input: HealthInput = {
    by,
    range: by === 'rating' ? scale : [0, 1],
    confidence,
    dev: rows(),
    everyone: await everyone(context, examples),
    decisions,
    ...(holdout === undefined ? {} : { holdout }),
    holdoutExamples,
    hasPool: (await store.poolSize()).records > 0,
    texts: await healthTexts(context),
  };
  return {
    examples: examples.length,
    holdout: holdoutExamples,
    decided: { dev: usesOf(decisions, 'dev').length, holdout: usesOf(decisions, 'holdout').length },
    findings: lookAtSigns(input),
  };
}

/** The rows of what is held out, where a decision has shown them already: to look at what nobody has seen would spend it. */
async function spentHoldout(context: Context): Promise<HealthRows | undefined> {
  const decided = (await context.store.decisions({ bare: true })).some(
    ({ decision }) => decision.split === 'holdout',
  );
  if (!decided) return undefined;
  const { kept, rows } = await currentDecision(context, 'holdout');
  return kept ? rows() : undefined;
}

/** The rows of every candidate that was ever rated on the set, also of those that the config has no more. */
async function everyone(context: Context, examples: readonly Example[]): Promise<HealthRows> {
  const { store, config } = context;
  const own = new Map(config.candidates.map((candidate) => [candidate.id, candidate]));
  const taken = new Set(config.candidates.map(({ name }) => name));
  const past = [...(await store.candidateNames())].filter(([id]) => !own.has(id));
  const candidates: readonly Candidate[] = [
    ...config.candidates,
    ...past.map(([id, name]): Candidate => {
      const free = taken.has(name) ? `${name} #${id.slice(0, 8)}` : name;
      taken.add(free);
      return { id, name: free, incumbent: false, target: { kind: 'command', command: '' } };
    }),
  ];
  const outputs: WeighedOutput[] = [];
  const scope = { candidates: candidates.map(({ id }) => id), split: 'dev' } as const;
  const everybody = { ...context, config: { ...config, candidates, checks: [] } };
  const weigh = weigher(everybody, examples);
  for await (const output of eachOutput(store, scope, examples)) outputs.push(weigh(output));
  return evidenceRows(
    decideInput(everybody, {
      examples,
      outputs,
      scores: [],
      rated: resolveRatings(outputs, await store.ratings()),
      early: false,
      complete: false,
      split: 'dev',
    }),
  );
}
