/** Giving keys to commands: what a key may be, and what it did before. */
import { DEFAULT_KEYS, isCommand, type KeyCommand, type KeyMap, keyLabel } from '../rate/keys.ts';

/**
 * Where the bindings differ from the defaults: the key's command, or null where it has none. Kept instead of the whole
 * map, so that a command of a later version comes with its own key.
 */
export type KeyChanges = { readonly [key: string]: KeyCommand | null };

/** Keys with a name that browsers leave to the page. */
const FREE = new Set(['Backspace', 'Delete', 'Insert', 'Home', 'End', 'PageUp', 'PageDown']);

/** Why a key cannot be given to a command, as a sentence; undefined when it can. */
export function refusalOf(key: string): string | undefined {
  // What has a command from the beginning can be given back to it, and to others.
  if (Object.hasOwn(DEFAULT_KEYS, key) || key === 'Ctrl+y') return undefined;
  const [, ctrl, , own = ''] = /^(Ctrl\+)?(Shift\+)?(.+)$/s.exec(key) ?? [];
  if (own === 'Tab') return 'Tab moves between the buttons of the page; take another key.';
  if (own === 'Enter') return 'Enter presses the button that has the focus; take another key.';
  if (own === 'Escape') return 'Escape closes what is open; take another key.';
  if (ctrl !== undefined)
    return `Browsers keep ${keyLabel(key)} for themselves. With Ctrl or Cmd only S, Z, Shift+Z and Y are free; take another key.`;
  if (own === 'Dead') return 'This key waits for the next one to make a letter; take another key.';
  const character = [...own].length === 1;
  if (character ? own === own.toLowerCase() : FREE.has(own) || own.startsWith('Arrow')) return undefined;
  return `Browsers or the system keep ${keyLabel(key)} for themselves; take another key.`;
}

/** Gives a key to a command; `before` is what it did until now. A key does one thing. */
export function giveKey(
  keys: KeyMap,
  key: string,
  command: KeyCommand,
): { readonly keys: KeyMap; readonly before: KeyCommand | undefined } {
  const before = Object.hasOwn(keys, key) ? keys[key] : undefined;
  return { keys: { ...keys, [key]: command }, before };
}

export function takeKey(keys: KeyMap, key: string): KeyMap {
  const { [key]: _taken, ...rest } = keys;
  return rest;
}

export function changesOf(keys: KeyMap): KeyChanges {
  const all = new Set([...Object.keys(DEFAULT_KEYS), ...Object.keys(keys)]);
  return Object.fromEntries(
    [...all].filter((key) => keys[key] !== DEFAULT_KEYS[key]).map((key) => [key, keys[key] ?? null]),
  );
}

/** The defaults with what was kept of changes; unknown commands and keys that cannot be are left out. */
export function withChanges(kept: unknown): KeyMap {
  if (typeof kept !== 'object' || kept === null) return DEFAULT_KEYS;
  const sound = Object.entries(kept).filter(
    ([key, command]) => refusalOf(key) === undefined && (command === null || isCommand(command)),
  );
  const changed = { ...DEFAULT_KEYS, ...(Object.fromEntries(sound) as KeyChanges) };
  return Object.fromEntries(
    Object.entries(changed).filter((entry): entry is [string, KeyCommand] => entry[1] !== null),
  );
}
