/** How a set wears, for the terminal: what is to be done first, then what is fine. */
import { shownLabel } from '../core/example.ts';
import type { Health, HealthGroup, ToldFinding } from '../core/health/sign.ts';
import { visibleLine } from '../core/visible.ts';
import { byUrgency, healthHead, LEVEL_WORDS } from '../core/wording/health.ts';
import { type Paint, wrap } from './text-layout.ts';

export interface HealthTextOptions {
  readonly width: number;
  readonly paint: Paint;
}

/** Names of examples on a line. */
const NAMED = 12;

/** The report, ending in a newline. */
export function healthText(health: Health, options: HealthTextOptions): string {
  const { width, paint } = options;
  const blocks = [
    paint.bold(wrap(healthHead(health), width)),
    ...byUrgency(health.findings).map((finding) => block(finding, options)),
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
