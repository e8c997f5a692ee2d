/** The verdict in words that a person can act on, with nothing in them that was not computed. */

import type { Verdict } from '../decision.ts';
import { capital, marginText, milliseconds, usd } from '../wording/figures.ts';
import { tooClose } from './because-too-close.ts';
import type { PairResult } from './compare.ts';
import { beyondLook, lastLook } from './plan-note.ts';
import { type Finding, leadOf } from './settle.ts';
import type { Spending } from './spending.ts';
import { outSentence, type VerdictContext } from './verdict-context.ts';
import { bound, count, countsSentence, meansSentence, pairSentence, percent, sizeText } from './wording.ts';

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
    parts.push(`${pairSentence(pair, winner, names, settings)}.`, ...countsSentence(pair, winner, names));
    parts.push(
      ...countOn(pair, winner, context),
      ...trade(pair, winner, context),
      ...beatenToo(pair, winner, context),
      ...beyondLook(pair, settings),
    );
  } else {
    parts.push(`${names[winner]} is the only candidate ${insideBars(context)}.`);
  }
  if (out) parts.push(`${capital(out)}.`);
  return { kind, winner: names[winner]!, because: parts.join(' ') };
}

/** The bound that decided; after an early stop the measured difference is too large on average, and the bound is safe. */
function countOn(pair: PairResult, winner: number, { settings }: VerdictContext): string[] {
  if (pair.winner !== winner) return [];
  const least = bound(pair.a === winner ? pair.decisionInterval[0] : -pair.decisionInterval[1], settings);
  const last = lastLook(settings);
  if (last === undefined || pair.look === undefined || pair.look >= last)
    return [`By these examples count on at least ${least}.`];
  return [
    `Decided early, at ${pair.look} of ${last} planned examples, where measured differences tend to be too large: ` +
      `count on at least ${least}.`,
  ];
}

const MOST_OTHERS = 4;

/** The rivals that are not the closest: one of them may cost so much less that somebody chooses it all the same. */
function beatenToo(
  closest: PairResult,
  winner: number,
  { names, spending, compared, settings }: VerdictContext,
) {
  const others = compared
    .filter((pair) => pair !== closest && pair.winner === winner)
    .map((pair) => ({ lead: leadOf(pair, winner), rival: pair.a === winner ? pair.b : pair.a }))
    .filter(({ rival }) => spending[rival]!.excluded === undefined)
    .toSorted((x, y) => x.lead - y.lead);
  if (others.length === 0) return [];
  const isPaid = spending.some(({ costPer1000Usd = 0 }) => costPer1000Usd > 0);
  const said = others.slice(0, MOST_OTHERS).map(({ lead, rival }) => {
    const cost = spending[rival]!.costPer1000Usd;
    return `${names[rival]} by ${sizeText(lead, settings)}${cost === undefined || (cost === 0 && !isPaid) ? '' : ` at ${usd(cost)}`}`;
  });
  const rest = others.length - said.length;
  return [`Beaten too: ${said.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`];
}

/** A difference of time that somebody who waits may feel; a smaller one changes from run to run. */
const FELT_MS = 100;
const FELT_TIMES = 1.2;

/** What else changes with the choice: money, and time where one is slower by what is felt, as far as they are known. */
function trade(pair: PairResult, first: number, { names, spending }: VerdictContext): string[] {
  const two = [first, pair.a === first ? pair.b : pair.a];
  const said = (text: (one: Spending) => string | undefined) => {
    const each = two.map((one) => text(spending[one]!));
    return each.includes(undefined)
      ? undefined
      : each.map((what, i) => `${names[two[i]!]} ${what}`).join(', ');
  };
  const money = said(({ costPer1000Usd: cost }) => (cost === undefined ? undefined : usd(cost)));
  const isFree = two.every((one) => spending[one]!.costPer1000Usd === 0);
  const time = said(({ latencyMs }) => latencyMs && milliseconds(latencyMs.p50));
  const [quick = 0, slow = 0] = two.map((one) => spending[one]!.latencyMs?.p50 ?? 0).sort((x, y) => x - y);
  const isFelt = slow - quick >= FELT_MS && slow >= FELT_TIMES * quick;
  return [
    ...(money === undefined || isFree ? [] : [`1,000 answers cost: ${money}.`]),
    ...(time === undefined || !isFelt ? [] : [`Half of the answers come within: ${time}.`]),
  ];
}

function cheaper(finding: Extract<Finding, { kind: 'cheaper' }>, context: VerdictContext): Verdict {
  const { names, settings } = context;
  const { winner, leader, pair, least } = finding;
  const out = outSentence(context);
  const parts = [
    `${names[winner]} is as good as ${names[leader]} within ${marginText(settings)}, and costs half or less.`,
    `${meansSentence(pair, winner, names, settings)}; the difference is ${bound(leadOf(pair, winner), settings)}, at worst ${bound(least, settings)} ` +
      `(${percent(1 - 2 * settings.tail)} sure).`,
    ...trade(pair, winner, context),
    ...beyondLook(pair, settings),
    ...(out ? [`${capital(out)}.`] : []),
  ];
  return {
    kind: 'cheaper-equivalent',
    winner: names[winner]!,
    asGoodAs: { candidate: names[leader]!, atWorst: least },
    because: parts.join(' '),
  };
}

function insideBars({ gated, settings }: VerdictContext): string {
  if (!gated) return 'within the limits';
  return Object.values(settings.limits).some((limit) => limit !== undefined)
    ? 'within the limits and past the gates'
    : 'past the gates';
}
