/** Run in a process of its own with little memory: imports generated rows into a pool and prints what it saw. */
import { importers } from '../../src/importers/list.ts';
import { poolBuilder } from '../../src/sampling/pool.ts';
import { importSamples } from './import-samples.ts';

const [format = '', rows = '0'] = process.argv.slice(2);
const importer = importers.find((each) => each.format === format)!;
const sample = importSamples[format]!;

async function* chunks(): AsyncGenerator<Uint8Array> {
  const { between = '', footer = '' } = sample;
  let text = sample.header;
  for (let i = 0; i < Number(rows); i++) {
    if (i > 0) text += between;
    text += sample.row(`question ${i} about a card that never came, ${'please help '.repeat(i % 20)}`);
    if (text.length < 64_000) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text + footer);
}

const pool = poolBuilder();
let records = 0;
for await (const row of importer.read({ file: 'many', chunks: chunks() }, {})) {
  if (row.kind !== 'record') throw new Error(row.rejected.reason);
  records++;
  pool.add(row.record);
}
const counted = pool.toPool().strata.reduce((sum, stratum) => sum + stratum.records, 0);
const peakMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ records, counted, peakMb }));
