/** The rows behind the figures: every example with what each candidate counts for on it, every pair, every slice. */
import type { Decision } from '../core/decision.ts';
import type { EvidenceCell, EvidenceExample } from '../core/evidence.ts';
import { shownLabel } from '../core/example.ts';
import { visibleLine } from '../core/visible.ts';
import { milliseconds, percent, rating, signed, usd } from '../core/wording/figures.ts';
import { thousands } from '../core/wording/thousands.ts';
import {
  type Anchor,
  APART,
  anchor,
  type Block,
  type Cell,
  heading,
  type Link,
  muted,
  ROWS,
} from './blocks.ts';
import { pairsOf } from './decision-blocks.ts';
import type { ReportData } from './report.ts';
import { exampleIds, inOrder, sliceNames } from './row-order.ts';

/** Every example of the decision. */
export function rowBlocks({ decision, evidence }: ReportData): readonly Block[] {
  const { candidates } = evidence;
  const [examples, apart] = [inOrder(evidence.examples), inOrder(evidence.apart)];
  const places = new Map(exampleIds(evidence).map((id, index) => [id, anchor('example', index)]));
  return [
    heading('The rows behind the figures', ROWS),
    muted(
      'What each candidate counts for on each example, and who said so. The texts are where the project is: fieldtest outputs export.',
    ),
    table(decision, { examples, candidates, places, heads: true }),
    ...(apart.length === 0
      ? []
      : [
          heading('Synthetic examples, which are told apart', APART),
          table(decision, { examples: apart, candidates, places, heads: false }),
        ]),
    ...pairBlocks({ decision, evidence }, places),
    ...sliceBlocks(examples, places),
  ];
}

type Places = ReadonlyMap<string, Anchor>;

function table(
  decision: Decision,
  of: {
    readonly examples: readonly EvidenceExample[];
    readonly candidates: readonly string[];
    readonly places: Places;
    readonly heads: boolean;
  },
): Block {
  return {
    kind: 'table',
    heads: [
      'Example',
      ...of.candidates.map((name, index) =>
        of.heads ? { text: visibleLine(name), at: anchor('candidate', index) } : visibleLine(name),
      ),
    ],
    rows: of.examples.map(({ id, weight, cells }) => ({
      at: of.places.get(id)!,
      cells: [
        {
          text: shownLabel(id),
          ...(weight === undefined ? {} : { beside: `for ${amount(weight)} records` }),
        },
        ...cells.map((cell) => cellOf(cell, decision)),
      ],
    })),
  };
}

function amount(weight: number): string {
  return weight >= 10 || weight === 0 ? thousands(Math.round(weight)) : weight.toFixed(1);
}

function cellOf({ value, failed, outputs, ratings }: EvidenceCell, { by }: Decision): Cell {
  const show = by === 'rating' ? rating : percent;
  const several = outputs.length > 1;
  const said = ratings.map((one) => {
    const what = [
      ...(one.rating === undefined ? [] : [String(one.rating)]),
      ...(one.acceptable === undefined ? [] : [one.acceptable ? 'yes' : 'no']),
    ].join(', ');
    return `${visibleLine(one.rater)} ${what}${several ? ` (trial ${one.trial})` : ''}`;
  });
  const facts = outputs.map(({ status, costUsd, latencyMs }) =>
    [
      ...(status === 'ok' ? [] : [status]),
      ...(costUsd === undefined ? [] : [usd(costUsd)]),
      ...(latencyMs === undefined ? [] : [milliseconds(latencyMs)]),
    ].join(' '),
  );
  const beside = [...said, ...facts].filter((part) => part !== '').join(' · ');
  const shown = value === undefined ? (failed ? 'failed' : 'not rated') : show(value);
  return beside === '' ? { text: shown } : { text: shown, beside };
}

function pairBlocks(
  { decision, evidence }: Pick<ReportData, 'decision' | 'evidence'>,
  places: Places,
): readonly Block[] {
  return pairsOf(decision).flatMap(({ a, b, n }, index): readonly Block[] => {
    const all = evidence.pairs.find((pair) => pair.a === a && pair.b === b)?.differences ?? [];
    if (n === 0) return [];
    // With planned looks the first n count.
    const rows = all.slice(0, n).toSorted((x, y) => y.difference - x.difference);
    const part = (lead: string, some: typeof rows): (string | Link)[] =>
      some.length === 0
        ? []
        : [
            `${lead} (${some.length}): `,
            ...some.flatMap(({ example, difference }, at): (string | Link)[] => [
              ...(at === 0 ? [] : [', ']),
              { text: shownLabel(example), to: places.get(example)! },
              ...(difference === 0 ? [] : [` ${signed(difference, decision.by)}`]),
            ]),
          ];
    const parts = [
      part(
        `${visibleLine(a)} better`,
        rows.filter(({ difference }) => difference > 0),
      ),
      part(
        'the same',
        rows.filter(({ difference }) => difference === 0),
      ),
      part(
        `${visibleLine(b)} better`,
        rows.filter(({ difference }) => difference < 0),
      ),
    ].filter((one) => one.length > 0);
    return [
      heading(`${visibleLine(a)} against ${visibleLine(b)}, example by example`, anchor('pair', index)),
      { kind: 'list', items: parts },
    ];
  });
}

/** The slices of real examples, each with its examples: those that somebody rated, which its figures are made of, first. */
function sliceBlocks(examples: readonly EvidenceExample[], places: Places): readonly Block[] {
  const names = sliceNames(examples);
  if (names.length === 0) return [];
  const linked = (some: readonly EvidenceExample[]) =>
    some.flatMap(({ id }, at): (string | Link)[] => [
      ...(at === 0 ? [] : [', ']),
      { text: shownLabel(id), to: places.get(id)! },
    ]);
  return [
    heading('The examples of each slice'),
    {
      kind: 'list',
      items: names.map((slice, index) => {
        const own = examples.filter(({ slices }) => slices.includes(slice));
        const rated = own.filter(({ cells }) => cells.some(({ value }) => value !== undefined));
        const open = own.filter((one) => !rated.includes(one));
        return [
          { text: `${visibleLine(slice)} (${rated.length})`, at: anchor('slice', index) },
          ': ',
          ...linked(rated),
          ...(open.length === 0 ? [] : [`; not rated (${open.length}): `, ...linked(open)]),
        ];
      }),
    },
  ];
}
