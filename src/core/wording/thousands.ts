/** `1,234,567`, of a whole number. Not by `toLocaleString`, whose first use in a process takes 28 ms and 7 MB. */
export function thousands(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
