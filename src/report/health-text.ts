/** How a set wears, for the terminal: what is to be done first, then what is fine. */
import { shownLabel } from '../core/example.ts';
import type { Health, HealthGroup, HealthLevel, ToldFinding } from '../core/health/sign.ts';
import { visibleLine } from '../core/visible.ts';
import { type Paint, wrap } from './text-layout.ts';

export interface HealthTextOptions {
  readonly width: number;
  readonly paint: Paint;
}

const ORDER: readonly HealthLevel[] = ['alarm', 'note', 'unknown', 'fine'];
const LEVEL_WORDS: { readonly [level in HealthLevel]: string } = {
  alarm: 'act',
  note: 'look',
  unknown: 'not known',
  fine: 'fine',
};
/** Names of examples on a line. */
const NAMED = 12;

/** The report, ending in a newline. */
export function healthText({ findings, examples, holdout }: Health, options: HealthTextOptions): string {
  const { width, paint } = options;
  const held = holdout === 0 ? '' : ` and ${holdout} held out`;
  const alarms = findings.filter(({ level }) => level === 'alarm').length;
  const head =
    alarms === 0
      ? 'No sign that the set wears out'
      : `${alarms} ${alarms === 1 ? 'sign' : 'signs'} that the set wears out`;
  const ordered = findings.toSorted((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
  const blocks = [
    paint.bold(wrap(`${head}: ${examples} ${examples === 1 ? 'example' : 'examples'}${held}.`, width)),
    ...ordered.map((finding) => block(finding, options)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function block(
  { title, level, says, groups, notes }: ToldFinding,
  { width, paint }: HealthTextOptions,
): string {
  const word = LEVEL_WORDS[level];
  return [
    `${paint.bold(title)} (${level === 'alarm' ? paint.red(word) : word})`,
    wrap(visibleLine(says), width, { first: '  ', rest: '  ' }),
    ...groups.flatMap((group) => groupLines(group, width)),
    ...notes.map((note) => paint.dim(wrap(visibleLine(note), width, { first: '  ', rest: '  ' }))),
  ].join('\n');
}

/** A command stands on a line of its own, whole, so that it can be copied. */
function groupLines({ what, examples, command }: HealthGroup, width: number): readonly string[] {
  const named = examples.slice(0, NAMED).map(shownLabel).join(', ');
  const more = examples.length > NAMED ? ` and ${examples.length - NAMED} more` : '';
  const line = `${visibleLine(what)}${named === '' ? '' : `: ${named}${more}`}`;
  return [
    wrap(line, width, { first: '  - ', rest: '    ' }),
    ...(command === undefined ? [] : [`    ${visibleLine(command)}`]),
  ];
}
