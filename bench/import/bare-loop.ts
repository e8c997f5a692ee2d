/** The least that a reader can do: every row parsed and counted by the library that knows the format. Arguments: format, file. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

const [format = '', file = ''] = process.argv.slice(2);
const started = performance.now();
let rows = 0;

if (format === 'csv') {
  for await (const _row of createReadStream(file).pipe(parse({ columns: true }))) rows++;
} else if (format === 'parquet') {
  rows = (await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors })).length;
} else if (format === 'json') {
  rows = (JSON.parse(await readFile(file, 'utf8')) as { data: unknown[] }).data.length;
} else {
  const bytes = createReadStream(file);
  const input = format === 'jsonl.gz' ? bytes.pipe(createGunzip()) : bytes;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    JSON.parse(line);
    rows++;
  }
}
process.stdout.write(JSON.stringify({ rows, ms: performance.now() - started }));
