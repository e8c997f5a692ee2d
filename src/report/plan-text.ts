/** A plan for the terminal: a sentence to act on, then what each size can tell and what it takes. */
import type { DecideBy } from '../core/decision.ts';
import type { OpenRange, Plan, PlanGap, PlanMeasure } from '../core/plan.ts';
import { gapText, often } from '../core/wording/plan.ts';
import { type Paint, table, wrap } from './text-layout.ts';

export interface PlanTextOptions {
  /** Columns; tables that do not fit become lists. */
  readonly width: number;
  readonly paint: Paint;
}

/** The report, ending in a newline. */
export function planText(plan: Plan, options: PlanTextOptions): string {
  const { width, paint } = options;
  const [first, ...others] = plan.measures;
  const blocks = [
    paint.bold(wrap(first!.summary, width)),
    ...(first!.gap === undefined ? [] : [wrap(gapSentence(first!, first!.gap, plan), width)]),
    measureBlock(plan, first!, options),
    ...others.map((other) =>
      [
        wrap(`By the ${asked(other.by)} alone: ${lowerFirst(other.summary)}`, width),
        ...(other.gap === undefined ? [] : [wrap(gapSentence(other, other.gap, plan), width)]),
        measureBlock(plan, other, options),
      ].join('\n\n'),
    ),
    effortBlock(plan, options),
    ...plan.notes.map((note) => wrap(note, width)),
    paint.dim(wrap(ruleSentence(plan), width)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function asked(by: DecideBy): string {
  return by === 'rating' ? 'rating' : 'yes/no answers';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function measureBlock(plan: Plan, measure: PlanMeasure, { width, paint }: PlanTextOptions): string {
  const { by, sizes, scale } = measure;
  const rows = sizes.map(({ examples, resolves, chances }) => ({
    Examples: sizeText(examples, plan),
    Finds: rangeText(resolves, by),
    ...Object.fromEntries(
      chances.map(({ gap, chance }) => [gapText(gap, by), `${percentRange(chance.low, chance.high)} %`]),
    ),
  }));
  const unit = by === 'rating' ? `the rating, ${scale.join(' to ')}` : 'points of the acceptable answers';
  const meaning = `Finds: the difference that is found four times in five, in ${unit}. Beside it, how often others are found.`;
  return [
    paint.dim(wrap(meaning, width)),
    table(rows, { width, left: new Set(['Examples']), paintHead: paint.dim }),
    paint.dim(wrap(spreadSentence(measure), width)),
  ].join('\n');
}

/** `50, planned`; the set's own number is marked too. */
function sizeText(examples: number, plan: Plan): string {
  if (examples === plan.examples) return `${examples}, the set`;
  if (examples === plan.planned) return `${examples}, planned`;
  return String(examples);
}

function rangeText({ low, high }: OpenRange, by: DecideBy): string {
  if (low === null) return 'none';
  const text = (value: number) => (by === 'rating' ? value.toFixed(1) : String(Math.round(100 * value)));
  if (high === null) return `${text(low)} or none`;
  return text(low) === text(high) ? text(low) : `${text(low)} to ${text(high)}`;
}

function percentRange(low: number, high: number): string {
  const text = (share: number) => String(Math.round(100 * share));
  return text(low) === text(high) ? text(low) : `${text(low)} to ${text(high)}`;
}

function spreadSentence({ by, spread }: PlanMeasure): string {
  const text = (value: number) => (by === 'rating' ? value.toFixed(2) : String(Math.round(100 * value)));
  const deviation = `standard deviation ${text(spread.low)} to ${text(spread.high)}`;
  return spread.from === 'ratings'
    ? `Ranges: differences scatter as in your first ${spread.examples} rated examples, as far as so few can tell (${deviation}).`
    : `Ranges: differences scatter as little, or as much, as on other people's work (${deviation}); ten rated examples will tell more of yours.`;
}

function gapSentence({ by }: PlanMeasure, found: PlanGap, { looks }: Plan): string {
  const { gap, examples, planEnds, chance, look } = found;
  const { low, likely, high } = examples;
  const size =
    likely === null
      ? 'would take more than 2,000 examples'
      : `takes about ${likely} examples (${low} to ${high ?? 'more than 2,000'})`;
  const ends = looks === 'final' ? `The ${planEnds} examples` : `The plan, which ends at ${planEnds},`;
  const when = look !== null && look < planEnds ? `, four times in five by its look at ${look}` : '';
  return `Finding a difference of ${gapText(gap, by)} four times in five ${size}. ${ends} will find it ${often(chance.likely)}${when}.`;
}

function effortBlock(plan: Plan, { width, paint }: PlanTextOptions): string {
  const rows = plan.effort.map(({ examples, ratings, again, minutes }) => ({
    Examples: sizeText(examples, plan),
    Ratings: String(ratings),
    'Asked again': String(again),
    Time: timeText(minutes),
  }));
  const { from, secondsPerRating } = plan.pace;
  const seconds = Math.round(secondsPerRating);
  const pace =
    from === 'review'
      ? `Time: at the pace of the review so far, about ${seconds} s a rating.`
      : `Time: ${seconds} s a rating are assumed; the review will tell.`;
  const what = `${plan.candidates} candidates; identical outputs of an example are rated once. Asked again: hidden repeats, and a few to warm up.`;
  return [
    paint.dim(wrap('What rating takes, of one person.', width)),
    table(rows, { width, left: new Set(['Examples']), paintHead: paint.dim }),
    paint.dim(wrap(`${what} ${pace}`, width)),
  ].join('\n');
}

/** `25 min`, `1 h 25 min`. */
function timeText(minutes: number): string {
  const whole = Math.max(1, Math.round(minutes));
  if (whole < 60) return `${whole} min`;
  return `${Math.floor(whole / 60)} h ${whole % 60} min`;
}

function ruleSentence({ confidence, candidates, looks }: Plan): string {
  const share = `${Number((100 * confidence).toPrecision(4))} %`;
  const among = candidates > 2 ? `, shared among ${candidates - 1} rivals` : '';
  const when =
    looks === 'final'
      ? 'one look at the end'
      : looks.length === 1
        ? 'one look'
        : `looks at ${looks.join(', ')}`;
  return `By the rule that decides: ${share} confidence${among}, ${when}; each size as if the plan ended there.`;
}
