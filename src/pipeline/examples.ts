/** `fieldtest examples import|export`: a ready-made set in, the set out. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { type Example, exampleLabel } from '../core/example.ts';
import { exampleId } from '../core/identity.ts';
import { type Input, unfitInput } from '../core/input.ts';
import type { Redactor } from '../core/redaction.ts';
import { type ExampleRow, exampleRowSchema } from '../core/rows.ts';
import { inputWithImages } from './images.ts';
import { type ReadRow, type Rejects, readRows } from './read-rows.ts';
import { noteRules, warnOfOtherRules } from './redaction-rules.ts';

export interface ExamplesImportResult {
  readonly rows: number;
  readonly added: number;
  /** Known inputs whose reference, slices, split or weight changed. */
  readonly changed: number;
  readonly unchanged: number;
  /** Left out, since they were forgotten here. */
  readonly forgotten: number;
  /** How many values became placeholders, by kind. */
  readonly redacted: { readonly [kind: string]: number };
  readonly rejects: Rejects;
}

/** Adds the examples of a file to the set, or makes them the set; one that is known by its input takes what the file says of it. */
export async function importExamples(
  context: Context,
  input: {
    readonly file: string;
    readonly skipBad?: boolean;
    /** The folder of image files that inputs name. */
    readonly images?: string;
    /** The set is what the file holds, and nothing else. */
    readonly replace?: boolean;
  },
): Promise<ExamplesImportResult> {
  const { store } = context;
  const skipBad = input.skipBad ?? false;
  const inputs = new Map<ExampleRow, Input>();
  const { rows, putAside } = await readRows(context, {
    file: input.file,
    schema: exampleRowSchema,
    skipBad,
    async check(row) {
      const { input: whole, reason } = await inputWithImages(context, input.images, row.input);
      inputs.set(row, whole);
      return reason ?? unfitInput(whole);
    },
  });
  if (rows.length === 0) {
    // All were bad: why each was stands where bad rows are put aside.
    await putAside();
    throw new FieldtestError(
      'empty',
      `${input.file} has no examples`,
      'A line each: {"input": "...", "reference": "..."}',
    );
  }
  const redactor = await context.redactor();
  await warnOfOtherRules(context);
  const isForgotten = await store.forgotten();
  const read = rows.map((row) => ({ row, example: exampleOf(redactor, row, inputs.get(row.value)!) }));
  const incoming = read.filter(({ example }) => !isForgotten?.(example));
  let added = 0;
  let changed = 0;
  await store.changeExamples((now) => {
    const own = new Set(incoming.map(({ example }) => example.id));
    const before = input.replace ? now.filter(({ id }) => own.has(id)) : now;
    refuseDuplicates(incoming, before);
    const set = new Map(before.map((example) => [example.id, example]));
    for (const { example } of incoming) {
      const known = set.get(example.id);
      if (known === undefined) added++;
      else if (JSON.stringify(known) !== JSON.stringify(example)) changed++;
      set.set(example.id, example);
    }
    return [...set.values()];
  });
  await noteRules(context);
  return {
    rows: rows.length,
    added,
    changed,
    unchanged: incoming.length - added - changed,
    forgotten: rows.length - incoming.length,
    redacted: Object.fromEntries(redactor.counts),
    rejects: await putAside(),
  };
}

/** The set as rows that `examples import` takes back. */
export async function exportExamples({ store }: Context): Promise<readonly ExampleRow[]> {
  return (await store.examples()).map(({ id, name, ...example }) => ({
    id: exampleLabel({ id, ...(name === undefined ? {} : { name }) }),
    ...example,
    slices: [...example.slices],
  })) as readonly ExampleRow[];
}

function exampleOf(
  { record: redact, text }: Redactor,
  { value }: ReadRow<ExampleRow>,
  input: Input,
): Example {
  const { id: given, reference, slices, split, weight, cluster, metadata } = value;
  const name = given === undefined ? undefined : text(given);
  const record = redact({
    input,
    ...(reference === undefined ? {} : { reference }),
    ...(metadata === undefined ? {} : { metadata }),
  });
  const id = exampleId(record.input);
  return {
    id,
    // An id that is the hash itself is no name: `examples export` writes it where there is none.
    ...(name === undefined || name === id ? {} : { name }),
    ...record,
    slices: (slices ?? []).map(text),
    split: split ?? 'dev',
    ...(weight === undefined ? {} : { weight }),
    ...(cluster === undefined ? {} : { cluster: text(cluster) }),
  };
}

function refuseDuplicates(
  incoming: readonly { readonly row: ReadRow<ExampleRow>; readonly example: Example }[],
  set: readonly Example[],
): void {
  const hint = 'Nothing was imported. Each id and each input may stand in the set once.';
  const names = new Map(set.map((example) => [exampleLabel(example), { id: example.id, where: 'the set' }]));
  const inputs = new Map<string, string>();
  for (const { row, example } of incoming) {
    const label = exampleLabel(example);
    const named = names.get(label);
    if (named !== undefined && (named.id !== example.id || named.where !== 'the set')) {
      throw new FieldtestError(
        'conflict',
        `${row.where}: duplicate id "${label}", also in ${named.where}`,
        hint,
      );
    }
    names.set(label, { id: example.id, where: row.where });
    const same = inputs.get(example.id);
    if (same !== undefined)
      throw new FieldtestError('conflict', `${row.where}: the same input as in ${same}`, hint);
    inputs.set(example.id, row.where);
  }
}
