/** Too close to call, in words: how close, why that does not decide, and whether to go on or to stop. */
import type { Verdict } from '../decision.ts';
import { chooseBy } from '../wording/headline.ts';
import { equivalencePower, freshExamples, moreWithinPlan } from './advice.ts';
import type { PairResult } from './compare.ts';
import { lastLook, mostRated, planNote } from './plan-note.ts';
import { type Finding, halfTheCost, leastDifference } from './settle.ts';
import { usd } from './spending.ts';
import { capital, outSentence, type VerdictContext } from './verdict-context.ts';
import { bound, countsSentence, listed, marginText, pairSentence, percent, plainRange } from './wording.ts';

export function tooClose(finding: Extract<Finding, { kind: 'too-close' }>, context: VerdictContext): Verdict {
  const { names, settings } = context;
  const { leader, pairs } = finding;
  const out = outSentence(context);
  const closest = pairs[0]!;
  const contenders = [leader, ...pairs.map((pair) => (pair.a === leader ? pair.b : pair.a))];
  const needed = moreWithinPlan(context, pairs);
  const parts = [
    ...beatenIncumbent(contenders, context),
    `${listed(contenders.map((one) => names[one]!))} are too close to call: ` +
      `${pairSentence(closest, leader, names, settings)}.`,
    ...countsSentence(closest, leader, names),
    ...higherBar(closest, leader, context),
    ...asGoodAs(contenders, leader, pairs, context),
    ...prices(contenders, context),
    ...(out ? [`${capital(out)}.`] : []),
    ...planNote(pairs, settings),
    needed === undefined
      ? noNumberSettles(contenders, pairs, context)
      : `Go on rating: if the difference stays as it is, ${needed} more ${needed === 1 ? 'example settles' : 'examples settle'} it.`,
  ];
  return {
    kind: 'too-close',
    because: parts.join(' '),
    ...(needed === undefined ? {} : { ratingsNeeded: needed }),
  };
}

/** Whether the plan has anything left, and what to do instead of rating on. */
function noNumberSettles(
  contenders: readonly number[],
  pairs: readonly PairResult[],
  context: VerdictContext,
): string {
  const { settings, spending } = context;
  const fresh = freshExamples(context, pairs[0]!);
  const about =
    fresh === undefined ? '' : ` (about ${fresh} examples find a difference of this size 8 times in 10)`;
  const choice = chooseBy(contenders.map((one) => spending[one]!.costPer1000Usd));
  const instead = `${choice}, or compare them again on fresh examples${about}`;
  const last = lastLook(settings);
  const rated = mostRated(pairs);
  if (last === undefined || settings.complete) return `That is no proof that they are equal: ${instead}.`;
  if (rated >= last)
    return `All ${last} planned examples are rated. That is no proof that they are equal, but more rating will not tell: stop here, and ${instead}.`;
  return `Only ${rated} of the ${last} planned examples are rated, but if the difference stays as it is, the other ${last - rated} will not settle it: you may stop here, and ${instead}.`;
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

/** Why a plain interval that leaves out zero does not decide. */
function higherBar(pair: PairResult, leader: number, context: VerdictContext): string[] {
  if (pair.interval[0] <= 0 && pair.interval[1] >= 0) return [];
  const { settings, k } = context;
  const why = [
    ...(settings.looks === 'final' ? [] : ['looks are taken while rating']),
    ...(k > 2 ? [`${k} candidates are compared`] : []),
  ];
  return [
    `The plain ${percent(settings.confidence)} interval, ${plainRange(pair, leader, settings)}, leaves out 0, but it is not what decides: ` +
      `since ${why.join(' and ')}, chance has more openings, and more certainty is needed.`,
  ];
}

/** For contenders at half the price: how likely one was to be found as good, had it been. */
function asGoodAs(
  contenders: readonly number[],
  leader: number,
  pairs: readonly PairResult[],
  context: VerdictContext,
): string[] {
  const { names, settings, spending } = context;
  const cost = (one: number) => spending[one]!.costPer1000Usd;
  const cheap = contenders
    .filter((one) => one !== leader && halfTheCost(cost(one), cost(leader)))
    .map((one) => {
      const pair = pairs.find((of) => of.a === one || of.b === one)!;
      const { least, level } = leastDifference(settings, pair, one);
      return {
        name: names[one]!,
        worse: bound(-least, settings).slice(1),
        power: Math.round(100 * equivalencePower(context, pair, level)),
      };
    });
  if (cheap.length === 0) return [];
  const allowed = `and the margin allows ${marginText(settings)}`;
  if (cheap.length > 1)
    return [
      `${listed(cheap.map(({ name }) => name))} cost half or less, but are not shown to be as good: they may be worse by up to ` +
        `${listed(cheap.map(({ worse }) => worse))}, ${allowed}.`,
    ];
  const { name, worse, power } = cheap[0]!;
  return [
    `${name} costs half or less, but is not shown to be as good: it may be worse by up to ${worse}, ${allowed} ` +
      `(with this many examples, two truly equal candidates are shown to be so ${power} % of the time).`,
  ];
}
