/** What opens over the rating screen; loaded when it is first wanted. */
import type { ReviewView } from '../../src/core/review/wire.ts';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import type { KeyCommand } from './keys.ts';
import { KeysDialog } from './keys-dialog.tsx';

export interface OverlayProps {
  readonly which: 'keys' | 'settings';
  readonly questions: ReviewView['questions'];
  /** Whether there is a ratings file to save. */
  readonly packet: boolean;
  readonly close: () => void;
  /** Closes what is open and does a command. */
  readonly run: (command: KeyCommand) => void;
}

export function Overlay({ which, questions, packet, close, run }: OverlayProps) {
  return which === 'settings' ? (
    <SettingsScreen questions={questions} packet={packet} close={close} />
  ) : (
    <KeysDialog questions={questions} packet={packet} close={close} run={run} />
  );
}
