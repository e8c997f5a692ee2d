/** `redact:` of the config: whether, which kinds, and what of it stays. */
import { z } from 'zod';
import { BEST_EFFORT_KINDS, STRUCTURED_KINDS } from './redaction/detector.ts';
import { keepsSomething, type RedactionRules } from './redaction/redact-text.ts';

const kinds = z
  .array(z.enum([...STRUCTURED_KINDS, ...BEST_EFFORT_KINDS]))
  .min(1, 'names no kind; `false` is none');
const keep = z.array(
  z.string().refine(keepsSomething, 'is no address, number or key that would be redacted, nor @example.org'),
);

export const redactionSchema = z.union([
  z.boolean(),
  kinds,
  z.strictObject({ kinds: kinds.optional(), keep: keep.optional() }),
]);

/** What `redact:` asks for; false for nothing, undefined where the config does not say. */
export function redactionRulesOf(
  redact: z.infer<typeof redactionSchema> | undefined,
): RedactionRules | false | undefined {
  if (redact === undefined || redact === false) return redact;
  if (redact === true) return { kinds: STRUCTURED_KINDS, keep: [] };
  if (Array.isArray(redact)) return { kinds: redact, keep: [] };
  const { kinds: some = STRUCTURED_KINDS, keep: kept = [] } = redact as {
    readonly kinds?: RedactionRules['kinds'] | undefined;
    readonly keep?: readonly string[] | undefined;
  };
  return { kinds: some, keep: kept };
}
