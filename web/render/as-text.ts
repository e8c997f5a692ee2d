/** A reference or an input as text: a text as it is, anything else as its JSON. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
