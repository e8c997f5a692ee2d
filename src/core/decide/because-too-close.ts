/** Too close to call, in words: how close, why that does not decide, and whether to go on or to stop. */
import type { Verdict } from '../decision.ts';
import { capital, listed, marginText, usd } from '../wording/figures.ts';
import { chooseBy } from '../wording/headline.ts';
import { equivalencePower, freshExamples, type MoreWithinPlan, moreWithinPlan } from './advice.ts';
import type { PairResult } from './compare.ts';
import { lastLook, mostRated, planNote } from './plan-note.ts';
import { type Finding, halfTheCost, leastDifference } from './settle.ts';
import { outSentence, type VerdictContext } from './verdict-context.ts';
import { countsSentence, pairSentence, percent, rangeText, sizeText } from './wording.ts';

export function tooClose(finding: Extract<Finding, { kind: 'too-close' }>, context: VerdictContext): Verdict {
  const { names, settings } = context;
  const { leader, pairs } = finding;
  const out = outSentence(context);
  const closest = pairs[0]!;
  const contenders = [leader, ...pairs.map((pair) => (pair.a === leader ? pair.b : pair.a))];
  const more = moreWithinPlan(context, pairs);
  const parts = [
    ...beatenIncumbent(contenders, context),
    `${listed(contenders.map((one) => names[one]!))} are too close to call: ` +
      `${pairSentence(closest, leader, names, settings)}.`,
    ...countsSentence(closest, leader, names),
    ...beatenOthers(contenders, context),
    ...higherBar(closest, leader, context),
    ...asGoodAs(contenders, leader, pairs, context),
    ...prices(contenders, context),
    ...(out ? [`${capital(out)}.`] : []),
    ...planNote(pairs, settings),
    more === undefined ? noNumberSettles(contenders, pairs, context) : goOn(more),
  ];
  return {
    kind: 'too-close',
    because: parts.join(' '),
    ...(more === undefined ? {} : { ratingsNeeded: more.examples }),
  };
}

function goOn({ examples, chance }: MoreWithinPlan): string {
  const times = Math.min(9, Math.max(1, Math.round(10 * chance)));
  const settles = examples === 1 ? '1 more example settles' : `${examples} more examples settle`;
  return (
    `Go on rating: if the difference stays as it is, ${settles} it; by what is known now, rating that many ` +
    `settles it about ${times} ${times === 1 ? 'time' : 'times'} in 10.`
  );
}

/** Nobody should take it that these may be chosen too, or that each contender beats each of them. */
function beatenOthers(
  contenders: readonly number[],
  { names, spending, compared }: VerdictContext,
): string[] {
  const beaten = names.flatMap((_, i) =>
    contenders.includes(i) || spending[i]!.excluded !== undefined ? [] : [i],
  );
  const by = Map.groupBy(beaten, (one) => {
    const wins = (of: number) =>
      compared.some((pair) => pair.winner === of && [pair.a, pair.b].includes(one));
    return contenders.find(wins) ?? names.findIndex((_, of) => wins(of));
  });
  return [...by].map(([winner, own]) => {
    const who = listed(own.map((one) => names[one]!));
    return `${who} ${own.length === 1 ? 'is' : 'are'} beaten by ${names[winner]!}.`;
  });
}

/** Whether the plan has anything left, and what to do instead of rating on. */
function noNumberSettles(
  contenders: readonly number[],
  pairs: readonly PairResult[],
  context: VerdictContext,
): string {
  const { settings, spending } = context;
  const fresh = freshExamples(context, pairs[0]!, contenders.length);
  const about =
    fresh === undefined ? '' : ` (about ${fresh} examples find a difference of this size 8 times in 10)`;
  const choice = chooseBy(contenders.map((one) => spending[one]!.costPer1000Usd));
  const these = contenders.length === 2 ? 'the two' : `these ${contenders.length}`;
  const instead = `${choice}, or compare ${these} again on fresh examples${about}`;
  const last = lastLook(settings);
  const rated = mostRated(pairs);
  if (last === undefined || settings.complete) return `That is no proof that they are equal: ${instead}.`;
  if (rated >= last)
    return `All ${last} planned examples are rated. That is no proof that they are equal, but these examples cannot tell more: stop here, and ${instead}.`;
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
  return [`Per 1,000 answers: ${sorted.map(({ name, cost }) => `${name} ${usd(cost)}`).join(', ')}.`];
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
    `The plain ${percent(settings.confidence)} interval, ${rangeText(pair.interval, pair.a === leader, settings)}, leaves out 0, but it is not what decides: ` +
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
        worse: sizeText(least, settings),
        power: Math.round(100 * equivalencePower(context, pair, level)),
      };
    });
  if (cheap.length === 0) return [];
  const sure = `(${percent(1 - 2 * settings.tail)} sure on this side)`;
  const allowed = `and the margin allows ${marginText(settings)}`;
  if (cheap.length > 1)
    return [
      `${listed(cheap.map(({ name }) => name))} cost half or less, but are not shown to be as good: they may be worse by up to ` +
        `${listed(cheap.map(({ worse }) => worse))} ${sure}, ${allowed}.`,
    ];
  const { name, worse, power } = cheap[0]!;
  return [
    `${name} costs half or less, but is not shown to be as good: it may be worse by up to ${worse} ${sure}, ${allowed}. ` +
      `The test is strict: on so few examples even an equal candidate passes it only ${power} % of the time.`,
  ];
}
