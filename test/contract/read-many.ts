/** Run in a process of its own with little memory: imports generated rows, or those of a file, into a pool and prints what it saw. */
import { readFileSync } from 'node:fs';
import type { ImportSource } from '../../src/core/plugins.ts';
import { importers } from '../../src/importers/list.ts';
import { filesIn } from '../../src/open/files.ts';
import { poolBuilder } from '../../src/sampling/pool.ts';
import { importSamples } from './import-samples.ts';

/** The format, and a number of rows or a path. */
const [format = '', rows = '0'] = process.argv.slice(2);
const importer = importers.find((each) => each.format === format)!;

async function* chunks(): AsyncGenerator<Uint8Array> {
  const { between = '', footer = '', header, row } = importSamples[format]!;
  let text = header;
  for (let i = 0; i < Number(rows); i++) {
    if (i > 0) text += between;
    text += row(`question ${i} about a card that never came, ${'please help '.repeat(i % 20)}`);
    if (text.length < 64_000) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text + footer);
}

const source: ImportSource = rows.includes('/')
  ? await filesIn('/', new AbortController().signal).source(rows)
  : { file: 'many', chunks: chunks() };
const pool = poolBuilder();
let records = 0;
for await (const row of importer.read(source, {})) {
  if (row.kind !== 'record') throw new Error(row.rejected.reason);
  records++;
  pool.add(row.record);
}
const counted = pool.toPool().strata.reduce((sum, stratum) => sum + stratum.records, 0);
// The usual figure begins with what the process that started this one had.
const [, own] = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
const peakMb = Number(own ?? process.resourceUsage().maxRSS) / 1024;
process.stdout.write(JSON.stringify({ records, counted, peakMb }));
