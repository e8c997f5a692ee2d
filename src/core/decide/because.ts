/** The verdict in words that a person can act on, with nothing in them that was not computed. */

import type { Verdict } from '../decision.ts';
import { equivalencePower, freshExamples, moreWithinPlan } from './advice.ts';
import type { CompareContext, PairResult } from './compare.ts';
import { isEarlyEnd } from './looks.ts';
import type { Settings } from './settings.ts';
import { type Finding, halfTheCost, leastDifference } from './settle.ts';
import { type Spending, usd } from './spending.ts';
import { bound, count, decisionRange, listed, marginText, pairSentence, percent } from './wording.ts';

interface VerdictContext extends CompareContext {
  readonly names: readonly string[];
  readonly incumbent: number | undefined;
  readonly spending: readonly Spending[];
  /** Whether a gate took somebody out. */
  readonly gated: boolean;
}

/** Turns what was found into the verdict: its kind, winner, reason and how many more ratings would settle it. */
export function verdictOf(finding: Finding, context: VerdictContext): Verdict {
  switch (finding.kind) {
    case 'one-candidate':
      return notEnough('There is one candidate or none: add another to compare it with.');
    case 'no-ratings':
      return noRatings(context);
    case 'before-first-look':
      return beforeFirstLook(finding, context);
    case 'all-excluded':
      return notEnough(`No candidate is ${insideBars(context)}: ${outSentence(context)}.`);
    case 'unrated':
      return unrated(finding, context);
    case 'best':
      return best(finding, context);
    case 'cheaper':
      return cheaper(finding, context);
    case 'too-close':
      return tooClose(finding, context);
  }
}

function notEnough(because: string, ratingsNeeded?: number): Verdict {
  return { kind: 'not-enough', because, ...(ratingsNeeded === undefined ? {} : { ratingsNeeded }) };
}

function noRatings({ settings, table, spending }: VerdictContext): Verdict {
  const total = (of: (one: Spending) => number) => spending.reduce((sum, one) => sum + of(one), 0);
  const failed = total(({ statuses }) => statuses.error);
  const outputs = total(({ statuses }) => Object.values(statuses).reduce((sum, n) => sum + n, 0));
  if (failed > 0 && failed === outputs)
    return notEnough(`All ${count(failed, 'output')} failed, so that there is nothing to rate.`);
  const first = settings.looks === 'final' ? undefined : settings.looks[0]!;
  const [answers, other, others] =
    settings.by === 'rating'
      ? (['ratings', 'acceptable', 'yes/no answers'] as const)
      : (['yes/no answers', 'rating', 'ratings'] as const);
  const hint = table.has[other] ? ` There are ${others}: to use them, decide by ${other}.` : '';
  const need = first === undefined ? '' : ` The first look is at ${count(first, 'example')}.`;
  return notEnough(`There are no ${answers} yet.${need}${hint}`, first);
}

function beforeFirstLook(of: { n: number; first: number }, { settings }: VerdictContext): Verdict {
  if (settings.looks === 'final') {
    return notEnough('No example has two candidates rated by the same person, so nothing can be compared.');
  }
  const needed = of.first - of.n;
  return notEnough(
    `${count(of.n, 'example')} rated; the first look is at ${of.first}. Rate ${count(needed, 'more example')}.`,
    needed,
  );
}

function unrated(
  finding: Extract<Finding, { kind: 'unrated' }>,
  { settings, names }: VerdictContext,
): Verdict {
  const { pair } = finding;
  const first = settings.looks === 'final' ? 1 : settings.looks[0]!;
  const both = `${names[finding.candidate]} and ${names[finding.other]}`;
  const rule = settings.looks === 'final' ? '' : `, and the first look is at ${first}`;
  return notEnough(
    `${both} are both rated on ${count(pair.n, 'example')}${rule}. Rate ${names[finding.candidate]} where ` +
      `${names[finding.other]} is rated, or take it out.`,
    settings.looks === 'final' ? undefined : first - pair.rated,
  );
}

function best(finding: Extract<Finding, { kind: 'best' }>, context: VerdictContext): Verdict {
  const { names, settings, incumbent } = context;
  const { winner, pair } = finding;
  const kind = incumbent === undefined ? 'ship' : incumbent === winner ? 'keep' : 'switch';
  const out = outSentence(context);
  const parts: string[] = [];
  if (pair) {
    parts.push(`${pairSentence(pair, winner, names, settings)}.`);
    parts.push(...earlyStop(pair, winner, context), ...beyondLook(pair, context));
  } else {
    parts.push(`${names[winner]} is the only candidate ${insideBars(context)}.`);
  }
  if (out) parts.push(`${capital(out)}.`);
  return { kind, winner: names[winner]!, because: parts.join(' ') };
}

/** After an early stop the measured difference is too large on average; the bound that decided is safe. */
function earlyStop(pair: PairResult, winner: number, { settings }: VerdictContext): string[] {
  const last = lastLook(settings);
  if (last === undefined || pair.look === undefined || pair.look >= last || pair.winner !== winner) return [];
  const least = pair.a === winner ? pair.decisionInterval[0] : -pair.decisionInterval[1];
  return [
    `Decided early, at ${pair.look} of ${last} planned examples, where measured differences tend to be too large: ` +
      `count on at least ${bound(least, settings)}.`,
  ];
}

function cheaper(finding: Extract<Finding, { kind: 'cheaper' }>, context: VerdictContext): Verdict {
  const { names, settings, spending } = context;
  const { winner, leader, pair, least, level } = finding;
  const cost = (one: number) => usd(spending[one]!.costPer1000Usd!);
  const power = Math.round(100 * equivalencePower(context, pair, level));
  const out = outSentence(context);
  const parts = [
    `${names[winner]} is as good as ${names[leader]} within ${marginText(settings)} and costs ` +
      `${cost(winner)} per 1,000 instead of ${cost(leader)}.`,
    `${pairSentence(pair, winner, names, settings)}; at worst it is ${bound(least, settings)} ` +
      `(${percent(1 - 2 * settings.tail)} sure). With this many examples two equal candidates pass this test ${power} % of the time.`,
    ...beyondLook(pair, context),
    ...(out ? [`${capital(out)}.`] : []),
  ];
  return { kind: 'cheaper-equivalent', winner: names[winner]!, because: parts.join(' ') };
}

function tooClose(finding: Extract<Finding, { kind: 'too-close' }>, context: VerdictContext): Verdict {
  const { names, settings } = context;
  const { leader, pairs } = finding;
  const out = outSentence(context);
  const closest = pairs[0]!;
  const contenders = [leader, ...pairs.map((pair) => (pair.a === leader ? pair.b : pair.a))];
  const parts = [
    ...beatenIncumbent(contenders, context),
    `${listed(contenders.map((one) => names[one]!))} are too close to call: ` +
      `${pairSentence(closest, leader, names, settings)}.`,
    ...higherBar(closest, leader, context),
    ...asGoodAs(contenders, leader, pairs, context),
    ...prices(contenders, context),
    ...(out ? [`${capital(out)}.`] : []),
    ...planNote(pairs, context),
  ];
  const needed = moreWithinPlan(context, pairs);
  if (needed !== undefined) {
    parts.push(`If the difference stays as it is, rate ${count(needed, 'more example')} to settle it.`);
    return { kind: 'too-close', because: parts.join(' '), ratingsNeeded: needed };
  }
  const pricesKnown = contenders.every((one) => context.spending[one]!.costPer1000Usd !== undefined);
  const over =
    settings.looks === 'final' ||
    settings.complete ||
    pairs.some((pair) => pair.rated >= lastLook(settings)!);
  const fresh = freshExamples(context, closest);
  const about =
    fresh === undefined ? '' : ` (about ${fresh} examples find a difference of this size 8 times in 10)`;
  parts.push(
    `${over ? 'Rating' : 'If the difference stays as it is, rating'} more within the plan will not separate them: ` +
      `${pricesKnown ? 'choose by price' : 'choose by what they cost you'}, or compare them again on fresh examples${about}.`,
  );
  return { kind: 'too-close', because: parts.join(' ') };
}

/** What a team can do at once even when the best is not known. */
function beatenIncumbent(
  contenders: readonly number[],
  { names, incumbent, spending }: VerdictContext,
): string[] {
  if (incumbent === undefined || contenders.includes(incumbent)) return [];
  const why = spending[incumbent]!.excluded === undefined ? 'is beaten' : 'is over a limit';
  return [`${names[incumbent]}, which runs now, ${why}: do not keep it. Which one to switch to is open.`];
}

/** The prices to choose by, cheapest first, when all are known. */
function prices(contenders: readonly number[], { names, spending }: VerdictContext): string[] {
  const known = contenders.flatMap((one) => {
    const cost = spending[one]!.costPer1000Usd;
    return cost === undefined ? [] : [{ name: names[one]!, cost }];
  });
  if (known.length < contenders.length) return [];
  const sorted = known.sort((x, y) => x.cost - y.cost);
  return [`Per 1,000: ${sorted.map(({ name, cost }) => `${name} ${usd(cost)}`).join(', ')}.`];
}

/** Why an interval that leaves out zero does not decide. */
function higherBar(pair: PairResult, leader: number, context: VerdictContext): string[] {
  if (pair.interval[0] <= 0 && pair.interval[1] >= 0) return [];
  const { settings, k } = context;
  const why = [
    ...(settings.looks === 'final' ? [] : ['looks are taken while rating']),
    ...(k > 2 ? [`${k} candidates are compared`] : []),
  ];
  return [
    `Because ${why.join(' and ')}, more certainty is needed: the interval that decides is ` +
      `${decisionRange(pair, leader, settings)}.`,
  ];
}

/** For a contender at half the price: how likely it was to be found as good, had it been. */
function asGoodAs(
  contenders: readonly number[],
  leader: number,
  pairs: readonly PairResult[],
  context: VerdictContext,
): string[] {
  const { names, settings, spending } = context;
  const cost = (one: number) => spending[one]!.costPer1000Usd;
  return contenders.flatMap((one) => {
    if (one === leader || !halfTheCost(cost(one), cost(leader))) return [];
    const pair = pairs.find((of) => of.a === one || of.b === one)!;
    const { least, level } = leastDifference(settings, pair, one);
    const power = Math.round(100 * equivalencePower(context, pair, level));
    return [
      `${names[one]} costs half or less, but is not shown to be as good: it may be worse by up to ${bound(-least, settings).slice(1)}, ` +
        `and the margin allows ${marginText(settings)} (with this many examples, two truly equal candidates are shown to be so ` +
        `${power} % of the time).`,
    ];
  });
}

/** What is rated beyond the look that the verdict stands on, and whether the plan is used up. */
function planNote(pairs: readonly PairResult[], { settings }: VerdictContext): string[] {
  if (settings.looks === 'final') return [];
  const last = lastLook(settings)!;
  const rated = Math.max(...pairs.map((pair) => pair.rated));
  if (rated > last) {
    return [
      `The plan of ${count(last, 'example')} is used up: ${rated} are rated, and those after the first ${last} ` +
        'do not count.',
    ];
  }
  if (rated === last) return [`The plan of ${count(last, 'example')} is used up.`];
  if (isEarlyEnd(settings, rated)) {
    return [`The plan of ${count(last, 'example')} ends at ${rated}: nothing else can be rated.`];
  }
  const next = settings.looks.find((look) => look > rated);
  if (settings.looks.includes(rated)) return [];
  return [`${rated} are rated; the next look is at ${next}.`];
}

/** A decision needs the note only when something rated does not count. */
function beyondLook(pair: PairResult, context: VerdictContext): string[] {
  return pair.rated === pair.look ? [] : planNote([pair], context);
}

function lastLook({ looks }: Settings): number | undefined {
  return looks === 'final' ? undefined : looks.at(-1);
}

function outSentence({ names, spending }: VerdictContext): string {
  return spending
    .flatMap(({ excluded }, index) => (excluded === undefined ? [] : [`${names[index]} is out: ${excluded}`]))
    .join('; ');
}

function insideBars({ gated, settings }: VerdictContext): string {
  if (!gated) return 'within the limits';
  return Object.values(settings.limits).some((limit) => limit !== undefined)
    ? 'within the limits and past the gates'
    : 'past the gates';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
