/** Which key does what on the rating screen; all can be changed, and all can be turned off (web/settings). */
import type { ReviewView } from '../../src/core/review/wire.ts';

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
  | 'pane'
  | 'unmask'
  | 'scroll-down'
  | 'scroll-up'
  | 'previous'
  | 'next'
  | 'flag'
  | 'pause'
  | 'find'
  | 'keys'
  | 'settings'
  | 'save-file';

/** By `KeyboardEvent.key`, with `Ctrl+` or `Shift+` before it where they matter. */
export type KeyMap = { readonly [key: string]: KeyCommand };

export const DEFAULT_KEYS: KeyMap = {
  ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i + 1}`, `rate-${i + 1}` as KeyCommand])),
  // A ten-point scale: 0, which would be its place, means that nothing can be said.
  '-': 'rate-10',
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
  i: 'pane',
  v: 'unmask',
  j: 'scroll-down',
  k: 'scroll-up',
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  f: 'flag',
  p: 'pause',
  '/': 'find',
  '?': 'keys',
  ',': 'settings',
  'Ctrl+s': 'save-file',
};

const NAMES: readonly (readonly [KeyCommand, string])[] = [
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
  ['pane', 'input or output, where one of them fits'],
  ['unmask', 'show a masked name'],
  ['scroll-down', 'scroll down'],
  ['scroll-up', 'scroll up'],
  ['previous', 'previous'],
  ['next', 'next'],
  ['flag', 'flag for later'],
  ['pause', 'pause'],
  ['find', 'find in this example'],
  ['keys', 'all commands and keys'],
  ['settings', 'settings'],
  ['save-file', 'save the ratings file'],
];

/** What each command is called, in the order of the lists: those of the questions that are asked, and no other ratings. */
export function commandNames(
  { scale, acceptable }: Pick<ReviewView['questions'], 'scale' | 'acceptable'>,
  { packet }: { readonly packet: boolean },
): readonly (readonly [KeyCommand, string])[] {
  const asked = (command: KeyCommand) =>
    command === 'save-file' ? packet : acceptable || (command !== 'yes' && command !== 'no');
  const values = Array.from({ length: scale === false ? 0 : scale }, (_, i) => i + 1);
  return [
    ...values.map((value) => [`rate-${value}`, `rating ${value}`] as const),
    ...NAMES.filter(([command]) => asked(command)),
  ];
}

/** What a command is called, whether its question is asked or not. */
export function nameOfCommand(command: KeyCommand): string {
  return NAMES.find(([one]) => one === command)?.[1] ?? `rating ${command.slice('rate-'.length)}`;
}

export function isCommand(value: unknown): value is KeyCommand {
  return (
    typeof value === 'string' && (/^rate-([1-9]|10)$/.test(value) || NAMES.some(([one]) => one === value))
  );
}

/** The keys of a command. */
export function keysOf(command: KeyCommand, keys: KeyMap): readonly string[] {
  return Object.entries(keys).flatMap(([key, bound]) => (bound === command ? [key] : []));
}

const SIGNS: { readonly [key: string]: string } = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** As it is written on a key: `y`, `Space`, `Shift+U`, `←`. */
export function keyLabel(key: string): string {
  const [, modifiers = '', own = key] = /^((?:Ctrl\+)?(?:Shift\+)?)(.+)$/s.exec(key) ?? [];
  return `${modifiers}${SIGNS[own] ?? (modifiers !== '' && own.length === 1 ? own.toUpperCase() : own)}`;
}

export interface Pressed {
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
  const key = keyOf(event);
  return key !== undefined && Object.hasOwn(keys, key) ? keys[key] : undefined;
}

/** The pressed key as a `KeyMap` names it; undefined while composing, and with Alt or AltGr. */
export function keyOf(event: Pressed): string | undefined {
  if (event.isComposing || event.altKey || event.getModifierState('AltGraph')) return undefined;
  const ctrl = event.ctrlKey || event.metaKey;
  const named = [...event.key].length > 1;
  const letter = named ? event.key : event.key.toLowerCase();
  // A letter's own capital means Shift; a sign such as ? needs Shift on most keyboards and means itself.
  const shift = event.shiftKey && (ctrl || named || letter !== letter.toUpperCase());
  return `${ctrl ? 'Ctrl+' : ''}${shift ? 'Shift+' : ''}${letter}`;
}
