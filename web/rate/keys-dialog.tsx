/** All commands with their keys, in a dialog; each can be done from here, without its key. */
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { ReviewView } from '../../src/core/review/wire.ts';
import { useKeyMap } from '../settings/settings-context.tsx';
import { commandNames, type KeyCommand, keyLabel, keysOf } from './keys.ts';

export function KeysDialog({
  questions,
  packet,
  close,
  run,
}: {
  readonly questions: ReviewView['questions'];
  /** Whether there is a ratings file to save. */
  readonly packet: boolean;
  readonly close: () => void;
  readonly run: (command: KeyCommand) => void;
}) {
  const keys = useKeyMap();
  return (
    <ModalOverlay isOpen isDismissable className="overlay" onOpenChange={(open) => !open && close()}>
      <Modal className="modal">
        <Dialog>
          <Heading slot="title">Commands and keys</Heading>
          <ul className="keys">
            {commandNames(questions, { packet })
              .filter(([command]) => command !== 'keys')
              .map(([command, name]) => (
                <li key={command}>
                  <Button className="plain" onPress={() => run(command)}>
                    <span>{name}</span>{' '}
                    {keysOf(command, keys).map((key) => (
                      <kbd key={key}>{keyLabel(key)}</kbd>
                    ))}
                  </Button>
                </li>
              ))}
          </ul>
          <Button className="primary" onPress={close}>
            Close <kbd>Esc</kbd>
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
