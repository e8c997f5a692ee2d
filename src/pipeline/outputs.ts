/** `fieldtest outputs import|export`: outputs made elsewhere in, all outputs out. */
import type { Context } from '../core/context.ts';
import { outputCost } from '../core/cost.ts';
import { FieldtestError } from '../core/errors.ts';
import { exampleLabel } from '../core/example.ts';
import { exampleId, textId } from '../core/identity.ts';
import { unfitInput } from '../core/input.ts';
import { type Json, sortedJson } from '../core/json.ts';
import { type Attempt, type Output, outputKeyText } from '../core/output.ts';
import { type OutputRow, outputRowSchema } from '../core/rows.ts';
import { eachOutput, exampleFinder, requireExamples, unknownInFile } from './lookup.ts';
import { type ReadRow, type Rejects, readRows } from './read-rows.ts';
import { noteReveal } from './reveal.ts';
import { candidateNamer } from './tool-candidates.ts';

export interface OutputsImportInput {
  readonly file: string;
  /** What the file is; absent: told from its content. */
  readonly format?: string;
  /** The candidate of all rows, or `theirs=ours` for a name in the file. */
  readonly candidate?: readonly string[];
  readonly skipBad?: boolean;
}

export interface OutputsImportResult {
  /** What the file was read as. */
  readonly format: string;
  readonly rows: number;
  readonly added: number;
  readonly unchanged: number;
  /** Left out, since their examples were forgotten here. */
  readonly forgotten: number;
  readonly rejects: Rejects;
}

/** A line of `outputs export`. */
export interface OutputExportRow extends OutputRow {
  /** Whose word `costUsd` is. */
  readonly costFrom?: string;
  readonly attempts: readonly Attempt[];
}

/** Stores every output of a file, or none. A key that has another text already is a conflict. */
export async function importOutputs(
  context: Context,
  input: OutputsImportInput,
): Promise<OutputsImportResult> {
  const { store, config, clock } = context;
  const examples = await store.examples();
  requireExamples(examples.length, 'dev');
  const redactor = await context.redactor();
  const isForgotten = (await store.forgotten()) ?? (() => false);
  const find = exampleFinder([...examples, ...(await store.retiredExamples())], redactor);
  const candidates = new Map(config.candidates.map((candidate) => [candidate.name, candidate]));
  const idOf = (given: NonNullable<OutputRow['input']>) => exampleId(redactor.record({ input: given }).input);
  const byInput = (row: OutputRow) => (row.input === undefined ? undefined : find(idOf(row.input)));
  // A file that names examples in its own way may give their inputs too.
  const exampleOf = (row: OutputRow) =>
    (row.example === undefined ? undefined : find(row.example)) ?? byInput(row);
  /** Also in a file that was made before. */
  const isOfForgotten = (row: OutputRow) =>
    (row.example !== undefined && isForgotten({ id: row.example, name: redactor.text(row.example) })) ||
    (row.input !== undefined && isForgotten({ id: idOf(row.input) }));
  const check = (row: OutputRow): string | undefined => {
    if (row.candidate === undefined) return 'has no "candidate"; say whose it is with --candidate NAME';
    if (!candidates.has(row.candidate)) {
      return unknownInFile(row.candidate, config.candidates);
    }
    const unfit = row.input === undefined ? undefined : unfitInput(row.input);
    if (unfit !== undefined) return unfit;
    if (exampleOf(row) === undefined && !isOfForgotten(row))
      return `${row.example === undefined ? 'its input' : `"${row.example}"`} is no example of this set`;
    return undefined;
  };
  const skipBad = input.skipBad ?? false;
  const named = candidateNamer(config.candidates, input.candidate);
  const {
    rows: read,
    format,
    putAside,
  } = await readRows(context, {
    file: input.file,
    schema: outputRowSchema,
    skipBad,
    open: async (source) =>
      (await context.importers()).outputRows(
        source,
        input.format === undefined ? {} : { format: input.format },
      ),
    // Our own rows say themselves whose they are.
    prepare: (value, read) => (read === 'jsonl' && input.candidate === undefined ? value : named(value)),
    check,
  });
  const at = clock.now();
  const rows = read.filter(({ value }) => exampleOf(value) !== undefined);
  const outputs = rows.map(({ value }): Output => {
    // What was made elsewhere was made of inputs with all that was in them, and repeats it.
    const text = redactor.text(value.output);
    const { latencyMs, firstTokenMs, costUsd, usage, responseModel, fingerprint } = value;
    const facts = Object.fromEntries(
      Object.entries({ latencyMs, firstTokenMs, costUsd, usage, responseModel, fingerprint }).filter(
        ([, fact]) => fact !== undefined,
      ),
    );
    const status = value.status ?? (text.trim() === '' ? 'empty' : 'ok');
    const failed =
      value.failure === undefined
        ? { code: 'imported', message: text || 'failed elsewhere' }
        : (redactor.value(value.failure) as NonNullable<OutputRow['failure']>);
    const failure = status === 'error' ? { failure: failed } : {};
    return {
      candidate: candidates.get(value.candidate!)!.id,
      example: exampleOf(value)!.id,
      trial: value.trial ?? 1,
      status,
      text: status === 'error' ? '' : text,
      textId: textId(status === 'error' ? '' : text),
      ...facts,
      ...failure,
      at,
      attempts: [],
    };
  });
  const news = await newOutputs(context, outputs, rows);
  await store.putCandidates(config.candidates, at);
  const added = await store.putOutputs(news);
  return {
    format,
    rows: read.length,
    added,
    unchanged: rows.length - added,
    forgotten: read.length - rows.length,
    rejects: await putAside(),
  };
}

/** Every output of the config's candidates as rows, in set order, never all of them in memory. */
export async function* exportOutputs(
  context: Context,
  input: { readonly split?: 'dev' | 'holdout' } = {},
): AsyncGenerator<OutputExportRow> {
  const { store, config } = context;
  await noteReveal(context, 'outputs export');
  const split = input.split ?? 'dev';
  const candidates = new Map(config.candidates.map((candidate) => [candidate.id, candidate]));
  const examples = new Map((await store.examples(split)).map((example) => [example.id, example]));
  const scope = { candidates: [...candidates.keys()], split };
  for await (const output of eachOutput(store, scope, [...examples.values()])) {
    const candidate = candidates.get(output.candidate)!;
    const { latencyMs, firstTokenMs, usage, responseModel, fingerprint, failure } = output;
    const { usd: costUsd, from: costFrom } = outputCost(output, candidate) ?? {};
    const facts = Object.fromEntries(
      Object.entries({
        latencyMs,
        firstTokenMs,
        costUsd,
        costFrom,
        usage,
        responseModel,
        fingerprint,
        failure,
      }).filter(([, fact]) => fact !== undefined),
    );
    yield {
      example: exampleLabel(examples.get(output.example)!),
      candidate: candidate.name,
      trial: output.trial,
      status: output.status,
      output: output.text,
      ...facts,
      attempts: output.attempts,
    };
  }
}

/**
 * The outputs that the store does not have. A failure that is known, or that an answer has replaced, is not new; a
 * key that has another text already is a conflict.
 */
async function newOutputs(
  { store, config }: Context,
  outputs: readonly Output[],
  rows: readonly ReadRow<OutputRow>[],
): Promise<readonly Output[]> {
  const stored = await store.outputs({ candidates: config.candidates.map((candidate) => candidate.id) });
  const seen = new Map(stored.map((output) => [outputKeyText(output), { output, where: 'the store' }]));
  return outputs.filter((output, i) => {
    const known = seen.get(outputKeyText(output));
    const { value, where } = rows[i]!;
    if (known !== undefined && output.status === 'error') {
      return known.output.status === 'error' && failureText(known.output) !== failureText(output);
    }
    if (known !== undefined && known.output.status !== 'error' && known.output.text !== output.text) {
      throw new FieldtestError(
        'conflict',
        `${where}: "${value.candidate}" has another output for this example already, in ${known.where}`,
        'Nothing was imported. Outputs are never overwritten: give the new version another candidate name or `version:`.',
      );
    }
    seen.set(outputKeyText(output), { output, where });
    return true;
  });
}

function failureText({ failure }: Output): string {
  return sortedJson((failure ?? null) as Json);
}
