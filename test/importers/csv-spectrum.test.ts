/** maxogden/csv-spectrum: eleven small tables with the objects that they are. */
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { csv } from '../../src/importers/csv.ts';
import { readRows, recordsOf } from './read-rows.ts';
import { describeWith, sharedBytes, sharedData } from './shared-data.ts';

const FOLDER = 'badinputs/csv-spectrum/';

describeWith(FOLDER, 'csv-spectrum', () => {
  const names = readdirSync(sharedData(`${FOLDER}csvs/`)).map((file) => file.replace('.csv', ''));

  it('has all its eleven tables', () => {
    expect(names).toHaveLength(11);
  });

  it.each(names)('%s', async (name) => {
    const rows = await readRows(csv, sharedBytes(`${FOLDER}csvs/${name}.csv`));
    const expected = JSON.parse(sharedBytes(`${FOLDER}json/${name}.json`).toString()) as unknown;
    expect(recordsOf(rows).map((record) => record.input)).toEqual(expected);
  });
});
