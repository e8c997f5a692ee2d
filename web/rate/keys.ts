/** Which key does what on the rating screen; all can be changed, and all can be turned off. */

export type KeyCommand =
  | `rate-${number}`
  | 'yes'
  | 'no'
  | 'cannot-judge'
  | 'skip'
  | 'undo'
  | 'redo'
  | 'note'
  | 'tag'
  | 'reference'
  | 'guide'
  | 'diff'
  | 'mode'
  | 'unmask'
  | 'scroll-down'
  | 'scroll-up'
  | 'previous'
  | 'next'
  | 'flag'
  | 'pause'
  | 'find'
  | 'keys'
  | 'save-file';

/** By `KeyboardEvent.key`, with `Ctrl+` or `Shift+` before it where they matter. */
export type KeyMap = { readonly [key: string]: KeyCommand };

export const DEFAULT_KEYS: KeyMap = {
  ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i + 1}`, `rate-${i + 1}` as KeyCommand])),
  y: 'yes',
  n: 'no',
  '0': 'cannot-judge',
  x: 'skip',
  ' ': 'skip',
  u: 'undo',
  Backspace: 'undo',
  'Ctrl+z': 'undo',
  'Shift+u': 'redo',
  'Ctrl+Shift+z': 'redo',
  c: 'note',
  t: 'tag',
  r: 'reference',
  g: 'guide',
  d: 'diff',
  m: 'mode',
  v: 'unmask',
  j: 'scroll-down',
  k: 'scroll-up',
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  f: 'flag',
  p: 'pause',
  '/': 'find',
  '?': 'keys',
  'Ctrl+s': 'save-file',
};

/** What each command is called in the list of keys, in its order. */
export const COMMAND_NAMES: readonly (readonly [KeyCommand, string])[] = [
  ['yes', 'would show to a user'],
  ['no', 'would not show'],
  ['cannot-judge', 'cannot judge'],
  ['skip', 'skip, ask again at the end'],
  ['undo', 'undo, without limit'],
  ['redo', 'redo'],
  ['note', 'note'],
  ['tag', 'tags'],
  ['reference', 'reference'],
  ['guide', 'guideline'],
  ['diff', 'difference to the reference'],
  ['mode', 'raw, formatted'],
  ['unmask', 'show a masked name'],
  ['scroll-down', 'scroll down'],
  ['scroll-up', 'scroll up'],
  ['previous', 'previous'],
  ['next', 'next'],
  ['flag', 'flag for later'],
  ['pause', 'pause'],
  ['find', 'find in this example'],
  ['keys', 'all keys'],
  ['save-file', 'save the ratings file'],
];

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  getModifierState(name: string): boolean;
}

/** The command of a key press; undefined for other keys, while composing, and with AltGr, which types characters. */
export function commandOf(event: Pressed, keys: KeyMap): KeyCommand | undefined {
  if (event.isComposing || event.altKey || event.getModifierState('AltGraph')) return undefined;
  const ctrl = event.ctrlKey || event.metaKey;
  const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // A letter's own capital means Shift; a sign such as ? needs Shift on most keyboards and means itself.
  const shift = event.shiftKey && (ctrl || /^[a-z]$/.test(letter) || event.key.length > 1);
  const name = `${ctrl ? 'Ctrl+' : ''}${shift ? 'Shift+' : ''}${letter}`;
  return Object.hasOwn(keys, name) ? keys[name] : undefined;
}
