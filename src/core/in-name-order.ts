/** Examples in the order in which people count: e2 before e10. */
const NAMES = new Intl.Collator('en', { numeric: true });

/** For `sort`: names that read alike are still put in one order. */
export function inNameOrder(a: string, b: string): number {
  return NAMES.compare(a, b) || (a < b ? -1 : 1);
}
