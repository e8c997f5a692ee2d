/** The rating screen: the input once, one output beside it, and nothing else but the work. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { minutesLeft } from '../../src/core/review/time-left.ts';
import type { Opened } from '../client/open-review.ts';
import type { TextMode } from '../render/modes.ts';
import { useKeyMap } from '../settings/settings-context.tsx';
import { AnswerBar } from './answer-bar.tsx';
import { InputPane } from './input-pane.tsx';
import type { KeyCommand } from './keys.ts';
import { OtherScreen } from './other-screen.tsx';
import { OutputPane } from './output-pane.tsx';
import type { PacketParts } from './packet-parts.ts';
import { PaneChoice, ToOutput } from './pane-choice.tsx';
import { progressOf, timesOf } from './state.ts';
import { TopBar } from './top-bar.tsx';
import { useFold } from './use-fold.ts';
import { useKeys } from './use-keys.ts';
import { useOutputs } from './use-outputs.ts';
import { useOverlay } from './use-overlay.ts';
import { usePane } from './use-pane.ts';
import { useRating } from './use-rating.ts';
import { useStanding } from './use-standing.ts';

/** What says something of the output. */
const JUDGES = /^(rate-\d+|yes|no|cannot-judge|skip|mode|diff|unmask)$/;

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
  const outputs = useOutputs(state, blocks, { unmasked, chosen: mode, find });
  const { modes } = outputs;
  const shownMode = outputs.current?.mode;
  const panes = usePane(here?.block.id);
  const outputHidden = panes.only === 'input';
  const toggle = useCallback((part: keyof typeof state.open) => dispatch({ type: 'fold', part }), [dispatch]);
  const fold = useFold(inputRef, { open: state.open, panes, toggle });

  // Painted, then open for keys: a key that is held down never rates an output that was not seen.
  const shownFor = screen === 'rate' && ready && !outputHidden ? cursor : undefined;
  useLayoutEffect(() => {
    if (shownFor === undefined) return;
    outputRef.current?.scrollTo(0, 0);
    toTop();
    const frame = requestAnimationFrame(() =>
      setTimeout(() => dispatch({ type: 'shown', item: shownFor }), 0),
    );
    return () => cancelAnimationFrame(frame);
  }, [shownFor, dispatch]);
  const block = here?.block.id;
  useLayoutEffect(() => {
    if (block !== undefined) inputRef.current?.scrollTo(0, 0);
  }, [block]);
  useLayoutEffect(() => {
    if (panes.only !== undefined && block !== undefined) toTop();
  }, [panes.only, block]);
  useEffect(() => {
    if (cursor !== undefined) setMode((now) => (now === 'diff' ? undefined : now));
    setFind('');
  }, [cursor]);
  useEffect(() => {
    // The first match may be far below; one in the output is what is looked for.
    const first =
      find === '' ? null : [outputRef, inputRef].map(firstMark).find((mark) => mark !== undefined);
    first?.scrollIntoView({ block: 'nearest' });
  }, [find]);
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
      // Nobody judges what is not on the screen: it is brought there first.
      if (outputHidden && JUDGES.test(command)) return panes.show('output');
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
        case 'guide':
          return fold(command);
        case 'diff':
          return setMode(shownMode === 'diff' ? undefined : 'diff');
        case 'mode':
          return setMode(shownMode && modes[(modes.indexOf(shownMode) + 1) % modes.length]);
        case 'pane':
          if (panes.only !== undefined) panes.show(outputHidden ? 'output' : 'input');
          return;
        case 'unmask':
          return void unmask();
        case 'scroll-down':
        case 'scroll-up': {
          const pane =
            scrollable(outputRef.current) ?? scrollable(inputRef.current) ?? document.documentElement;
          pane.scrollBy({ top: (command === 'scroll-down' ? 0.8 : -0.8) * (pane.clientHeight || 400) });
          return;
        }
        case 'previous':
        case 'next':
          return dispatch({ type: command });
      }
    },
    [
      screen,
      panel,
      view.questions,
      dispatch,
      stamp,
      shownMode,
      modes,
      panes,
      outputHidden,
      fold,
      unmask,
      packet,
    ],
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
        <div className="above">
          <TopBar
            state={state}
            done={done}
            total={total}
            minutes={minutes}
            decidedAt={standing?.decidedAt ?? null}
            pause={() => run('pause')}
            showKeys={() => run('keys')}
          />
          <PaneChoice {...panes} />
        </div>
        <main className="panes">
          <InputPane
            ref={inputRef}
            block={here?.block}
            guide={view.guide}
            open={state.open}
            toggle={fold}
            find={find}
            hidden={panes.only === 'output'}
          />
          <OutputPane
            ref={outputRef}
            output={here?.output}
            outputs={outputs}
            setMode={setMode}
            hidden={outputHidden}
            unmask={
              source.unmask === undefined || unmasked?.item === cursor ? undefined : () => void unmask()
            }
            swipe={(acceptable) => run(acceptable ? 'yes' : 'no')}
            flagged={state.session.flagged.has(cursor)}
          />
        </main>
        {outputHidden && panel === 'none' ? (
          <ToOutput show={panes.show} rating={rating} packet={packet} />
        ) : (
          <AnswerBar rating={rating} run={run} find={find} setFind={setFind} packet={packet} />
        )}
      </div>
    );
  return (
    <>
      {page}
      {over}
    </>
  );
}

/** In what is on the screen: the output that is prepared unseen has marks too. */
function firstMark({ current }: { readonly current: HTMLElement | null }): Element | undefined {
  return [...(current?.querySelectorAll('mark') ?? [])].find((mark) => mark.checkVisibility());
}

/** On a narrow screen it is the page that scrolls. */
function toTop(): void {
  document.documentElement.scrollTo(0, 0);
}

/** The pane when it has anything to scroll; on a phone the page itself scrolls. */
function scrollable(pane: HTMLElement | null): HTMLElement | undefined {
  return pane !== null && pane.scrollHeight > pane.clientHeight + 1 ? pane : undefined;
}
