/** Public tables beside the own result: never a ranking, and where the two differ, how sure that is. */
import { Suspense } from 'react';
import type { ComparedColumn, ComparedTable, CompareResult } from '../../src/core/benchmarks/compare.ts';
import { inNameOrder } from '../../src/core/in-name-order.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { interval, percent, rating, wholePercent } from '../../src/core/wording/figures.ts';
import { flipsSentence, HOW_COMMON, pointsText, publicSide } from '../../src/core/wording/rank-flips.ts';
import { Guard } from '../render/guard.tsx';
import { lazily } from '../render/lazily.tsx';
import { FiguresTable } from './figures-table.tsx';
import { addressOf } from './place.ts';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

const Slopes = lazily(() => import('./rank-slopes.tsx').then(({ RankSlopes }) => RankSlopes));

export function BenchmarksScreen({ source }: { readonly source: AfterSource }) {
  const loaded = useLoaded(source.benchmarks);
  return (
    <main>
      <Title>Public benchmarks</Title>
      {loaded.state === 'here' ? <Tables {...loaded.value} /> : <Waiting loaded={loaded} />}
    </main>
  );
}

function Tables({ tables, by, confidence, examples }: CompareResult) {
  if (tables.length === 0)
    return (
      <p>
        There are none yet. <code>fieldtest benchmarks add FILE</code> reads a release post or a leaderboard
        as it is.
      </p>
    );
  return (
    <>
      <p className="basis small">
        Public scores beside your own {by === 'rating' ? 'mean ratings' : 'shares of acceptable answers'} on{' '}
        {examples} examples. They never rank your candidates. Points are percent of the range of a score;
        intervals are {percent(confidence)}, of your own figures alone.
      </p>
      {tables.map((table) => (
        <Table key={table.name} table={table} by={by} />
      ))}
      <p className="muted small">{HOW_COMMON}</p>
    </>
  );
}

function Table({ table, by }: { readonly table: ComparedTable; readonly by: CompareResult['by'] }) {
  const { name, source, date, author, flags, columns } = table;
  const from = [
    `From ${visibleLine(source)}`,
    ...(author === undefined ? [] : [`by ${visibleLine(author)}`]),
    date === undefined ? 'no date' : `of ${date}`,
  ];
  return (
    <section className="board" aria-label={visibleLine(name)}>
      <h2>{visibleLine(name)}</h2>
      <p className="muted small">{from.join(', ')}.</p>
      {flags.map(({ kind, text }) => (
        <p key={kind} className="small">
          <span className="badge">picked</span> {visibleLine(text)}
        </p>
      ))}
      {columns.length === 0 ? <p>No two candidates have both a score in it and ratings.</p> : null}
      {columns.map((column) => (
        <Column key={column.column.name} compared={column} by={by} />
      ))}
    </section>
  );
}

const FLIP_HEADS = ['Better here', 'In public', 'Here', 'Table says'] as const;
const RANK_HEADS = ['Candidate', 'In public', 'Rank', 'Here', 'Own rank'] as const;

function Column({ compared, by }: { readonly compared: ComparedColumn; readonly by: CompareResult['by'] }) {
  const { column, ranks, agreement, flips } = compared;
  const own = (value: number) => (by === 'rating' ? rating(value) : percent(value));
  const bare = by === 'rating' ? rating : wholePercent;
  return (
    <>
      <h3>
        {visibleLine(column.name)} <span className="muted small">{column.direction} is better</span>
      </h3>
      <p>{agreement.claim}</p>
      <p>{flipsSentence(compared)}</p>
      {flips === undefined || flips.flips.length === 0 ? null : (
        <FiguresTable
          kind="ranks"
          heads={FLIP_HEADS}
          rows={flips.flips.map(({ a, b, publicPoints, ownPoints, interval: [low, high], reversed }) => ({
            name: JSON.stringify([a, b]),
            head: (
              <a href={addressOf({ section: 'compare', a, b, order: 'apart' })}>
                {visibleLine(a)} over {visibleLine(b)}
              </a>
            ),
            out: false,
            cells: [
              `${pointsText(Math.abs(publicPoints))} points`,
              [`${pointsText(ownPoints)} points`, `${pointsText(low)} to ${pointsText(high)}`],
              publicSide({ publicPoints, reversed }),
            ],
          }))}
        />
      )}
      <Guard
        of={compared}
        instead={<p role="alert">The chart did not arrive. Reload to ask for it again.</p>}
      >
        <Suspense fallback={<p className="muted small">Drawing …</p>}>
          <Slopes compared={compared} />
        </Suspense>
      </Guard>
      <FiguresTable
        kind="ranks"
        heads={RANK_HEADS}
        rows={ranks.map((one) => ({
          name: one.candidate,
          head: (
            <>
              <a href={addressOf({ section: 'outputs', candidate: one.candidate })}>
                {visibleLine(one.candidate)}
              </a>{' '}
              {one.model === one.candidate ? null : (
                <span className="muted small">{visibleLine(one.model)}</span>
              )}
            </>
          ),
          out: false,
          cells: [
            one.public.interval === undefined
              ? figure(one.public.value)
              : [figure(one.public.value), interval(one.public.interval, figure)],
            String(one.publicRank),
            [own(one.own.mean), interval(one.own.interval, bare)],
            String(one.ownRank),
          ],
        }))}
      />
      <Missing agreement={agreement} />
    </>
  );
}

/** Whom the table lacks. */
function Missing({ agreement }: Pick<ComparedColumn, 'agreement'>) {
  const names = [...agreement.missing.public].sort(inNameOrder).map(visibleLine);
  return names.length === 0 ? null : (
    <p className="muted small">Without a score in it: {names.join(', ')}.</p>
  );
}

function figure(value: number): string {
  return String(Number(value.toPrecision(5)));
}
