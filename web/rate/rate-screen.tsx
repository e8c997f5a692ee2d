/** The rating screen: the input once, one output beside it, and nothing else but the work. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { minutesLeft } from '../../src/core/review/time-left.ts';
import type { Opened } from '../client/open-review.ts';
import { modesFor, type TextMode } from '../render/modes.ts';
import { useKeyMap } from '../settings/settings-context.tsx';
import { AnswerBar } from './answer-bar.tsx';
import { InputPane } from './input-pane.tsx';
import type { KeyCommand } from './keys.ts';
import { OtherScreen } from './other-screen.tsx';
import { OutputPane } from './output-pane.tsx';
import type { PacketParts } from './packet-parts.ts';
import { progressOf, timesOf } from './state.ts';
import { TopBar } from './top-bar.tsx';
import { useKeys } from './use-keys.ts';
import { useOverlay } from './use-overlay.ts';
import { useRating } from './use-rating.ts';
import { useStanding } from './use-standing.ts';

export function RateScreen({
  opened,
  reopen,
  showAfter,
  packet,
}: {
  readonly opened: Opened;
  readonly reopen: () => void;
  /** Leaves the rating for what comes when names are shown. */
  readonly showAfter: () => void;
  readonly packet?: PacketParts;
}) {
  const rating = useRating(opened);
  const { state, dispatch, stamp, ready } = rating;
  const standing = useStanding(opened, state);
  const { blocks, source } = opened;
  const { cursor, view, screen, panel, settings } = state;
  const [unmasked, setUnmasked] = useState<{ readonly item: string; readonly text: string }>();
  const [mode, setMode] = useState<TextMode>();
  const [find, setFind] = useState('');
  const inputRef = useRef<HTMLElement>(null);
  const outputRef = useRef<HTMLElement>(null);

  const here = cursor === undefined ? undefined : blocks.ready(cursor);
  const reference = here?.block.reference ?? null;
  const text = unmasked !== undefined && unmasked.item === cursor ? unmasked.text : (here?.output.text ?? '');
  const modes = useMemo(() => modesFor(text, { reference: reference !== null }), [text, reference]);
  const shownMode = mode !== undefined && modes.includes(mode) ? mode : modes[0]!;

  // Painted, then open for keys: a key that is held down never rates an output that was not seen.
  const shownFor = screen === 'rate' && ready ? cursor : undefined;
  useLayoutEffect(() => {
    if (shownFor === undefined) return;
    outputRef.current?.scrollTo(0, 0);
    const frame = requestAnimationFrame(() => setTimeout(() => dispatch({ type: 'shown' }), 0));
    return () => cancelAnimationFrame(frame);
  }, [shownFor, dispatch]);
  const block = here?.block.id;
  useLayoutEffect(() => {
    if (block !== undefined) inputRef.current?.scrollTo(0, 0);
  }, [block]);
  useEffect(() => {
    if (cursor !== undefined) setMode((now) => (now === 'diff' ? undefined : now));
    setFind('');
  }, [cursor]);
  useEffect(() => {
    document.title = `Rate · ${view.task}`;
  }, [view.task]);

  const unmask = useCallback(async () => {
    if (cursor === undefined || source.unmask === undefined || !here?.output.masked) return;
    const { id, at } = stamp();
    const shown = await source.unmask({ id, at, item: cursor, kind: 'unmask' }).catch(() => undefined);
    if (shown !== undefined) setUnmasked({ item: cursor, text: shown });
  }, [cursor, source, here, stamp]);

  const run = useCallback(
    (command: KeyCommand) => {
      if (command === 'save-file') return packet?.save();
      if (command === 'settings') return dispatch({ type: 'settings', open: true });
      if (screen === 'welcome')
        return dispatch(command === 'keys' ? { type: 'panel', panel: 'keys' } : { type: 'start' });
      if (screen === 'break' || panel === 'paused') return dispatch({ type: 'resume' });
      if (command.startsWith('rate-')) {
        const value = Number(command.slice(5));
        if (view.questions.scale !== false && value <= view.questions.scale)
          dispatch({ type: 'rate', rating: value, stamp: stamp() });
        return;
      }
      switch (command) {
        case 'yes':
        case 'no':
          if (view.questions.acceptable)
            dispatch({ type: 'accept', acceptable: command === 'yes', stamp: stamp() });
          return;
        case 'cannot-judge':
        case 'skip':
        case 'undo':
        case 'redo':
        case 'flag':
          return dispatch({ type: command, stamp: stamp() });
        case 'note':
        case 'find':
        case 'keys':
          return dispatch({ type: 'panel', panel: command });
        case 'tag':
          return dispatch({ type: 'panel', panel: 'tags' });
        case 'pause':
          return dispatch({ type: 'panel', panel: 'paused' });
        case 'reference':
          return dispatch({ type: 'fold', part: 'reference' });
        case 'guide':
          return dispatch({ type: 'fold', part: 'guide' });
        case 'diff':
          return setMode(shownMode === 'diff' ? undefined : 'diff');
        case 'mode':
          return setMode(modes[(modes.indexOf(shownMode) + 1) % modes.length]);
        case 'unmask':
          return void unmask();
        case 'scroll-down':
        case 'scroll-up': {
          const pane = scrollable(outputRef.current) ?? scrollable(inputRef.current);
          pane?.scrollBy({ top: (command === 'scroll-down' ? 0.8 : -0.8) * (pane.clientHeight || 400) });
          return;
        }
        case 'previous':
        case 'next':
          return dispatch({ type: command });
      }
    },
    [screen, panel, view.questions, dispatch, stamp, shownMode, modes, unmask, packet],
  );

  const open = settings ? 'settings' : panel === 'keys' ? 'keys' : undefined;
  // What is open over the screen has its own keys, also while it is being loaded.
  useKeys(useKeyMap(), (command) => open === undefined && run(command));
  const unavailable = useCallback(() => dispatch({ type: 'unavailable' }), [dispatch]);
  const Overlay = useOverlay(open !== undefined, unavailable);
  const close = () =>
    dispatch(settings ? { type: 'settings', open: false } : { type: 'panel', panel: 'none' });
  const over =
    Overlay === undefined || open === undefined ? null : (
      <Overlay
        which={open}
        questions={view.questions}
        packet={packet !== undefined}
        close={close}
        run={(command) => {
          close();
          run(command);
        }}
      />
    );

  const { done, total } = progressOf(state);
  const minutes = minutesLeft(...timesOf(state));

  const page =
    screen !== 'rate' || cursor === undefined || panel === 'paused' ? (
      <OtherScreen
        rating={rating}
        opened={opened}
        standing={standing}
        minutes={minutes}
        packet={packet}
        run={run}
        reopen={reopen}
        showAfter={showAfter}
      />
    ) : (
      <div className="rate">
        <TopBar
          state={state}
          done={done}
          total={total}
          minutes={minutes}
          decidedAt={standing?.decidedAt ?? null}
          pause={() => run('pause')}
          showKeys={() => run('keys')}
        />
        <main className="panes">
          <InputPane
            ref={inputRef}
            block={here?.block}
            guide={view.guide}
            open={state.open}
            toggle={(part) => dispatch({ type: 'fold', part })}
            find={find}
          />
          <OutputPane
            ref={outputRef}
            output={here?.output}
            text={text}
            mode={shownMode}
            modes={modes}
            setMode={setMode}
            reference={reference}
            find={find}
            unmask={
              source.unmask === undefined || unmasked?.item === cursor ? undefined : () => void unmask()
            }
            swipe={(acceptable) => run(acceptable ? 'yes' : 'no')}
            flagged={state.session.flagged.has(cursor)}
          />
        </main>
        <AnswerBar rating={rating} run={run} find={find} setFind={setFind} packet={packet} />
      </div>
    );
  return (
    <>
      {page}
      {over}
    </>
  );
}

/** The pane when it has anything to scroll; on a phone the page itself scrolls. */
function scrollable(pane: HTMLElement | null): HTMLElement | undefined {
  return pane !== null && pane.scrollHeight > pane.clientHeight + 1 ? pane : undefined;
}
