/** What `decide` reads and what it says, as tables that another tool can read (base R reads no JSON). */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../src/core/decide.ts';
import type { DecideInput } from '../src/core/decision.ts';
import { decisionFigures, toleranceOf } from './decision-figures.ts';

type Row = readonly (string | number | boolean | undefined)[];

/** Names here hold no comma and no quote. */
function table(header: string, rows: readonly Row[]): string {
  return [header, ...rows.map((row) => row.map((cell) => cell ?? '').join(','))].join('\n').concat('\n');
}

/** Writes the tables, and the same as JSON for people, into `folder`. */
export function writeDecision(folder: string, input: DecideInput): void {
  const { by, looks = 'final', looksTaken, split } = input.options ?? {};
  const decision = decide(input);
  const planned = looks !== 'final';
  const files = {
    'examples.csv': table(
      'id,weight,slices,split,cluster',
      input.examples.map((one) => [one.id, one.weight, one.slices?.join(' '), one.split, one.cluster]),
    ),
    'candidates.csv': table(
      'name,incumbent',
      input.candidates.map(({ name, incumbent = false }) => [name, incumbent]),
    ),
    'ratings.csv': table(
      'example,candidate,trial,rater,rating,acceptable,at,repeatOf',
      input.ratings.map((one) => [
        ...[one.example, one.candidate, one.trial ?? 1, one.rater],
        ...[one.rating, one.acceptable, one.at, one.repeatOf],
      ]),
    ),
    'outputs.csv': table(
      'example,candidate,trial,status,costUsd,latencyMs,firstTokenMs,length',
      (input.outputs ?? []).map((one) => [
        ...[one.example, one.candidate, one.trial ?? 1, one.status],
        ...[one.costUsd, one.latencyMs, one.firstTokenMs, one.length],
      ]),
    ),
    'options.csv': table('by,looks,looksTaken,split', [
      [by ?? 'rating', planned ? looks.join(' ') : looks, looksTaken?.join(' ') ?? 'all', split ?? 'dev'],
    ]),
    'figures.csv': table(
      'path,text,tolerance',
      decisionFigures(decision).map((figure) => [figure.path, figure.text, toleranceOf(figure, planned)]),
    ),
    'input.json': JSON.stringify(input, undefined, 1),
    'decision.json': JSON.stringify(decision, undefined, 1),
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}
