/** Papa Parse's own cases: the csv importer agrees, or the difference is written down here. */
import { expect, it } from 'vitest';
import { csv } from '../../src/importers/csv.ts';
import { sniffDialect } from '../../src/importers/csv-dialect.ts';
import { readRows } from './read-rows.ts';
import { describeWith, sharedBytes } from './shared-data.ts';

interface PapaCase {
  readonly description: string;
  readonly input: string;
  readonly config?: { readonly [option: string]: unknown };
  readonly expected: { readonly data: readonly unknown[] };
}

/** Options that the importer does not have. */
const NO_SUCH_OPTION = new Set([
  'dynamicTyping',
  'comments',
  'fastMode',
  'preview',
  'quoteChar',
  'escapeChar',
  'skipFirstNLines',
]);

const MALFORMED_QUOTE = 'a malformed quote rejects the row: Papa warns and guesses where the field ends';
const SPACE_AFTER_QUOTE = 'white space after a closing quote rejects the row: Papa drops it';
const RAGGED = 'a row with more or fewer fields than the header is rejected: Papa warns or pads';
const SAME_NAMES = 'two columns of one name are an error: Papa renames them';
const BLANK_FIRST =
  'a blank first line is skipped; Papa gives it as a row of one field, so this harness makes a header of one';
const BLANK_LINE = 'a line of white space is blank';

/** Where the importer differs, and why. */
const DIFFERENT: { readonly [description: string]: string } = {
  'Quoted field has no closing quote': MALFORMED_QUOTE,
  'Quoted field has invalid trailing quote after delimiter with a valid closer': MALFORMED_QUOTE,
  'Quoted field has invalid trailing quote after delimiter': MALFORMED_QUOTE,
  'Quoted field has invalid trailing quote before delimiter': MALFORMED_QUOTE,
  'Quoted field has invalid trailing quote after new line': MALFORMED_QUOTE,
  'Quoted fields with spaces between closing quote and next delimiter': SPACE_AFTER_QUOTE,
  'Quoted fields with spaces between closing quote and next new line': SPACE_AFTER_QUOTE,
  'Quoted fields with spaces after closing quote': SPACE_AFTER_QUOTE,
  'Quoted fields with spaces between closing quote and next delimiter and contains delimiter':
    SPACE_AFTER_QUOTE,
  'Quoted fields with spaces between closing quote and newline and contains newline': SPACE_AFTER_QUOTE,
  'Input is just empty fields': RAGGED,
  'Mixed slash n and slash r should choose first as precident': RAGGED,
  'Row with too few fields': RAGGED,
  'Row with too many fields': RAGGED,
  'Simple duplicated header names': SAME_NAMES,
  'Duplicated header names existing column': SAME_NAMES,
  'Duplicate header names with __proto__ field': SAME_NAMES,
  'Blank line at beginning': BLANK_FIRST,
  'Empty lines': BLANK_FIRST,
  'Skip empty lines, with first line only whitespace': BLANK_FIRST,
  'Blank line in middle with whitespace': BLANK_LINE,
};

const FILE = 'badinputs/papaparse/cases.json';

describeWith(FILE, "Papa Parse's cases", () => {
  const groups = JSON.parse(sharedBytes(FILE).toString()) as {
    readonly [group: string]: readonly PapaCase[];
  };
  const all = [...groups.CORE_PARSER_TESTS!, ...groups.PARSE_TESTS!];
  const applicable = all.filter(({ config = {} }) => {
    const { delimiter = ',', newline = '\n', skipEmptyLines = true } = config;
    return (
      !Object.keys(config).some((option) => NO_SUCH_OPTION.has(option)) &&
      [',', ';', '\t', '|'].includes(delimiter as string) &&
      ['\n', '\r\n'].includes(newline as string) &&
      skipEmptyLines !== 'greedy'
    );
  });

  it('are mostly about things the importer does', () => {
    expect([all.length, applicable.length]).toEqual([151, 98]);
  });

  it.each(applicable.filter((each) => !(each.description in DIFFERENT)))('$description', async (papa) => {
    // Papa skips blank lines on request, the importer always.
    const expected = papa.expected.data.filter((row) => JSON.stringify(row) !== '[""]');
    expect(await outcome(papa)).toEqual(expected);
  });

  it.each(applicable.filter((each) => each.description in DIFFERENT))(
    'differs on purpose: $description',
    async (papa) => {
      const rows = await outcome(papa).catch((error: Error) => [error.message]);
      expect(rows).not.toEqual(papa.expected.data);
      const reason = DIFFERENT[papa.description];
      if (reason === BLANK_LINE)
        expect(rows).toEqual([
          ['a', 'b', 'c'],
          ['d', 'e', 'f'],
        ]);
      else expect(rows.some((row) => typeof row === 'string')).toBe(true); // said so, not guessed
    },
  );
});

/** What the importer makes of a case: a header is put before a table that has none. */
async function outcome({ input, config = {}, expected }: PapaCase): Promise<readonly unknown[]> {
  const table = input.replace(/^\ufeff/, '');
  const dialect = sniffDialect(table);
  const delimiter = (config.delimiter as string | undefined) ?? dialect.delimiter;
  const width = Array.isArray(expected.data[0]) ? expected.data[0].length : 1;
  const names = Array.from({ length: width }, (_, index) => `c${index + 1}`);
  const header = config.header === true ? '' : names.join(delimiter) + dialect.lineEnds.at(-1);
  const rows = await readRows(csv, header + table);
  return rows.map((row) => {
    if (row.kind === 'rejected') return `${row.rejected.line}: ${row.rejected.reason}`;
    return config.header === true ? row.record.input : Object.values(row.record.input);
  });
}
