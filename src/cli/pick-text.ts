/** A picked set as text: the kinds of work and the edges, what each example is there for, and what is not covered. */
import { shownLabel } from '../core/example.ts';
import { shellWord } from '../core/shell-word.ts';
import { visibleLine } from '../core/visible.ts';
import { thousands } from '../core/wording/thousands.ts';
import type { PickResult } from '../pipeline/pick.ts';
import { table, wrap } from '../report/text-layout.ts';
import { MOST_MORE } from '../sampling/draw.ts';
import { count } from './app.ts';
import type { Terminal } from './terminal.ts';

export function pickText(
  result: PickResult,
  { explain, terminal }: { readonly explain: boolean; readonly terminal: Terminal },
): string {
  const { examples, holdout, kept, added, retired, retiredRated, byHand } = result;
  const lines = [
    ...kindsTable(result, terminal),
    '',
    ...(explain ? [...explained(result, terminal), ''] : []),
    `${count(examples, 'example')} picked${holdout > 0 ? ` and ${holdout} held out` : ''} (seed ${visibleLine(result.seed)})`,
  ];
  const hand = [
    ...(byHand.added > 0 ? [`${byHand.added} taken in`] : []),
    ...(byHand.dropped > 0 ? [`${byHand.dropped} dropped`] : []),
    ...(byHand.synthetic > 0 ? [`${byHand.synthetic} synthetic dropped`] : []),
    ...(byHand.swapped > 0
      ? [
          `${byHand.swapped} swapped${byHand.unreplaced === 0 ? '' : `, ${byHand.unreplaced} of them without another of the kind`}`,
        ]
      : []),
  ];
  if (hand.length > 0) lines.push(`By hand: ${hand.join(', ')}`);
  for (const { label, stratum } of result.bared) {
    const id = shellWord(shownLabel(label));
    lines.push(
      `${stratum} has no example now; for another of that kind: fieldtest pick --restore ${id}, then fieldtest pick --swap ${id}`,
    );
  }
  if (kept + retired > 0) {
    lines.push(
      `${kept} were in the set before, ${added} ${added === 1 ? 'is' : 'are'} new, ${retired} left it; their outputs and ratings are kept`,
    );
  }
  if (result.stayed) {
    lines.push(
      'Today’s pool would give another set, so the set stayed, but for what is changed, and was weighed anew. To draw another: fieldtest pick --fresh',
    );
  }
  if (result.otherSeed !== undefined) {
    lines.push(
      `The config says seed ${visibleLine(result.otherSeed)}, and the set keeps the one that it was drawn with. To draw with the config’s: fieldtest pick --fresh`,
    );
  }
  if (retiredRated > 0) {
    lines.push(
      `${retiredRated} of those that left were rated: these ratings count again only when a set has the examples again`,
    );
  }
  if (result.synthetic > 0) {
    lines.push(
      `${count(result.synthetic, 'synthetic example')} beside them, told apart in every figure; to let them go: fieldtest pick --real-only`,
    );
  }
  lines.push(...shortLines(result));
  lines.push(
    '',
    ...(explain ? [] : ['Why each is there, and what is not covered: fieldtest pick --explain']),
  );
  lines.push('Next: fieldtest run');
  return lines.join('\n');
}

/** Kinds of work first, then edges. Edges of which the set has none are named in a line. */
function kindsTable({ strata }: PickResult, { width, paint }: Terminal): readonly string[] {
  const isShown = (stratum: PickResult['strata'][number]) => stratum.picked + stratum.holdout > 0;
  const ordered = [
    ...strata.filter(({ family }) => family === undefined),
    ...strata.filter(({ family }) => family !== undefined),
  ];
  const rows = ordered.filter(isShown).map((stratum) => ({
    Kind: stratum.family === undefined ? stratum.stratum : `${stratum.stratum} (${stratum.family})`,
    Records: thousands(stratum.records),
    Pool: thousands(Math.round(stratum.distinct)),
    Picked: String(stratum.picked),
    'Held out': String(stratum.holdout),
  }));
  const none = ordered.filter((stratum) => !isShown(stratum));
  const all = strata.reduce((sum, { records }) => sum + records, 0);
  const bare = none.reduce((sum, { records }) => sum + records, 0);
  return [
    table(rows, { width, left: new Set(['Kind']), paintHead: paint.dim }),
    ...(none.length === 0
      ? []
      : [
          '',
          wrap(
            `No example of ${count(none.length, 'kind')} with ${((100 * bare) / all).toFixed(1)} % of the traffic, for which no weight speaks: ${none.map(({ stratum, records }) => `${stratum} (${thousands(records)})`).join(', ')}`,
            width,
          ),
        ]),
  ];
}

function explained({ how, coverage, changes }: PickResult, { width, paint }: Terminal): readonly string[] {
  const cut = (text: string, most = width) =>
    text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text;
  const edges = how.flatMap(({ label, edges: own }) => {
    const named = shownLabel(label);
    return own.map(
      ({ kind, why }) => `${cut(`  ${named} ${visibleLine(why)}`, width - kind.length - 3)} (${kind})`,
    );
  });
  const work = how
    .filter(({ edges: own }) => own.length === 0)
    .map(({ label, by, weight = 0, text }) => {
      const stands =
        by === 'file' ? 'from a file' : by === 'hand' ? 'by hand' : `for ${thousands(Math.round(weight))}`;
      const name = shownLabel(label);
      return cut(`  ${name} (${stands}) ${visibleLine(text)}`);
    });
  const told = changes.map(({ action, label, reason }) =>
    cut(`  ${action} ${shownLabel(label)}${reason === undefined ? '' : `: ${visibleLine(reason)}`}`),
  );
  const all = coverage.topics.reduce((sum, { records }) => sum + records, 0);
  const share = (records: number) => `${((100 * records) / all).toFixed(1)} %`;
  const bare = coverage.topics.filter(({ picked }) => picked === 0);
  const topics = coverage.topics.map(({ words, records, picked }) => ({
    Topic: words.map(visibleLine).join(', '),
    Traffic: share(records),
    Picked: String(picked),
  }));
  return [
    paint.bold('A map of the pool (near texts lie near each other; ● examples, · : # records)'),
    ...mapLines(coverage.map, Math.min(width, 80)),
    '',
    ...(work.length === 0
      ? []
      : [paint.bold('The work, each with the records that it stands for'), ...work, '']),
    ...(edges.length === 0 ? [] : [paint.bold('Edges in the set'), ...edges, '']),
    ...(told.length === 0 ? [] : [paint.bold('Changed by hand'), ...told, '']),
    paint.bold('Topics'),
    table(topics, { width, left: new Set(['Topic']), paintHead: paint.dim }),
    '',
    bare.length === 0
      ? 'Every topic has an example.'
      : `No example of ${count(bare.length, 'topic')} with ${share(bare.reduce((sum, { records }) => sum + records, 0))} of the traffic.`,
    '',
    ...farthestLines(coverage, (text) => cut(text)),
  ];
}

/** None where every record is in the set. */
function farthestLines(
  { farthest }: PickResult['coverage'],
  cut: (text: string) => string,
): readonly string[] {
  const [first] = farthest;
  if (first === undefined) return ['Every record of the pool is in the set.'];
  return [
    'Farthest from every example',
    ...farthest.map(({ record, text }) => cut(`  ${shownLabel(record).slice(0, 24)}: ${visibleLine(text)}`)),
    `  To take one in: fieldtest pick --add ${shownLabel(first.record)}`,
  ];
}

const ROWS = 18;

/** Cells with many records are dense; a cell with an example shows that. */
function mapLines(map: PickResult['coverage']['map'], width: number): readonly string[] {
  const columns = Math.max(10, width - 2);
  const bounds = (of: (place: { x: number; y: number }) => number) => {
    const values = map.map(of);
    return { least: Math.min(...values), range: Math.max(...values) - Math.min(...values) || 1 };
  };
  const [xs, ys] = [bounds(({ x }) => x), bounds(({ y }) => y)];
  const cells = Array.from({ length: ROWS }, () => Array.from({ length: columns }, () => 0));
  const chosen = new Set<string>();
  for (const { x, y, picked } of map) {
    const column = Math.round(((x - xs.least) / xs.range) * (columns - 1));
    const row = Math.round((1 - (y - ys.least) / ys.range) * (ROWS - 1));
    cells[row]![column]!++;
    if (picked) chosen.add(`${row} ${column}`);
  }
  const sign = (n: number) => (n === 0 ? ' ' : n < 3 ? '·' : n < 10 ? ':' : '#');
  return cells.map((line, row) =>
    `  ${line.map((n, column) => (chosen.has(`${row} ${column}`) ? '●' : sign(n))).join('')}`.trimEnd(),
  );
}

/** A holdout that is smaller than asked is said apart: a decision on it is what suffers. */
function shortLines({ examples, holdout, short, strata, byHand }: PickResult): readonly string[] {
  const left = strata.reduce((sum, { picked, holdout: held, distinct }) => sum + distinct - picked - held, 0);
  const changed = byHand.added + byHand.dropped + byHand.swapped;
  const most = `of one kind at most ${MOST_MORE} more than usual are drawn`;
  const lines: string[] = [];
  if (short.dev > 0) {
    const wanted = thousands(examples + short.dev);
    const but = short.held === 0 ? '' : `, beside ${short.held} that were held out before`;
    const isAll = left <= changed + short.held;
    lines.push(`${wanted} were asked for: ${isAll ? `the pool has no more distinct inputs${but}` : most}`);
  }
  if (short.holdout > 0) {
    const isAll = left <= changed + short.seen;
    const others = holdout === 0 ? 'none are' : `only ${holdout} are`;
    const but = short.seen === 0 ? '' : `, beside ${short.seen} that were in the set before`;
    const why = isAll ? `${others} left in the pool${but}; import more, or pick fewer with --count` : most;
    lines.push(`Held out: ${holdout} of the ${holdout + short.holdout} asked for, since ${why}`);
  }
  return lines;
}
