/** What is said about `redact:` when data comes in: that it was changed, and that it may be wanted. */
import type { Context } from '../core/context.ts';
import type { ProductionRecord } from '../core/record.ts';
import { STRUCTURED_KINDS } from '../core/redaction/detector.ts';
import { redactorOf, rulesText } from '../core/redaction.ts';

/** Where data came in under other rules, the same input has another id now. `fresh`: the records before are replaced. */
export async function warnOfOtherRules(
  { store, config, log }: Context,
  { fresh = false }: { readonly fresh?: boolean } = {},
): Promise<void> {
  const before = (await store.redactionRules()) ?? 'off';
  if (before === rulesText(config.redact || undefined)) return;
  const records = fresh ? 0 : (await store.poolSize()).records;
  const examples = (await store.examples()).length;
  if (records + examples === 0) return;
  const there = [records > 0 ? `${records} records` : '', examples > 0 ? `${examples} examples` : ''];
  log.warn(
    `\`redact:\` is not what it was when ${there.filter(Boolean).join(' and ')} came in: they stay as they were stored, and the same input comes in under another id now. To begin anew: import --fresh, then pick; to remove what is stored: forget`,
  );
}

/** Remembers the rules of what has just come in. */
export async function noteRules({ store, config }: Context): Promise<void> {
  const rules = rulesText(config.redact || undefined);
  if ((await store.redactionRules()) !== rules) await store.putRedactionRules(rules);
}

/** How much of an import is looked at, where nobody said whether to redact. */
const LOOKED_RECORDS = 1_000;
const LOOKED_CHARACTERS = 2_000_000;

/** Looks at the first records, and says what is personal in them, when the config says neither yes nor no. */
export function lookForPersonalData({ config, log }: Context): {
  look(record: ProductionRecord): void;
  say(): void;
} {
  const asked = config.redact === undefined;
  const found = redactorOf('', { kinds: STRUCTURED_KINDS, keep: [] });
  let records = 0;
  let characters = 0;
  let personal = 0;
  return {
    look(record) {
      if (!asked || records >= LOOKED_RECORDS || characters >= LOOKED_CHARACTERS) return;
      records++;
      characters += JSON.stringify(record).length;
      if (found.record(record) !== record) personal++;
    },
    say() {
      if (personal === 0) return;
      const kinds = [...found.counts.keys()].join(', ');
      log.warn(
        `${personal} of ${records} records looked at hold personal data (${kinds}), and all are stored as they are. \`redact: true\` in the config makes it placeholders (then: import --fresh); \`redact: false\` says that this is right`,
      );
    },
  };
}
