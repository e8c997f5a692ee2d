/** What the output pane shows: the output to judge, and unseen behind it the one that comes after. */
import { useEffect, useMemo, useState } from 'react';
import { nextItem } from '../../src/core/review/session.ts';
import type { Blocks } from '../client/blocks.ts';
import { asText } from '../render/as-text.ts';
import { modesFor, type TextMode } from '../render/modes.ts';
import type { ShownOutput } from './one-output.tsx';
import type { RateState } from './state.ts';

export interface Outputs {
  readonly current: ShownOutput | undefined;
  /** Prepared while the rater reads, so that it is there as soon as the answer is given. */
  readonly next: ShownOutput | undefined;
  /** The ways in which the current output can be shown, the best first. */
  readonly modes: readonly TextMode[];
}

/** `unmasked`: the text of one item with its own name in it. `chosen`: the way that the rater asked for. */
export function useOutputs(
  { cursor, order, session }: Pick<RateState, 'cursor' | 'order' | 'session'>,
  blocks: Blocks,
  {
    unmasked,
    chosen,
    find,
  }: {
    readonly unmasked: { readonly item: string; readonly text: string } | undefined;
    readonly chosen: TextMode | undefined;
    readonly find: string;
  },
): Outputs {
  const following = useMemo(
    () =>
      cursor === undefined
        ? undefined
        : nextItem(
            order.filter((item) => item !== cursor),
            session,
          ),
    [cursor, order, session],
  );
  const [, redraw] = useState(0);
  useEffect(() => {
    if (following === undefined || blocks.ready(following) !== undefined) return;
    let wanted = true;
    void blocks.load(following).then(() => wanted && redraw((n) => n + 1));
    return () => {
      wanted = false;
    };
  }, [following, blocks]);
  const current = useTexts(cursor, blocks, unmasked);
  const next = useTexts(following, blocks, unmasked);
  return {
    current: current && {
      item: current.item,
      text: current.text,
      mode: modeIn(current.modes, chosen),
      reference: current.reference,
      find,
    },
    next: current &&
      next && {
        item: next.item,
        text: next.text,
        // The difference is asked for one output at a time.
        mode: modeIn(next.modes, chosen === 'diff' ? undefined : chosen),
        reference: next.reference,
        find: '',
      },
    modes: current?.modes ?? [],
  };
}

function useTexts(
  item: string | undefined,
  blocks: Blocks,
  unmasked: { readonly item: string; readonly text: string } | undefined,
) {
  const here = item === undefined ? undefined : blocks.ready(item);
  const given = here?.block.reference ?? null;
  const text = unmasked !== undefined && unmasked.item === item ? unmasked.text : here?.output.text;
  return useMemo(
    () =>
      item === undefined || text === undefined
        ? undefined
        : {
            item,
            text,
            reference: given === null ? undefined : asText(given),
            modes: modesFor(text, { reference: given !== null }),
          },
    [item, text, given],
  );
}

function modeIn(modes: readonly TextMode[], chosen: TextMode | undefined): TextMode {
  return chosen !== undefined && modes.includes(chosen) ? chosen : modes[0]!;
}
