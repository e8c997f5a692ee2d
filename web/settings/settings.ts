/** What a person may set for themselves on this device; the project and its ratings know nothing of it. */
import { DEFAULT_KEYS, type KeyMap } from '../rate/keys.ts';
import { changesOf, withChanges } from './bindings.ts';

export interface Settings {
  /** Whether keys do anything: speech input and screen readers type letters that were not meant for the page. */
  readonly keysOn: boolean;
  readonly keys: KeyMap;
  readonly theme: 'system' | 'light' | 'dark';
  readonly text: 'normal' | 'large';
}

export const DEFAULT_SETTINGS: Settings = {
  keysOn: true,
  keys: DEFAULT_KEYS,
  theme: 'system',
  text: 'normal',
};

/** What was kept, as far as it makes sense; whatever does not is as it was at the beginning. */
export function readSettings(kept: unknown): Settings {
  if (typeof kept !== 'object' || kept === null) return DEFAULT_SETTINGS;
  const { keysOn, keys, theme, text } = kept as { readonly [field: string]: unknown };
  return {
    keysOn: keysOn !== false,
    keys: withChanges(keys),
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    text: text === 'large' ? text : 'normal',
  };
}

/** What is kept of them; `readSettings` gives the same settings again. */
export function keptSettings({ keys, ...others }: Settings): unknown {
  return { ...others, keys: changesOf(keys) };
}

/** The keys that work now: none while they are off. */
export function workingKeys({ keysOn, keys }: Settings): KeyMap {
  return keysOn ? keys : NO_KEYS;
}

const NO_KEYS: KeyMap = {};
