/** Which key does what: every command can have other keys, or none; all keys can be turned off at once. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import {
  type commandNames,
  DEFAULT_KEYS,
  type KeyCommand,
  type KeyMap,
  keyLabel,
  keysOf,
  nameOfCommand,
} from '../rate/keys.ts';
import { giveKey, takeKey } from './bindings.ts';
import { useSettings } from './settings-context.tsx';
import { useKeyRecorder } from './use-key-recorder.ts';

export function KeySettings({ commands }: { readonly commands: ReturnType<typeof commandNames> }) {
  const {
    settings: { keys, keysOn },
    change,
  } = useSettings();
  const [recording, setRecording] = useState<KeyCommand>();
  const [said, setSaid] = useState<{ readonly of: KeyCommand | 'all'; readonly text: string }>();

  useKeyRecorder(recording !== undefined, {
    taken(key) {
      const given = giveKey(keys, key, recording!);
      change({ keys: given.keys });
      setSaid({ of: recording!, text: sentence(key, recording!, given) });
      setRecording(undefined);
    },
    refused: (text) => setSaid({ of: recording!, text }),
    stopped() {
      setSaid(undefined);
      setRecording(undefined);
    },
  });
  const record = (command: KeyCommand) => {
    setSaid(undefined);
    setRecording(command === recording ? undefined : command);
  };

  return (
    <fieldset>
      <legend>Keys</legend>
      <label>
        <input
          type="checkbox"
          checked={keysOn}
          aria-describedby="keys-on-why"
          onChange={(event) => change({ keysOn: event.target.checked })}
        />{' '}
        keys are on
      </label>
      <p id="keys-on-why" className="muted small">
        Turn them off where speech input or a screen reader types letters. Everything can be done with the
        buttons then; Tab, Enter and Escape work as on every page.
      </p>
      <ul className="bindings">
        {commands.map(([command, name]) => (
          <li key={command}>
            <span>{name}</span>
            <span className="bound">
              {keysOf(command, keys).map((key) => (
                <Button
                  key={key}
                  className="bound-key"
                  aria-label={`${keyLabel(key)}: take it from ${name}`}
                  onPress={({ target }) => {
                    target.closest('li')?.querySelector<HTMLElement>('.add')?.focus();
                    change({ keys: takeKey(keys, key) });
                    setSaid({ of: command, text: `${keyLabel(key)} does nothing now.` });
                  }}
                >
                  <kbd>{keyLabel(key)}</kbd> ×
                </Button>
              ))}
            </span>
            <Button
              className="plain add"
              {...(recording === command ? {} : { 'aria-label': `add a key for ${name}` })}
              onPress={() => record(command)}
              onBlur={() => setRecording(undefined)}
            >
              {recording === command ? (
                <>
                  press a key, <kbd>Esc</kbd> stops
                </>
              ) : (
                'add a key'
              )}
            </Button>
            <Said text={said?.of === command ? said.text : undefined} />
          </li>
        ))}
      </ul>
      <Button
        className="plain defaults"
        onPress={() => {
          change({ keys: DEFAULT_KEYS });
          setSaid({ of: 'all', text: 'All keys do what they did at the beginning.' });
        }}
      >
        back to the default keys
      </Button>
      <Said text={said?.of === 'all' ? said.text : undefined} />
    </fieldset>
  );
}

/** Always on the page, so that a screen reader hears what comes into it. */
function Said({ text }: { readonly text: string | undefined }) {
  return (
    <span role="status" className="outcome small">
      {text}
    </span>
  );
}

/** What became of a key, and of the command that had it. */
function sentence(
  key: string,
  command: KeyCommand,
  { keys, before }: { readonly keys: KeyMap; readonly before: KeyCommand | undefined },
): string {
  const label = keyLabel(key);
  if (before === command) return `${label} does this already.`;
  if (before === undefined) return `${label} does this now.`;
  const left = keysOf(before, keys).map(keyLabel);
  const rest = left.length === 0 ? 'has no key now' : `still has ${left.join(', ')}`;
  return `${label} does this now. It was the key for “${nameOfCommand(before)}”, which ${rest}.`;
}
