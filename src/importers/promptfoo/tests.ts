/** The tests of promptfoo: rows of a table, entries of a list, or those that stand in a config. */
import { isJsonObject, type Json } from '../../core/json.ts';
import type { RowResult } from '../rows.ts';
import { objectOf, recordOf } from '../tool-record.ts';
import { type Expected, expectedOf, expectedOfCells } from './assertions.ts';

type JsonObject = { readonly [key: string]: Json };

/** More than so many tests out of one are a mistake. */
const MAX_PRODUCT = 10_000;

const SPECIAL =
  /^__(expected\d*|prefix|suffix|description|providerOutput|metric|threshold|metadata:.*|config:.*)$/s;

/** Whether a table's columns are promptfoo's: one of those that begin with two underscores is there. */
export function isTestTable(columns: readonly string[]): boolean {
  return columns.some((column) => SPECIAL.test(column));
}

/** A row of a table: every column is a variable but those that promptfoo reserves. */
export function testOfRow(row: JsonObject): RowResult {
  const vars: { [name: string]: Json } = {};
  const cells: string[] = [];
  const metadata: { [key: string]: Json } = {};
  for (const [column, cell] of Object.entries(row)) {
    const text = String(cell);
    if (/^__expected\d*$/.test(column)) cells.push(text);
    else if (column.startsWith('__metadata:')) Object.assign(metadata, metadataOf(column.slice(11), text));
    else if (column === '__description') metadata.description = text;
    else if (!SPECIAL.test(column)) vars[column] = text;
  }
  return record(vars, expectedOfCells(cells), metadata);
}

/** `__metadata:tags[]` is a list with commas between, `\,` is a comma in one. */
function metadataOf(name: string, cell: string): JsonObject {
  if (cell === '') return {};
  if (!name.endsWith('[]')) return { [name]: cell };
  const items = cell.split(/(?<!\\),/).map((item) => item.replaceAll('\\,', ',').trim());
  return { [name.slice(0, -2)]: items.filter((item) => item !== '') };
}

/** The tests of an entry: one for each combination of values where a variable has several. */
export function testsOfEntry(entry: JsonObject, defaults: JsonObject): readonly RowResult[] {
  if (typeof entry.vars === 'string' || Array.isArray(entry.vars)) {
    return [
      fault('its vars are in files of their own, which fieldtest does not open: put them into the test'),
    ];
  }
  const vars = { ...objectOf(defaults.vars), ...objectOf(entry.vars) };
  const asserts = [entry.assert, defaults.assert].flatMap((list) =>
    Array.isArray(list) ? list : [],
  ) as Json[];
  const expected = expectedOf(asserts);
  const description = typeof entry.description === 'string' ? { description: entry.description } : {};
  const metadata = { ...objectOf(defaults.metadata), ...objectOf(entry.metadata), ...description };
  const combined = combinations(vars);
  if (combined === undefined) return [fault(`its vars give more than ${MAX_PRODUCT} combinations`)];
  return combined.map((each) => record(each, expected, metadata));
}

/** Every combination of the values of variables that have several; undefined for too many. */
function combinations(vars: JsonObject): readonly JsonObject[] | undefined {
  let all: JsonObject[] = [{}];
  for (const [name, value] of Object.entries(vars)) {
    // A list of objects is one value: a chat, or what a prompt loops over.
    const several =
      Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
    const values = several ? (value as readonly Json[]) : [value];
    if (all.length * values.length > MAX_PRODUCT) return undefined;
    all = all.flatMap((each) => values.map((one) => ({ ...each, [name]: one })));
  }
  return all;
}

/** The tests of a config, with what `defaultTest` gives to all of them, and those of its scenarios. */
export function testsOfConfig(config: JsonObject): readonly RowResult[] {
  const defaults = objectOf(config.defaultTest);
  const tests = listOf(config.tests).flatMap((test) => entryOrFile(test, defaults));
  const scenarios = listOf(config.scenarios).flatMap((scenario) =>
    isJsonObject(scenario)
      ? listOf(scenario.config).flatMap((given) =>
          listOf(scenario.tests).flatMap((test) => entryOrFile(merged(given, test), defaults)),
        )
      : [fault('a scenario is in a file of its own: import that')],
  );
  const all = [...tests, ...scenarios];
  return all.length > 0 ? all : [fault('the config holds no tests')];
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value)
    ? (value as readonly Json[])
    : value === undefined || value === null
      ? []
      : [value];
}

function merged(given: Json, test: Json): Json {
  if (!isJsonObject(given) || !isJsonObject(test)) return isJsonObject(given) ? test : given;
  return { ...given, ...test, vars: { ...objectOf(given.vars), ...objectOf(test.vars) } };
}

function entryOrFile(test: Json, defaults: JsonObject): readonly RowResult[] {
  if (isJsonObject(test) && typeof test.path !== 'string') return testsOfEntry(test, defaults);
  const path = isJsonObject(test) ? test.path : test;
  return [fault(`the tests are in a file of their own, ${JSON.stringify(path).slice(0, 200)}: import that`)];
}

function record(vars: JsonObject, expected: Expected, metadata: JsonObject): RowResult {
  if (Object.keys(vars).length === 0) return fault('the test has no vars');
  const file = Object.entries(vars).find(
    ([, value]) => typeof value === 'string' && value.startsWith('file://'),
  );
  if (file !== undefined) {
    const [name, path] = file;
    return fault(
      `the variable ${name} is in a file (${String(path).slice(0, 200)}), which fieldtest does not open`,
    );
  }
  const { reference, asserts } = expected;
  return recordOf({
    input: { ...vars },
    inputName: 'vars',
    reference,
    metadata: { ...metadata, assert: asserts.length === 0 ? undefined : [...asserts] },
  });
}

function fault(reason: string): RowResult {
  return { kind: 'fault', reason };
}
