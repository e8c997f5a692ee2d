/**
 * The rows of a Parquet file, in order, with a bounded part of it in memory however large its row groups are. The library's
 * own readers decode a row group at once, which is a million rows of most writers; so its parts are used page by page.
 */
import type { FileMetaData, RowGroup, SchemaTree } from 'hyparquet';
import { parquetMetadata, parquetSchema } from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import {
  getMaxDefinitionLevel,
  getMaxRepetitionLevel,
  getTreePath,
  isFlatColumn,
} from 'hyparquet/src/schema.js';
import type { Json } from '../../core/json.ts';
import type { RandomAccess } from '../../core/plugins.ts';
import { type ColumnReader, columnReader } from './column.ts';
import { isBinary, parsers, toJson, Unreadable } from './json.ts';
import { compressors, type Leaf } from './page.ts';

const TAIL_BYTES = 8;
const MAX_FOOTER_BYTES = 64 * 1024 * 1024;
/** Rows that are put together at once. */
const BATCH_ROWS = 256;
/** Read ahead for all columns together. */
const READ_AHEAD_BYTES = 16 * 1024 * 1024;

/** A row as JSON, or why it is none. */
export type ParquetRow =
  | { readonly kind: 'row'; readonly value: Json }
  | { readonly kind: 'rejected'; readonly reason: string; readonly raw: string };

/** Throws an Error that says what is wrong with a damaged file, and in which column. */
export async function* readParquetRows(file: RandomAccess): AsyncGenerator<readonly ParquetRow[]> {
  const metadata = await readFooter(file);
  const schema = parquetSchema(metadata);
  for (const group of metadata.row_groups) yield* groupRows(group, { file, schema });
}

async function readFooter(file: RandomAccess): Promise<FileMetaData> {
  if (file.size < TAIL_BYTES + 4) throw new Error('it is too short');
  const tail = Buffer.from(await file.read(file.size - TAIL_BYTES, file.size));
  const magic = tail.toString('latin1', 4);
  if (magic === 'PARE') throw new Error('it is encrypted');
  if (magic !== 'PAR1') throw new Error('its end is missing');
  const length = tail.readUInt32LE(0);
  if (length > file.size - TAIL_BYTES - 4 || length > MAX_FOOTER_BYTES)
    throw new Error(`its footer says that it has ${length} bytes`);
  const footer = await file.read(file.size - TAIL_BYTES - length, file.size);
  try {
    const metadata = parquetMetadata(footer, { parsers, geoparquet: false });
    parquetSchema(metadata);
    return metadata;
  } catch (error) {
    throw new Error(`its footer: ${reasonOf(error)}`, { cause: error });
  }
}

/** What an error says; one of the engine's own says only that the bytes led astray whoever read them. */
function reasonOf(error: unknown): string {
  const own = error instanceof Error && error.constructor === Error;
  return own ? error.message : 'what stands there makes no sense';
}

interface GroupPlace {
  readonly file: RandomAccess;
  readonly schema: SchemaTree;
}

/** The leaf columns of one top-level column. */
interface TopColumn {
  readonly tree: SchemaTree;
  readonly leaves: readonly ColumnReader[];
}

async function* groupRows(group: RowGroup, place: GroupPlace): AsyncGenerator<readonly ParquetRow[]> {
  const columns = topColumns(group, place);
  const leaves = columns.flatMap((column) => column.leaves);
  const total = Number(group.num_rows);
  if (leaves.length === 0 && total > 0) throw new Error('it has rows but no columns');
  for (let given = 0; given < total; ) {
    let count = Math.min(BATCH_ROWS, total - given);
    for (const leaf of leaves) {
      const more = await inColumn(leaf.name, () => leaf.fill());
      if (!more) throw new Error(`column ${leaf.name} ends after ${given} of ${total} rows`);
      count = Math.min(count, leaf.ready());
    }
    const values = columns.map((column) => ({ name: column.tree.element.name, data: taken(column, count) }));
    yield Array.from({ length: count }, (_, row) => rowFrom(values, row));
    given += count;
  }
}

interface ColumnValues {
  readonly name: string;
  readonly data: readonly unknown[];
}

function rowFrom(columns: readonly ColumnValues[], index: number): ParquetRow {
  const row: [string, Json][] = [];
  let reason: string | undefined;
  for (const { name, data } of columns) {
    if (isBinary(data[index])) continue;
    const value = toJson(data[index]);
    if (value instanceof Unreadable) reason ??= `column ${name} holds ${value.reason}`;
    else row.push([name, value]);
  }
  const value = Object.fromEntries(row);
  return reason === undefined
    ? { kind: 'row', value }
    : { kind: 'rejected', reason, raw: JSON.stringify(value) };
}

function topColumns(group: RowGroup, { file, schema }: GroupPlace): readonly TopColumn[] {
  const readBytes = Math.min(256 * 1024, Math.ceil(READ_AHEAD_BYTES / Math.max(1, group.columns.length)));
  const leaves = group.columns.map((chunk) => {
    const meta = chunk.meta_data;
    if (chunk.file_path !== undefined) throw new Error(`a column lies in another file, ${chunk.file_path}`);
    if (meta === undefined || chunk.crypto_metadata !== undefined) throw new Error('a column is encrypted');
    const leaf = leafOf(schema, meta);
    const reader = inColumn(leaf.name, () => columnReader({ file, leaf, meta, readBytes }));
    return { top: meta.path_in_schema[0], path: meta.path_in_schema, reader };
  });
  return schema.children.flatMap((tree) => {
    const own = leaves.filter(({ top }) => top === tree.element.name).map(({ reader }) => reader);
    return own.length === 0 ? [] : [{ tree, leaves: own }];
  });
}

function leafOf(
  schema: SchemaTree,
  meta: { path_in_schema: string[]; type: Leaf['decoder']['type']; codec: Leaf['decoder']['codec'] },
): Leaf {
  const schemaPath = getTreePath(schema, meta.path_in_schema);
  const { element } = schemaPath.at(-1)!;
  // What fieldtest makes nothing of is left as bytes.
  const opaque = element.converted_type === 'INTERVAL' || element.converted_type === 'BSON';
  const { converted_type: _type, logical_type: _logical, ...bare } = element;
  return {
    name: meta.path_in_schema.join('.'),
    decoder: {
      pathInSchema: meta.path_in_schema,
      schemaPath,
      element: opaque ? bare : element,
      type: meta.type,
      codec: meta.codec,
      parsers,
      compressors,
      utf8: false,
    },
    maxDefinition: getMaxDefinitionLevel(schemaPath),
    maxRepetition: getMaxRepetitionLevel(schemaPath),
    flat: isFlatColumn(schemaPath),
  };
}

/** The next values of a column: those of its leaves put together. */
function taken({ tree, leaves }: TopColumn, count: number): readonly unknown[] {
  if (tree.children.length === 0) return leaves[0]!.take(count);
  const parts = new Map(leaves.map((leaf) => [leaf.name, leaf.take(count) as unknown[]]));
  inColumn(tree.element.name, () => assembleNested(parts, tree, parsers));
  const data = parts.get(tree.element.name);
  if (data === undefined || data.length !== count)
    throw new Error(`column ${tree.element.name} does not add up`);
  return data;
}

/** Says of what goes wrong in which column it did. */
function inColumn<T>(name: string, work: () => T): T {
  const fail = (error: unknown): never => {
    throw new Error(`column ${name}: ${reasonOf(error)}`, { cause: error });
  };
  try {
    const done = work();
    return done instanceof Promise ? (done.catch(fail) as T) : done;
  } catch (error) {
    return fail(error);
  }
}
