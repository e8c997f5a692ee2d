/** The settings where they are used: read before the page is drawn, so that no key works that was taken away. */
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type KeyCommand, type KeyMap, keyLabel, keysOf } from '../rate/keys.ts';
import { DEFAULT_SETTINGS, type Settings, workingKeys } from './settings.ts';
import { openSettingsStore } from './settings-store.ts';

interface SettingsHere {
  readonly settings: Settings;
  readonly change: (part: Partial<Settings>) => void;
  /** Whether this device keeps what is changed; false as soon as it could not. */
  readonly durable: boolean;
}

const Context = createContext<SettingsHere>({ settings: DEFAULT_SETTINGS, change: () => {}, durable: false });

export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const store = useMemo(openSettingsStore, []);
  const [settings, setSettings] = useState<Settings>();
  const [durable, setDurable] = useState(true);
  // Two changes at once are two changes.
  const latest = useRef<Settings>(DEFAULT_SETTINGS);

  useEffect(() => {
    void store.read().then((read) => {
      latest.current = read;
      setSettings(read);
    });
  }, [store]);
  useLayoutEffect(() => {
    if (settings === undefined) return;
    const { dataset } = document.documentElement;
    dataset.theme = settings.theme;
    dataset.text = settings.text;
  }, [settings]);

  const change = useCallback(
    (part: Partial<Settings>) => {
      latest.current = { ...latest.current, ...part };
      setSettings(latest.current);
      void store.write(latest.current).then(setDurable);
    },
    [store],
  );
  const here = useMemo(
    () => (settings === undefined ? undefined : { settings, change, durable }),
    [settings, change, durable],
  );
  return here === undefined ? null : <Context value={here}>{children}</Context>;
}

export function useSettings(): SettingsHere {
  return use(Context);
}

/** The keys that work now; none while they are off. */
export function useKeyMap(): KeyMap {
  return workingKeys(use(Context).settings);
}

/** The first key of a command, as a label; undefined when it has none or keys are off. */
export function useKeyOf(command: KeyCommand): string | undefined {
  const key = keysOf(command, useKeyMap())[0];
  return key === undefined ? undefined : keyLabel(key);
}

/** The key of a command beside what it does; nothing when there is none. */
export function Hint({ of }: { readonly of: KeyCommand }) {
  const key = useKeyOf(of);
  return key === undefined ? null : <kbd>{key}</kbd>;
}
