/** Tables as YAML: a list of rows. Those of aider are known by their keys. */
import { parseDocument } from 'yaml';
import type { KnownColumn, RawTable } from '../../core/benchmarks/raw-table.ts';
import { FieldtestError, messageOf } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { tablesIn } from './rows-of-objects.ts';
import { cellBudget, type TableReader } from './table-reader.ts';

/** Reading YAML is slow; written by hand it is small. */
const MOST_CHARACTERS = 1024 * 1024;

export const yaml: TableReader = {
  format: 'yaml',
  description: "YAML: a list of rows, such as aider's leaderboards",
  sniff: (text, file) => {
    const first = text
      .slice(0, 65_536)
      .split('\n')
      .find((line) => !/^(#|---|$)/.test(line.trim()));
    if (first !== undefined && /^- [\w"' ]{1,60}:(\s|$)/.test(first)) return 0.8;
    return /\.ya?ml$/i.test(file) ? 0.7 : 0;
  },
  read(text, file): readonly RawTable[] {
    const tables = tablesIn(parsedYaml(text, file), cellBudget(file));
    return tables.map((table) =>
      table.head.includes('edit_format') && table.head.includes('pass_rate_1') ? aider(table) : table,
    );
  },
};

function parsedYaml(text: string, file: string): Json {
  if (text.length > MOST_CHARACTERS)
    throw new FieldtestError('input', `${file}: more than 1 MB of YAML`, 'Cut out the table that you mean.');
  const document = parseDocument(text, { uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined)
    throw new FieldtestError(
      'input',
      `${file}: not YAML: ${error.message.split('\n')[0]}`,
      'Mend the file, or save it again.',
    );
  try {
    // Through JSON, so that dates and keys that are no texts become what they are in JSON.
    return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null)) as Json;
  } catch (cause) {
    throw new FieldtestError(
      'input',
      `${file}: not YAML that can be read: ${messageOf(cause)}`,
      'Mend the file, or save it again.',
    );
  }
}

const AIDER: { readonly [key: string]: KnownColumn } = {
  model: { role: 'model' },
  edit_format: { role: 'variant' },
  released: { role: 'date' },
  _released: { role: 'date' },
  date: { role: 'date' },
  pass_rate_1: { role: 'score', direction: 'higher', unit: '%' },
  pass_rate_2: { role: 'score', direction: 'higher', unit: '%' },
  percent_cases_well_formed: { role: 'score', direction: 'higher', unit: '%' },
  total_cost: { role: 'score', direction: 'lower', unit: '$' },
  seconds_per_case: { role: 'score', direction: 'lower', unit: 's' },
};

/** What aider's keys mean: its counts say how the runs went, and no more. A model without a cost has a cost of 0 there. */
function aider(table: RawTable): RawTable {
  // The release says more of a model than the day of the run.
  const order = ['released', '_released'];
  const places = [...table.head.keys()].sort((a, b) => rank(table.head[a]!) - rank(table.head[b]!));
  function rank(key: string): number {
    const at = order.indexOf(key);
    return at === -1 ? order.length : at;
  }
  const head = places.map((at) => table.head[at]!);
  const cost = head.indexOf('total_cost');
  return {
    ...table,
    head,
    rows: table.rows.map((row) =>
      places.map((from, at) => (at === cost && Number(row[from]) === 0 ? '' : row[from]!)),
    ),
    known: head.map((key) => (Object.hasOwn(AIDER, key) ? AIDER[key] : { role: 'ignored' })),
  };
}
