/** Reports for spreadsheets: a row for each candidate, or for each example and candidate, one column for each metric. */
import type { CandidateDecision, Decision } from '../core/decision.ts';
import type { Evidence, EvidenceCell } from '../core/evidence.ts';
import { OUTPUT_STATUSES } from '../core/output.ts';
import { isSynthetic } from '../core/synthetic.ts';
import type { Report } from './report.ts';

type Value = string | number | boolean | undefined;

export const csv: Report = {
  name: 'csv',
  extensions: ['csv'],
  write: ({ decision }) =>
    table(
      decision.candidates.map((candidate) => ({
        ...candidateColumns(candidate),
        verdict: decision.verdict.kind,
        decision: decision.inputsHash,
      })),
    ),
};

/** The rows behind the figures. */
export const rowsCsv: Report = {
  name: 'rows',
  extensions: [],
  write({ decision, evidence }) {
    const counted = countedIn(decision, evidence);
    return table(
      [...evidence.examples, ...evidence.apart].flatMap((example) =>
        example.cells.map((cell, index) => {
          const candidate = evidence.candidates[index]!;
          return {
            example: example.id,
            candidate,
            slices: example.slices.join(' '),
            synthetic: isSynthetic(example),
            weight: example.weight,
            ...cellColumns(cell),
            compared_with: counted(example.id, candidate).join('; '),
          };
        }),
      ),
    );
  },
};

/** The rivals against whom an example counts: with planned looks those that were complete by the last one. */
function countedIn(
  { comparisons }: Decision,
  { pairs }: Evidence,
): (example: string, candidate: string) => readonly string[] {
  const rivals = new Map<string, string[]>();
  const note = (example: string, candidate: string, rival: string) => {
    const key = JSON.stringify([example, candidate]);
    rivals.set(key, [...(rivals.get(key) ?? []), rival]);
  };
  for (const { a, b, differences } of pairs) {
    const n = comparisons.find((one) => one.estimand === 'picked' && one.a === a && one.b === b)?.n ?? 0;
    for (const { example } of differences.slice(0, n)) {
      note(example, a, b);
      note(example, b, a);
    }
  }
  return (example, candidate) => rivals.get(JSON.stringify([example, candidate])) ?? [];
}

function candidateColumns(candidate: CandidateDecision): { readonly [column: string]: Value } {
  const { name, incumbent, contender, excluded, n, rating, acceptable, traffic, statuses } = candidate;
  return {
    candidate: name,
    incumbent,
    contender,
    excluded,
    rated: n,
    rating: rating?.mean,
    rating_low: rating?.interval[0],
    rating_high: rating?.interval[1],
    acceptable: acceptable?.rate,
    acceptable_low: acceptable?.interval[0],
    acceptable_high: acceptable?.interval[1],
    traffic: traffic?.mean,
    traffic_low: traffic?.interval[0],
    traffic_high: traffic?.interval[1],
    cost_per_1000_usd: candidate.costPer1000Usd,
    cost_per_acceptable_usd: candidate.costPerAcceptableUsd,
    latency_p50_ms: candidate.latencyMs?.p50,
    latency_p95_ms: candidate.latencyMs?.p95,
    first_token_p50_ms: candidate.firstTokenMs?.p50,
    first_token_p95_ms: candidate.firstTokenMs?.p95,
    first_attempt_rate: candidate.firstAttempts?.rate,
    ...Object.fromEntries(OUTPUT_STATUSES.map((status) => [status, statuses[status]])),
  };
}

function cellColumns({ value, failed, outputs, ratings }: EvidenceCell): {
  readonly [column: string]: Value;
} {
  const mean = (values: readonly (number | undefined)[]): number | undefined => {
    const known = values.filter((one) => one !== undefined);
    return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0) / known.length;
  };
  return {
    counts_as: value,
    failed,
    trials: outputs.length,
    raters: [...new Set(ratings.map(({ rater }) => rater))].join('; '),
    rating: mean(ratings.map(({ rating }) => rating)),
    acceptable: mean(
      ratings.map(({ acceptable }) => (acceptable === undefined ? undefined : Number(acceptable))),
    ),
    status: [...new Set(outputs.map(({ status }) => status))].join(' '),
    cost_usd: mean(outputs.map(({ costUsd }) => costUsd)),
    latency_ms: mean(outputs.map(({ latencyMs }) => latencyMs)),
    first_token_ms: mean(outputs.map(({ firstTokenMs }) => firstTokenMs)),
    characters: mean(outputs.map(({ length }) => length)),
  };
}

function table(rows: readonly { readonly [column: string]: Value }[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  // RFC 4180.
  return lines.map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
}

/** A spreadsheet takes what begins so for a formula, whatever quotes are around it. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

function field(value: Value): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
