/** What `fieldtest try` says along the way, in lines for the terminal. */
import type { Decision } from '../core/decision.ts';
import type { RoundEffort } from '../core/review/effort.ts';
import type { RulerShift } from '../core/review/ruler.ts';
import type { Screen } from '../core/screen.ts';
import type { Asked, PriceOnly } from '../core/try.ts';
import { visibleLine } from '../core/visible.ts';
import { interval, percent, signed, usd } from '../core/wording/figures.ts';
import { duration, rulerText } from '../core/wording/rounds.ts';

/** `It asks ann for 47 ratings, and for 5 of before again, blind (3 of its answers are known already).` */
export function askedText(rater: string, { ratings, anchors, extras, known }: Asked): string {
  const one = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
  const parts = [
    one(ratings, 'rating'),
    ...(anchors > 0 ? [`${anchors} of before again, blind`] : []),
    ...(extras > 0 ? [`${extras} to warm up or to come again`] : []),
  ];
  const same = known > 0 ? ` (${known} of its answers ${known === 1 ? 'is' : 'are'} known already)` : '';
  return `It asks ${visibleLine(rater)} for ${parts.join(', and for ')}${same}.`;
}

export function screenText(screen: Screen, { by }: Pick<Decision, 'by'>): string {
  const { candidate, against, n, difference, most, bar, out } = screen;
  const name = visibleLine(candidate);
  const points = by === 'acceptable' ? ' points' : '';
  const held = `${signed(difference, by)}${points} against ${visibleLine(against)} on ${n} examples`;
  const least =
    bar === 0 ? '' : `, and at ${signed(bar, by)}${points} it would be no choice at its price either`;
  return out
    ? `${name} is clearly worse: ${held}, and 95 % sure no better than ${signed(most, by)}${points}${least}.`
    : `${name} is not clearly worse than ${visibleLine(against)} on ${n} examples, so it goes on.`;
}

/** Against the incumbent first, then everybody else. */
export function againstLines(
  candidate: string,
  { comparisons, candidates, by }: Decision,
): readonly string[] {
  const incumbent = candidates.find((one) => one.incumbent)?.name;
  const own = comparisons.flatMap(({ a, b, estimand, n, difference, interval: range }) => {
    if (estimand !== 'picked' || (a !== candidate && b !== candidate)) return [];
    const sign = a === candidate ? 1 : -1;
    const other = a === candidate ? b : a;
    const [low, high] = sign === 1 ? range : [-range[1], -range[0]];
    const text = interval([low, high], (value) => signed(value, by));
    const who = other === incumbent ? `${visibleLine(other)}, the incumbent` : visibleLine(other);
    return [{ other, line: `Against ${who}: ${signed(sign * difference, by)} (${text}) on ${n} examples` }];
  });
  return [
    ...own.filter(({ other }) => other === incumbent),
    ...own.filter(({ other }) => other !== incumbent),
  ].map(({ line }) => line);
}

/** What rating took, each round, and whether rulers moved. */
export function effortLines(
  rounds: readonly RoundEffort[],
  rulers: readonly RulerShift[],
  by: Decision['by'],
): readonly string[] {
  return [
    ...rounds.map(({ rater, number, split, at, judgements, minutes }) => {
      const held = split === 'dev' ? '' : split === 'holdout' ? ' (held out)' : ' (production)';
      return `Round ${number}${held} of ${visibleLine(rater)}, ${at.slice(0, 10)}: ${judgements} ${judgements === 1 ? 'judgement' : 'judgements'} in ${duration(minutes)}`;
    }),
    ...rulers.map((shift) => rulerText(shift, by)),
  ];
}

export function priceText({ candidate, price, priceFrom, tokensOf }: PriceOnly): string {
  const name = visibleLine(candidate);
  const lines = [
    `${name}: ${usd(price.input)} in, ${usd(price.output)} out per 1,000,000 tokens (${visibleLine(priceFrom)})`,
    ...tokensOf.map(({ name: other, incumbent, outputs, costPer1000Usd, withCandidateUsd }) => {
      const change = costPer1000Usd === 0 ? '' : `, ${changeText(withCandidateUsd / costPer1000Usd)}`;
      const who = incumbent ? `${visibleLine(other)}, the incumbent` : visibleLine(other);
      return `With the tokens of ${who} (${outputs} outputs): ${usd(withCandidateUsd)} per 1,000 examples where ${visibleLine(other)} costs ${usd(costPer1000Usd)}${change}`;
    }),
  ];
  if (tokensOf.length === 0)
    lines.push(
      'No candidate has outputs of which tokens and price are known, so there is nothing to hold it against.',
    );
  lines.push(
    '',
    `A model may use more tokens for the same, or fewer: fieldtest try ${name} --screen asks it for 10.`,
  );
  return lines.join('\n');
}

function changeText(ratio: number): string {
  if (Math.round((ratio - 1) * 100) === 0) return 'the same';
  return ratio > 1 ? `${percent(ratio - 1)} more` : `${percent(1 - ratio)} less`;
}
