/** The place where personal data leaves: every input passes here before its id is made and before any write. */
import type { ProductionRecord } from './record.ts';

/** Takes personal data out of a record; must be deterministic, since ids are made of what it returns. */
export type Redactor = (record: ProductionRecord) => ProductionRecord;

/** Leaves records as they are. */
export const noRedaction: Redactor = (record) => record;
