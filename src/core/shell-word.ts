/** What is typed into a shell. */

/** A word of a command line as every POSIX shell takes it; an id of 64 digits by its first twelve. */
export function shellWord(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text.slice(0, 12);
  return /^[\w.:@%+=,/][\w.:@%+=,/-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
