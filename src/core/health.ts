/** How a set wears: every sign, looked at in the rows and texts of a project. */
import { signs } from './health/list.ts';
import type { HealthInput, ToldFinding } from './health/sign.ts';

/** What each sign says. */
export function lookAtSigns(input: HealthInput): readonly ToldFinding[] {
  return signs.map((sign) => ({ sign: sign.name, title: sign.title, ...sign.look(input) }));
}

/** The first alarm of the signs that need only what a decision has read, in a sentence; undefined where none is. */
export function alarmLine(input: HealthInput): string | undefined {
  for (const sign of signs) {
    const { line } = sign.inDecision ? sign.look(input) : {};
    if (line !== undefined) return line;
  }
  return undefined;
}
