/** All that reads files and what passes by, in one place, for it to be loaded at once when it is needed. */
import type { Importers } from '../core/context.ts';
import { callPaths, readCall } from './calls/read-call.ts';
import { readUnseenJsonRows } from './jsonl.ts';
import { openSource } from './open-source.ts';
import { spanReader } from './otlp/received-spans.ts';
import { readTables } from './tables/list.ts';
import { outputRows, ratingRows } from './tool-results.ts';

export const reading: Importers = {
  open: openSource,
  jsonRows: readUnseenJsonRows,
  outputRows,
  ratingRows,
  tables: readTables,
  callPaths,
  call: readCall,
  spans: spanReader,
};
