/** How a set wears, in words that the terminal and the page share. */
import type { Health, HealthLevel, ToldFinding } from '../health/sign.ts';

const ORDER: readonly HealthLevel[] = ['alarm', 'note', 'unknown', 'fine'];

export const LEVEL_WORDS: { readonly [level in HealthLevel]: string } = {
  alarm: 'act',
  note: 'look',
  unknown: 'not known',
  fine: 'fine',
};

/** `2 signs that the set wears out: 24 examples and 6 held out.` */
export function healthHead({ findings, examples, holdout }: Health): string {
  const alarms = findings.filter(({ level }) => level === 'alarm').length;
  const signs = alarms === 1 ? 'sign' : 'signs';
  const known = findings.filter(({ level }) => level !== 'unknown').length;
  const none =
    known === findings.length
      ? 'No sign that the set wears out'
      : `No sign that the set wears out in what can be told so far (${known} of ${findings.length} signs)`;
  const head = alarms === 0 ? none : `${alarms} ${signs} that the set wears out`;
  const held = holdout === 0 ? '' : ` and ${holdout} held out`;
  return `${head}: ${examples} ${examples === 1 ? 'example' : 'examples'}${held}.`;
}

/** What is to be done first, what is fine last. */
export function byUrgency(findings: readonly ToldFinding[]): readonly ToldFinding[] {
  return findings.toSorted((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
}
