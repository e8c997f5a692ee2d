/** A report for CI: a test case for the verdict, for each candidate, and for each gate. */
import type { CandidateDecision, Decision } from '../core/decision.ts';
import { escapeMarkup } from '../core/markup.ts';
import { visibleLine } from '../core/visible.ts';
import { candidateCells } from '../core/wording/candidates.ts';
import { checkRows, gateText } from '../core/wording/checks.ts';
import { headline } from '../core/wording/headline.ts';
import type { Report, ReportData } from './report.ts';

/**
 * Failed is who a limit or a gate takes out. What is not decided yet is skipped, since no test has failed.
 * Format: https://github.com/testmoapp/junitxml
 */
export const junit: Report = {
  name: 'junit',
  extensions: ['xml'],
  write(data) {
    const cases = [
      verdictCase(data),
      ...data.decision.candidates.map(candidateCase),
      ...gateCases(data.decision),
    ];
    const { task, at, decision } = data;
    return junitText({ task, at, inputsHash: decision.inputsHash, cases });
  },
};

/** One suite. */
export function junitText(of: {
  readonly task: string;
  /** ISO time. */
  readonly at: string;
  readonly inputsHash?: string;
  readonly cases: readonly Case[];
}): string {
  const { task, at, inputsHash, cases } = of;
  const count = (kind: Outcome['kind']) => cases.filter(({ outcome }) => outcome.kind === kind).length;
  const { skipped, ...most } = {
    tests: cases.length,
    failures: count('failed'),
    errors: 0,
    skipped: count('skipped'),
  };
  const attributes = (of: { readonly [name: string]: number }) =>
    Object.entries(of)
      .map(([name, n]) => `${name}="${n}"`)
      .join(' ');
  // The schema of Jenkins knows no skipped ones of all suites together.
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="fieldtest" ${attributes(most)}>`,
    `  <testsuite name="${escaped(task)}" timestamp="${escaped(at)}" ${attributes({ ...most, skipped })}>`,
    ...(inputsHash === undefined
      ? []
      : [`    <properties><property name="inputsHash" value="${inputsHash}"/></properties>`]),
    ...cases.map(caseText),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed' | 'skipped'; readonly message: string };

/** A test case. */
export interface Case {
  readonly group: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly said: string;
}

function verdictCase({ decision }: ReportData): Case {
  const { kind, because } = decision.verdict;
  const said = headline(decision);
  const undecided = kind === 'too-close' || kind === 'not-enough';
  return {
    group: 'verdict',
    name: 'verdict',
    outcome: undecided ? { kind: 'skipped', message: said } : { kind: 'passed' },
    said: `${said} ${because}`,
  };
}

function candidateCase(candidate: CandidateDecision): Case {
  const { rated, rating, acceptable, cost, time, failed } = candidateCells(candidate);
  const figure = (of: typeof rating) => (of.range === undefined ? of.figure : `${of.figure} (${of.range})`);
  return {
    group: 'candidates',
    name: candidate.name,
    outcome:
      candidate.excluded === undefined
        ? { kind: 'passed' }
        : { kind: 'failed', message: `out: ${candidate.excluded}` },
    said: `rated ${rated}; rating ${figure(rating)}; acceptable ${figure(acceptable)}; cost ${cost}; time ${time}; failed ${failed}`,
  };
}

function gateCases({ checks = [] }: Decision): readonly Case[] {
  const gates = checks.filter(({ gate }) => gate);
  return checkRows(gates).map((row): Case => {
    const gate = gateText(gates.find(({ name }) => name === row.check)!);
    const said = `${row.passed} passed (${gate})`;
    return {
      group: `check ${row.check}`,
      name: row.candidate,
      outcome: row.out ? { kind: 'failed', message: said } : { kind: 'passed' },
      said,
    };
  });
}

function caseText({ group, name, outcome, said }: Case): string {
  const open = `    <testcase classname="${escaped(group)}" name="${escaped(name)}"`;
  const kind = outcome.kind === 'failed' ? 'failure' : 'skipped';
  const inside = outcome.kind === 'passed' ? '' : `<${kind} message="${escaped(outcome.message)}"/>`;
  return `${open}>${inside}<system-out>${escaped(said)}</system-out></testcase>`;
}

/** XML 1.0 cannot hold control characters at all, so they are written out. */
function escaped(text: string): string {
  return escapeMarkup(visibleLine(text));
}
