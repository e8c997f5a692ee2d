/** What opens over the rating screen; loaded when it is first wanted. */
import type { ReviewView } from '../../src/core/review/wire.ts';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import type { KeyCommand } from './keys.ts';
import { KeysDialog } from './keys-dialog.tsx';

export interface OverlayProps {
  readonly which: 'keys' | 'settings';
  readonly questions: ReviewView['questions'];
  readonly close: () => void;
  /** Closes what is open and does a command. */
  readonly run: (command: KeyCommand) => void;
}

export function Overlay({ which, questions, close, run }: OverlayProps) {
  return which === 'settings' ? (
    <SettingsScreen questions={questions} close={close} />
  ) : (
    <KeysDialog questions={questions} close={close} run={run} />
  );
}
