/** `fieldtest forget`: everything that is stored of an example or record goes, and does not come back. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { exampleLabel } from '../core/example.ts';
import type { Cleaned, Forgettable, ForgottenRows } from '../core/forget.ts';
import { inputText } from '../core/input.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import type { Output } from '../core/output.ts';
import { textStart } from '../core/text-start.ts';
import { eachOutput } from './lookup.ts';

/** What goes, as it is asked before it does. */
export interface Forgetful {
  readonly these: readonly Forgettable[];
  /** How many examples and records these are. */
  readonly count: number;
  /** The start of the first one, for whoever is asked. */
  readonly start: string;
  readonly rows: ForgottenRows;
}

export interface ForgetResult extends Cleaned {
  readonly rows: ForgottenRows;
  /** Files that were imported, and rows that were put aside, which are the user's own. */
  readonly sources: readonly string[];
}

/** Shorter texts would match by chance. */
const LEAST_TEXT = 3;

/** Finds examples and records by name or id, or every one of which something says `text`. Throws when there is none. */
export async function findForgettable(
  context: Context,
  { ids, text }: { readonly ids: readonly string[]; readonly text?: string },
): Promise<Forgetful> {
  const { store, clock } = context;
  const redact = (await context.redactor()).text;
  const stored = await storedInputs(context);
  const found = new Map<string, { readonly id: string; readonly input: string }>();
  const names: Forgettable[] = [];
  for (const id of ids) {
    const called = stored.filter(
      (one) => one.id === id || one.names.includes(id) || one.names.includes(redact(id)),
    );
    if (called.length === 0) throw unknownTo(id);
    for (const one of called) found.set(one.id, one);
    // A name that is asked for stays away too, whatever input comes under it.
    for (const name of new Set([id, redact(id)]))
      if (called.some((one) => one.names.includes(name))) names.push({ name });
  }
  if (text !== undefined)
    for (const one of await saying(context, stored, [text, redact(text)])) found.set(one.id, one);
  if (found.size === 0)
    throw new FieldtestError(
      'not-found',
      'nothing that is stored here says that',
      'It is looked for in inputs, references, answers, metadata, names, outputs, notes and reasons, in any case.',
    );
  const these = [...[...found.keys()].map((id) => ({ id })), ...names];
  const [first] = found.values();
  return {
    these,
    count: found.size,
    start: textStart(first!.input, 60),
    rows: await store.forget(these, { at: clock.now(), dryRun: true }),
  };
}

interface StoredInput {
  readonly id: string;
  readonly names: readonly string[];
  readonly input: string;
  /** Everything that is said of it beside outputs and ratings. */
  readonly said: readonly Json[];
}

async function storedInputs({ store }: Context): Promise<readonly StoredInput[]> {
  const examples = [...(await store.examples()), ...(await store.retiredExamples())];
  const { entries } = await store.loadPool();
  const all = new Map<string, StoredInput>();
  for (const { id, record } of entries)
    all.set(id, {
      id,
      names: record.name === undefined ? [] : [record.name],
      input: inputText(record.input),
      said: saidOf(record),
    });
  for (const example of examples) {
    const known = all.get(example.id);
    const name = example.name === undefined ? [] : [exampleLabel(example)];
    all.set(example.id, {
      id: example.id,
      names: [...(known?.names ?? []), ...name],
      input: inputText(example.input),
      said: [...(known?.said ?? []), ...saidOf(example)],
    });
  }
  return [...all.values()];
}

const TEXTS = ['input', 'name', 'reference', 'answer', 'model', 'metadata', 'slices', 'cluster'] as const;

/** What somebody wrote, and nothing of how it is kept. */
function saidOf(of: { readonly [K in (typeof TEXTS)[number]]?: unknown }): readonly Json[] {
  return TEXTS.flatMap((key) => (of[key] === undefined ? [] : [of[key] as Json]));
}

async function saying(
  { store }: Context,
  stored: readonly StoredInput[],
  texts: readonly string[],
): Promise<readonly StoredInput[]> {
  const wanted = [...new Set(texts.map(plain))];
  if (wanted.some((text) => text.length < LEAST_TEXT))
    throw new FieldtestError(
      'usage',
      `--text needs at least ${LEAST_TEXT} characters`,
      'Give more of the text, or a name or id: fieldtest forget ID',
    );
  const says = (value: Json) =>
    wanted.some((text) => [...saidIn(value)].some((part) => plain(part).includes(text)));
  const ids = new Set(stored.filter((one) => one.said.some(says)).map(({ id }) => id));
  const examples = [...(await store.examples()), ...(await store.retiredExamples())];
  const candidates = [...(await store.candidateNames()).keys()];
  for await (const output of eachOutput(store, { candidates }, examples))
    if (!ids.has(output.example) && answerTexts(output).some(says)) ids.add(output.example);
  for (const { example, note, tags } of await store.ratings())
    if (says([note ?? '', ...(tags ?? [])])) ids.add(example);
  for (const change of await store.pickChanges())
    if (change.action !== 'draw' && says(change.reason ?? '')) ids.add(change.example);
  const items = new Map(
    (await store.reviewRounds()).flatMap((round) => round.items.map((item) => [item.id, item])),
  );
  for (const { event } of await store.reviewEvents()) {
    const example = items.get(event.item)?.example;
    if (
      example !== undefined &&
      event.kind === 'answer' &&
      says([event.answer.note ?? '', ...(event.answer.tags ?? [])])
    )
      ids.add(example);
  }
  return stored.filter(({ id }) => ids.has(id));
}

function answerTexts({ text, failure, attempts }: Output): readonly string[] {
  const failures = [failure, ...attempts.map((attempt) => attempt.failure)].map((one) => one?.message ?? '');
  return [text, ...failures, ...attempts.map(({ partialText }) => partialText ?? '')];
}

function* saidIn(value: Json): Iterable<string> {
  if (typeof value === 'string' || typeof value === 'number') yield String(value);
  else if (Array.isArray(value)) for (const item of value as readonly Json[]) yield* saidIn(item);
  else if (isJsonObject(value))
    for (const [key, item] of Object.entries(value)) {
      yield key;
      yield* saidIn(item);
    }
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function unknownTo(id: string): FieldtestError {
  return new FieldtestError(
    'not-found',
    `no example and no record that is kept here is called "${id}"`,
    'Records with the same input are kept once, under one name. By what it says: fieldtest forget --text TEXT',
  );
}

/** Deletes what was found, then leaves no byte of it in the files that are ours. */
export async function forget(
  context: Context,
  { these }: Pick<Forgetful, 'these'>,
  options: { readonly removeCopies: boolean },
): Promise<ForgetResult> {
  const { store, clock } = context;
  const rows = await store.forget(these, { at: clock.now() });
  return { rows, ...(await store.clean(options)), sources: await sourcesOf(context) };
}

/** The cleaning alone, where it could not be done to its end. */
export async function cleanUp(
  context: Context,
  options: { readonly removeCopies: boolean },
): Promise<ForgetResult> {
  return { rows: {}, ...(await context.store.clean(options)), sources: await sourcesOf(context) };
}

/** Lets a name or id come in again. Throws FieldtestError('not-found') where it was not forgotten. */
export async function allowAgain(context: Context, ids: readonly string[]): Promise<void> {
  const { text } = await context.redactor();
  for (const id of ids) {
    const tries: readonly Forgettable[] = [{ id }, { name: id }, { name: text(id) }];
    let any = false;
    for (const one of tries) any = (await context.store.allowAgain(one)) || any;
    if (!any)
      throw new FieldtestError(
        'not-found',
        `"${id}" was not forgotten here`,
        'Give the name or the whole id with which it was forgotten.',
      );
  }
}

/** Files that came in or were put aside, as far as they are still where they were. */
async function sourcesOf({ store, files }: Context): Promise<readonly string[]> {
  const imported = await store.importedFiles();
  const paths = imported.flatMap(({ file, rejected }) =>
    rejected > 0 ? [file, `${file}.rejected.jsonl`] : [file],
  );
  const there = [];
  for (const path of new Set(paths)) if (path !== '-' && (await files.exists(path))) there.push(path);
  return there;
}
