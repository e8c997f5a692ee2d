/** All keys, in a dialog. */
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { COMMAND_NAMES, type KeyCommand, type KeyMap } from './keys.ts';

export function KeysDialog({
  keys,
  scale,
  packet,
  close,
}: {
  readonly keys: KeyMap;
  readonly scale: number | false;
  /** Whether there is a ratings file to save. */
  readonly packet: boolean;
  readonly close: () => void;
}) {
  const keysOf = (command: KeyCommand) =>
    Object.entries(keys)
      .filter(([, bound]) => bound === command)
      .map(([key]) => (key === ' ' ? 'Space' : key));
  return (
    <ModalOverlay isOpen isDismissable className="overlay" onOpenChange={(open) => !open && close()}>
      <Modal className="modal">
        <Dialog>
          <Heading slot="title">Keys</Heading>
          <dl className="keys">
            {scale === false ? null : (
              <div>
                <dt>
                  <kbd>1</kbd> … <kbd>{scale}</kbd>
                </dt>
                <dd>how good it is</dd>
              </div>
            )}
            {COMMAND_NAMES.filter(([command]) => packet || command !== 'save-file').map(([command, name]) => (
              <div key={command}>
                <dt>
                  {keysOf(command).map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{name}</dd>
              </div>
            ))}
          </dl>
          <Button className="primary" onPress={close}>
            Close <kbd>Esc</kbd>
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
