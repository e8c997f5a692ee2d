/** The slope chart of one column; arrives with the drawing code. */
import { useMemo } from 'react';
import { rankSlopes } from '../../src/charts/rank-slopes.ts';
import type { ComparedColumn } from '../../src/core/benchmarks/compare.ts';
import { Drawn } from './drawn.tsx';
import { linkOf } from './link-of.ts';

export function RankSlopes({ compared }: { readonly compared: ComparedColumn }) {
  const input = useMemo(() => ({ compared, link: linkOf }), [compared]);
  return <Drawn chart={rankSlopes} input={input} heading="h4" />;
}
