/** What a check of the user's own said, made fit to be stored and shown. */
import type { CheckResult } from '../core/check.ts';
import { isJsonObject } from '../core/json.ts';
import type { CheckSubject } from '../core/plugins.ts';
import { visibleLine } from '../core/visible.ts';

const REASON_CHARACTERS = 300;

/** The first line of what was said, not too long; undefined when nothing was. */
export function reasonOf(said: unknown): string | undefined {
  if (typeof said !== 'string') return undefined;
  const line = said.split(/[\r\n]/).find((one) => one.trim() !== '');
  return line === undefined ? undefined : visibleLine(line.trim()).slice(0, REASON_CHARACTERS);
}

/** true, false, or { pass, reason? }. */
export function resultOf(returned: unknown): CheckResult {
  const pass = isJsonObject(returned) ? returned.pass : returned;
  if (typeof pass !== 'boolean')
    return { kind: 'broken', reason: 'check returned neither true nor false, nor { pass, reason? }' };
  const reason = isJsonObject(returned) ? reasonOf(returned.reason) : undefined;
  return { kind: pass ? 'pass' : 'fail', ...(reason === undefined ? {} : { reason }) };
}

/** What a check of the user's own is told beside the output: never whose it is. */
export function toldOf({ example }: CheckSubject) {
  const { id, name, input, reference } = example;
  return { example: name ?? id, input, ...(reference === undefined ? {} : { reference }) };
}
