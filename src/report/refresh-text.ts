/** New traffic beside the set, for the terminal: how much the set stands for, what has drifted, what would change. */
import { shownLabel } from '../core/example.ts';
import { shellWord } from '../core/shell-word.ts';
import { visibleLine } from '../core/visible.ts';
import { interval } from '../core/wording/figures.ts';
import { thousands } from '../core/wording/thousands.ts';
import { type Paint, table, wrap } from './text-layout.ts';

/** What of a refresh is told; see `RefreshResult`. */
export interface RefreshFacts {
  readonly records: { readonly old: number; readonly fresh: number; readonly looked: number };
  readonly examples: number;
  readonly covered: {
    readonly stoodFor: Share;
    readonly noStratum: Share;
    readonly newKind: Share;
    readonly kinds: readonly { readonly words: readonly string[]; readonly traffic: Share }[];
  };
  readonly drift: {
    readonly moved: boolean;
    readonly tests: readonly { readonly name: string; readonly p: number; readonly moved: boolean }[];
    readonly otherKindAtLeast: number;
    readonly strata: readonly Shift[];
    readonly facets: readonly Shift[];
    readonly length: { readonly old: number; readonly fresh: number };
  };
  readonly proposal: {
    readonly retire: readonly { readonly example: string; readonly why: string; readonly next: boolean }[];
    readonly add: readonly { readonly name: string; readonly text: string }[];
    readonly shared: number;
    readonly heldBack: number;
  };
  readonly applied?: { readonly examples: number; readonly holdout: number };
}

interface Share {
  readonly share: number;
  readonly interval: readonly [number, number];
}

interface Shift {
  readonly name: string;
  readonly old: number;
  readonly fresh: number;
  readonly interval: readonly [number, number];
  readonly moved: boolean;
}

export interface RefreshTextOptions {
  readonly width: number;
  readonly paint: Paint;
  /** As they were typed, for the command that applies it. */
  readonly files: readonly string[];
}

/** Rows of a table, and names on a line. */
const MOST = 8;

/** The report, ending in a newline. */
export function refreshText(facts: RefreshFacts, options: RefreshTextOptions): string {
  const { width, paint } = options;
  const { covered, records } = facts;
  const { stoodFor, noStratum, newKind, kinds } = covered;
  const blocks = [
    paint.bold(
      wrap(
        `The ${facts.examples} examples still stand for ${shareText(stoodFor)} of the new traffic.`,
        width,
      ),
    ),
    wrap(
      `${number(records.fresh)} new records beside ${number(records.old)} old ones; ${number(records.looked)} of each were compared text by text. Without an example: ${shareText(noStratum)} is of a stratum that the set has none of, ${shareText(newKind)} of a new kind (1.1 % would be by chance). Near to old work is not the same: this is the least that is new.`,
      width,
    ),
    ...(kinds.length === 0
      ? []
      : [
          [
            paint.bold('New kinds'),
            ...kinds
              .slice(0, MOST)
              .map(({ words, traffic }) => `  ${words.map(visibleLine).join(', ')}: ${shareText(traffic)}`),
          ].join('\n'),
        ]),
    driftBlock(facts, options),
    proposalBlock(facts, options),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const TEST_NAMES: { readonly [name: string]: string } = {
  strata: 'kinds of work (G)',
  words: 'words (nearest neighbours)',
  length: 'length (Mann-Whitney)',
};

function driftBlock({ drift }: RefreshFacts, { width, paint }: RefreshTextOptions): string {
  const { tests, otherKindAtLeast, strata, facets, length, moved } = drift;
  const said = tests.map(
    ({ name, p, moved: own }) => `${TEST_NAMES[name]} p = ${pText(p)}${own ? ', moved' : ''}`,
  );
  const shifted = [...strata, ...facets].filter((one) => one.moved);
  const rows = shifted.slice(0, MOST).map((shift) => ({
    'What moved': visibleLine(shift.name),
    Before: percentage(shift.old),
    Now: percentage(shift.fresh),
    'Range of the difference': interval(shift.interval, percentage),
  }));
  const head = moved
    ? `The traffic has drifted: ${said.join('; ')}.`
    : `No drift that these records would show: ${said.join('; ')}.`;
  return [
    paint.bold('Drift'),
    wrap(head, width),
    wrap(
      `${otherKindAtLeast > 0 ? `At least ${percentage(otherKindAtLeast)} of the traffic is of another kind of work than before, by the ranges of all kinds together. ` : ''}Median length ${number(length.old)} characters before, ${number(length.fresh)} now.`,
      width,
    ),
    ...(rows.length === 0
      ? ['No kind of work, edge or language moved beyond its range.']
      : [table(rows, { width, left: new Set(['What moved']), paintHead: paint.dim })]),
    ...(shifted.length > MOST ? [`and ${shifted.length - MOST} more (--json has all)`] : []),
  ].join('\n');
}

function proposalBlock(facts: RefreshFacts, options: RefreshTextOptions): string {
  const { proposal, applied, examples } = facts;
  const { width, paint, files } = options;
  const { retire, add, shared, heldBack } = proposal;
  const because = {
    gone: 'hardly anything like them came any more',
    saturated: 'all candidates are perfect, or hopeless',
  };
  const of = (why: keyof typeof because) =>
    retire.filter((one) => one.why === why).map(({ example }) => example);
  const leaving = (['gone', 'saturated'] as const).flatMap((why) => {
    const some = of(why);
    if (some.length === 0) return [];
    const more = some.length > MOST ? ` and ${some.length - MOST} more` : '';
    return [`  ${some.slice(0, MOST).map(shownLabel).join(', ')}${more}: ${because[why]}`];
  });
  const seconds = retire.filter(({ next }) => next).length;
  const coming = add.map(({ name, text }) => `  ${shownLabel(name)}: ${visibleLine(text)}`.slice(0, width));
  const next =
    applied === undefined
      ? `To do it: fieldtest refresh ${files.map(shellWord).join(' ')} --apply   (with the same reading options)`
      : `Done: the records are in the pool, and the set has ${applied.examples} examples and ${applied.holdout} held out, weighed anew.\n\nNext: fieldtest run`;
  if (retire.length + add.length === 0)
    return [
      'Nothing would change in the set.',
      applied === undefined ? 'To have the records in the pool: fieldtest import' : next,
    ].join('\n');
  return [
    paint.bold(`${retire.length} would leave, ${add.length} would come in`),
    ...leaving,
    ...(seconds === 0
      ? []
      : [
          `  The next of their kind ${seconds === 1 ? 'takes the place of one of them' : `take the places of ${seconds} of them`}.`,
        ]),
    ...(coming.length === 0 ? [] : ['  In, drawn out of what the set does not stand for:', ...coming]),
    wrap(
      `${shared} of the ${examples} examples stay: they link scores before and after.${heldBack > 0 ? ` ${heldBack} more would leave, were it not for that: two thirds stay, and 20.` : ''} What leaves keeps its outputs and ratings; what is held out stays.`,
      width,
    ),
    '',
    next,
  ].join('\n');
}

function shareText({ share, interval: range }: Share): string {
  return `${percentage(share)} (${interval(range, percentage)})`;
}

function percentage(share: number): string {
  const text = (100 * share).toFixed(1);
  return `${Number(text) === 0 ? '0.0' : text} %`.replace('-', '\u2212');
}

function pText(p: number): string {
  return p <= 0.001 ? '0.001 or less' : p.toFixed(3);
}

function number(n: number): string {
  return thousands(Math.round(n));
}
