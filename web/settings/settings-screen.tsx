/** The settings, over the screen that they were opened on: that one stays as it was. */
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { ReviewView } from '../../src/core/review/wire.ts';
import { commandNames } from '../rate/keys.ts';
import { KeySettings } from './key-settings.tsx';
import type { Settings } from './settings.ts';
import { useSettings } from './settings-context.tsx';
import './settings.css';

const THEMES: readonly (readonly [Settings['theme'], string])[] = [
  ['system', 'as the system'],
  ['light', 'light'],
  ['dark', 'dark'],
];
const TEXTS: readonly (readonly [Settings['text'], string])[] = [
  ['normal', 'normal'],
  ['large', 'large'],
];

export function SettingsScreen({
  questions,
  packet,
  close,
}: {
  readonly questions: ReviewView['questions'];
  /** Whether there is a ratings file to save. */
  readonly packet: boolean;
  readonly close: () => void;
}) {
  const { settings, change, durable } = useSettings();
  return (
    <ModalOverlay isOpen isDismissable className="overlay" onOpenChange={(open) => !open && close()}>
      <Modal className="modal settings">
        <Dialog>
          <Heading slot="title">Settings</Heading>
          <p className="muted small">
            {durable
              ? 'Kept on this device, for every project that is rated here.'
              : 'This browser keeps nothing: the settings last until the page is closed.'}
          </p>
          <Choices
            legend="Colours"
            options={THEMES}
            value={settings.theme}
            choose={(theme) => change({ theme })}
          />
          <Choices
            legend="Text size"
            options={TEXTS}
            value={settings.text}
            choose={(text) => change({ text })}
          />
          <KeySettings commands={commandNames(questions, { packet })} />
          <Button className="primary" onPress={close}>
            Close <kbd>Esc</kbd>
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Choices<T extends string>({
  legend,
  options,
  value,
  choose,
}: {
  readonly legend: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly choose: (value: T) => void;
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(([one, name]) => (
        <label key={one}>
          <input type="radio" name={legend} checked={one === value} onChange={() => choose(one)} /> {name}
        </label>
      ))}
    </fieldset>
  );
}
