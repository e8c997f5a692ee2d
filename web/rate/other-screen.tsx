/** The screens beside the rating itself: before it, between, and after. */
import type { Standing } from '../../src/core/review/wire.ts';
import type { Opened } from '../client/open-review.ts';
import { Done } from './done.tsx';
import type { KeyCommand } from './keys.ts';
import type { PacketParts } from './packet-parts.ts';
import { BreakOffer, Paused, StopHere } from './pauses.tsx';
import { progressOf } from './state.ts';
import type { Rating } from './use-rating.ts';
import { Welcome } from './welcome.tsx';

export function OtherScreen({
  rating: { state, dispatch, saved },
  opened,
  standing,
  minutes,
  packet,
  run,
  reopen,
  showAfter,
}: {
  readonly rating: Rating;
  readonly opened: Opened;
  readonly standing: Standing | undefined;
  readonly minutes: number | undefined;
  readonly packet: PacketParts | undefined;
  readonly run: (command: KeyCommand) => void;
  readonly reopen: () => void;
  readonly showAfter: () => void;
}) {
  const { screen, cursor, view } = state;
  const resume = () => dispatch({ type: 'resume' });
  const stop = <StopHere opened={opened} decidedAt={standing?.decidedAt ?? null} showAfter={showAfter} />;
  if (screen === 'welcome')
    return (
      <>
        <Welcome
          view={view}
          total={progressOf(state).total}
          start={() => dispatch({ type: 'start' })}
          showSettings={() => run('settings')}
          opened={opened}
          showAfter={showAfter}
        />
        {packet?.note('welcome', saved)}
      </>
    );
  if (screen === 'break')
    return (
      <>
        <BreakOffer stretch={state.stretch} minutes={minutes} go={resume} stop={stop} />
        {packet?.note('rest', saved)}
      </>
    );
  if (screen === 'done' || cursor === undefined)
    return (
      <Done
        state={state}
        saved={saved}
        standing={standing}
        file={packet?.note('done', saved)}
        undo={() => run('undo')}
        look={(item) => dispatch({ type: 'go', item })}
        reopen={reopen}
        opened={opened}
        showAfter={showAfter}
      />
    );
  return (
    <>
      <Paused progress={progressOf(state)} go={resume} stop={stop} />
      {packet?.note('rest', saved)}
    </>
  );
}
