/** What a decision must not be made on: rows that contradict each other or name what nobody knows. */
import type { DecideInput } from '../decision.ts';
import { FieldtestError } from '../errors.ts';
import { OUTPUT_STATUSES } from '../output.ts';
import type { Settings } from './settings.ts';

/** Throws FieldtestError('input') that names the first bad row, counted from 1. */
export function checkInput(input: DecideInput, settings: Settings): void {
  checkCandidates(input);
  const examples = checkExamples(input);
  const candidates = new Set(input.candidates.map((candidate) => candidate.name));
  const known = (row: string, example: string, candidate: string) => {
    if (!examples.has(example)) {
      refuse(`${row}: there is no example ${quote(example)}`, 'Add the example, or take the row out.');
    }
    if (!candidates.has(candidate)) {
      const names = input.candidates.map((one) => one.name).join(', ');
      refuse(`${row}: there is no candidate ${quote(candidate)}`, `The candidates are: ${names}.`);
    }
  };
  checkRatings(input, settings, known);
  checkOutputs(input, known);
}

type Known = (row: string, example: string, candidate: string) => void;

function checkCandidates(input: DecideInput): void {
  const seen = new Map<string, number>();
  let incumbent: string | undefined;
  input.candidates.forEach(({ name, incumbent: isIncumbent }, index) => {
    if (typeof name !== 'string') refuse(`candidate ${index + 1}: the name is missing`, 'Give it as text.');
    const before = seen.get(name);
    if (before !== undefined) {
      refuse(
        `candidate ${index + 1}: the name ${quote(name)} is already taken by candidate ${before + 1}`,
        'Give each candidate its own name.',
      );
    }
    seen.set(name, index);
    if (!isIncumbent) return;
    if (incumbent !== undefined) {
      refuse(
        `candidate ${index + 1}: ${quote(name)} and ${quote(incumbent)} are both the incumbent`,
        'Mark the one that is in production now.',
      );
    }
    incumbent = name;
  });
}

function checkExamples(input: DecideInput): ReadonlySet<string> {
  const seen = new Set<string>();
  input.examples.forEach(({ id, weight, split }, index) => {
    const row = `example ${index + 1} (${id})`;
    if (typeof id !== 'string') refuse(`example ${index + 1}: the id is missing`, 'Give it as text.');
    if (seen.has(id)) refuse(`${row}: the id is already taken`, 'Give each example once.');
    seen.add(id);
    if (weight !== undefined && !(Number.isFinite(weight) && weight >= 0)) {
      refuse(
        `${row}: the weight ${weight} is not a number from 0`,
        'Leave the weight out if it is not known.',
      );
    }
    if (split !== undefined && split !== 'dev' && split !== 'holdout') {
      refuse(`${row}: the split ${String(split)} does not exist`, 'Use dev or holdout.');
    }
  });
  return seen;
}

function checkRatings(input: DecideInput, settings: Settings, known: Known): void {
  const [low, high] = settings.ratingScale;
  input.ratings.forEach((rating, index) => {
    const row = () =>
      `rating ${index + 1} (example ${rating.example}, candidate ${rating.candidate}, rater ${rating.rater})`;
    known(`rating ${index + 1}`, rating.example, rating.candidate);
    if (typeof rating.rater !== 'string') refuse(`${row()}: the rater is missing`, 'Say who rated, as text.');
    const value = rating.rating;
    if (value !== undefined && (typeof value !== 'number' || !Number.isFinite(value))) {
      refuse(`${row()}: ${quote(value)} is not a number`, `Rate from ${low} to ${high}.`);
    }
    if (value !== undefined && (value < low || value > high)) {
      refuse(`${row()}: ${value} is not on the scale ${low} to ${high}`, `Rate from ${low} to ${high}.`);
    }
    if (rating.acceptable !== undefined && typeof rating.acceptable !== 'boolean') {
      refuse(`${row()}: acceptable is ${quote(rating.acceptable)}`, 'Answer true or false.');
    }
    if (rating.at !== undefined && Number.isNaN(Date.parse(rating.at))) {
      refuse(`${row()}: ${quote(rating.at)} is not a time`, 'Write it as 2026-11-24T10:45:00Z.');
    }
    checkTrial(row, rating.trial);
  });
}

function checkOutputs(input: DecideInput, known: Known): void {
  input.outputs?.forEach((output, index) => {
    const row = () => `output ${index + 1} (example ${output.example}, candidate ${output.candidate})`;
    known(`output ${index + 1}`, output.example, output.candidate);
    if (!OUTPUT_STATUSES.includes(output.status)) {
      refuse(
        `${row()}: the status ${quote(output.status)} does not exist`,
        `Use ${OUTPUT_STATUSES.join(', ')}.`,
      );
    }
    checkTrial(row, output.trial);
    if (output.servedBy !== undefined && typeof output.servedBy !== 'string') {
      refuse(`${row()}: servedBy is ${quote(output.servedBy)}`, 'Name the version as text, or leave it out.');
    }
    if (output.costFrom !== undefined && typeof output.costFrom !== 'string') {
      refuse(`${row()}: costFrom is ${quote(output.costFrom)}`, 'Say whose price it is, as text.');
    }
    const { failedAttempts: failed } = output;
    if (
      failed !== undefined &&
      !(Array.isArray(failed) && failed.every((code) => typeof code === 'string'))
    ) {
      refuse(`${row()}: failedAttempts is no list of texts`, "Write ['timeout'], or [] for none.");
    }
    for (const name of ['costUsd', 'latencyMs', 'firstTokenMs', 'length'] as const) {
      const value = output[name];
      if (value !== undefined && !(Number.isFinite(value) && value >= 0)) {
        refuse(`${row()}: ${name} is ${quote(value)}`, 'Give a number from 0, or leave it out.');
      }
    }
  });
}

function checkTrial(row: () => string, trial: number | undefined): void {
  if (trial !== undefined && !(Number.isInteger(trial) && trial >= 1)) {
    refuse(`${row()}: the trial ${quote(trial)} is not a whole number from 1`, 'Trials count 1, 2, 3.');
  }
}

function quote(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function refuse(message: string, hint: string): never {
  throw new FieldtestError('input', message, hint);
}
