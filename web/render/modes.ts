/** In which ways a text can be shown; in the first bundle, so nothing here imports anything. */

export type TextMode = 'raw' | 'markdown' | 'json' | 'table' | 'diff';

/** As much as is looked at for Markdown and tables. */
const PREFIX = 8000;
/** Longer texts are not parsed to see whether they are JSON; the JSON view says so when they are not. */
const PARSED = 1_000_000;

const MARKDOWN =
  /^ {0,3}(?:#{1,6} \S|>\s?\S|(?:[-*+]|\d{1,9}[.)]) +\S|`{3}|~{3}|\|?(?: *:?-{2,}:? *\|)+)|\*\*[^\s*][^*\n]*\*\*|`[^`\n]+`|!?\[[^\]\n]*\]\([^)\s]+\)/m;

/** The modes that make sense, the best first. Raw is always among them. */
export function modesFor(text: string, { reference }: { readonly reference: boolean }): readonly TextMode[] {
  const prefix = text.slice(0, PREFIX);
  const json = looksLikeJson(text);
  const modes: TextMode[] = [];
  if (json === 'valid') modes.push('json');
  if (looksLikeTable(prefix, text.length > PREFIX)) modes.push('table');
  if (json !== 'valid' && MARKDOWN.test(prefix)) modes.push('markdown');
  modes.push('raw');
  // After raw: the view tells where it breaks, but what was written comes first.
  if (json === 'broken') modes.push('json');
  if (reference) modes.push('diff');
  return modes;
}

/** A lone number or word is text; an object or a list is JSON, broken when it does not parse. */
function looksLikeJson(text: string): 'valid' | 'broken' | 'no' {
  const first = /\S/.exec(text.slice(0, PREFIX))?.[0];
  if (first !== '{' && first !== '[') return 'no';
  // "[Note] ..." and "{name}, hello" begin like JSON and are not.
  const broken = /^\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:["{[\]\d-]|$))/.test(text.slice(0, PREFIX))
    ? 'broken'
    : 'no';
  if (text.length > PARSED) return broken;
  try {
    JSON.parse(text);
    return 'valid';
  } catch {
    return broken;
  }
}

/** Several lines with the same number, two or more, of tabs, commas or semicolons outside quotes. */
function looksLikeTable(prefix: string, cut: boolean): boolean {
  const lines = prefix.trimEnd().split(/\r?\n/);
  // The last line may be cut in the middle.
  if (cut) lines.pop();
  const rows = lines.slice(0, 20);
  if (rows.length < 2) return false;
  return ['\t', ',', ';'].some((delimiter) => {
    const counts = rows.map((row) => row.replace(/"[^"]*"/g, '').split(delimiter).length - 1);
    // Two lines of prose may have a comma each; a tab is rarely an accident.
    const least = delimiter === '\t' ? 1 : rows.length > 2 ? 1 : 2;
    if (counts[0]! < least || counts.some((count) => count !== counts[0])) return false;
    // Prose has a blank after its commas, and long lines.
    const spaced = rows.filter((row) => row.includes(`${delimiter} `)).length;
    return delimiter === '\t' || spaced * 2 < rows.length;
  });
}
