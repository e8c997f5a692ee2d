/** The place where personal data leaves: every input passes here before its id is made and before any write. */
import type { Json } from './json.ts';
import type { ProductionRecord } from './record.ts';
import type { Detector } from './redaction/detector.ts';
import { redactRecord, redactValue } from './redaction/redact-record.ts';
import { type RedactionRules, textRedactor } from './redaction/redact-text.ts';

/** Takes personal data out. It is deterministic, since ids are made of what it returns, and what it returned it leaves as it is. */
export interface Redactor {
  readonly record: (record: ProductionRecord) => ProductionRecord;
  readonly text: (text: string) => string;
  readonly value: (value: Json) => Json;
  /** By kind, how many values it took out so far. */
  readonly counts: ReadonlyMap<Detector['kind'], number>;
}

/** Leaves everything as it is. */
export const noRedaction: Redactor = {
  record: (record) => record,
  text: (text) => text,
  value: (value) => value,
  counts: new Map(),
};

/** `key`: the secret of the project. */
export function redactorOf(key: string, rules: RedactionRules): Redactor {
  const redact = textRedactor(key, rules);
  return {
    record: (record) => redactRecord(record, redact),
    text: (text) => redact(text),
    value: (value) => redactValue(value, redact),
    counts: redact.counts,
  };
}

/** Rises whenever the same text would be redacted in another way, since its id is another one then. */
const RULES_VERSION = 1;

/** What ids of inputs depend on beside the inputs: two imports under the same words meet the same ids. */
export function rulesText(rules: RedactionRules | undefined): string {
  if (rules === undefined) return 'off';
  const { kinds, keep } = rules;
  const kept = keep.length === 0 ? '' : `, but ${[...keep].sort().join(', ')}`;
  return `rules ${RULES_VERSION}: ${[...kinds].sort().join(', ')}${kept}`;
}
