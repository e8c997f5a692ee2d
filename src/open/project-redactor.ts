/** The redactor of a project, made when it is first needed: most commands never need it, nor its secret. */
import type { Config } from '../core/config.ts';
import { noRedaction, type Redactor, redactorOf } from '../core/redaction.ts';
import type { Store } from '../core/store.ts';

export function projectRedactor(rules: Config['redact'], store: Store): () => Promise<Redactor> {
  let made: Promise<Redactor> | undefined;
  const make = async (): Promise<Redactor> => {
    if (rules === undefined || rules === false) return noRedaction;
    // Where nothing may be written and nothing was imported yet there is no secret, and nothing that it was used for.
    if (!store.writable && (await store.redactionRules()) === undefined) return noRedaction;
    return redactorOf(await store.projectKey(), rules);
  };
  return () => (made ??= make());
}
