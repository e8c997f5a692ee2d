/** The history for the terminal: decisions, models on one scale, and what money bought. */
import type { History, HistoryEntry } from '../core/history/history.ts';
import type { ModelHistory } from '../core/history/models.ts';
import type { PriceBand } from '../core/history/prices.ts';
import { estimateText } from '../core/quality.ts';
import { visibleLine } from '../core/visible.ts';
import { usd } from '../core/wording/figures.ts';
import { changeText, measuredIn, modelName, priceText, verdictInShort } from '../core/wording/history.ts';
import { setsApartText } from '../core/wording/sets-apart.ts';
import { type Paint, table, wrap } from './text-layout.ts';

export interface HistoryTextOptions {
  readonly width: number;
  readonly paint: Paint;
  /** Also the decisions that a later one on the same subject knows more than. */
  readonly all: boolean;
}

/** The report, ending in a newline. */
export function historyText(task: string, history: History, options: HistoryTextOptions): string {
  const { width, paint } = options;
  const blocks = [
    paint.dim(visibleLine(task)),
    decisionBlock(history, options),
    ...modelBlock(history, options),
    ...priceBlock(history, options),
    paint.dim(
      wrap(
        'What one decision said: fieldtest history N. What changed between two: fieldtest history N M.',
        width,
      ),
    ),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function decisionBlock({ decisions }: History, { width, paint, all }: HistoryTextOptions): string {
  const shown = decisions.filter(({ milestone }) => all || milestone);
  const rows = shown.map((entry) => ({
    '#': String(entry.number),
    Date: entry.at.slice(0, 10),
    Examples: entry.split === 'holdout' ? `${entry.examples} held out` : String(entry.examples),
    Verdict: visibleLine(verdictInShort(entry.verdict)),
    Quality: winnerQuality(entry),
    'Per 1,000': winnerCost(entry),
  }));
  const lines = [table(rows, { width, left: new Set(['#', 'Date', 'Verdict']), paintHead: paint.dim })];
  const hidden = decisions.length - shown.length;
  if (hidden > 0)
    lines.push(
      paint.dim(
        wrap(
          `${hidden} more on the way to these, with fewer ratings of the same: fieldtest history --all`,
          width,
        ),
      ),
    );
  for (const { number, changes } of shown) {
    if (changes.length === 0) continue;
    lines.push('', wrap(`${number}: ${changeText(changes)}`, width, { first: '', rest: '   ' }));
  }
  return lines.join('\n');
}

function winnerOf({ candidates, verdict }: HistoryEntry) {
  return candidates.find(({ name }) => name === verdict.winner);
}

function winnerQuality(entry: HistoryEntry): string {
  const winner = winnerOf(entry);
  if (winner?.mean === undefined || winner.interval === undefined) return '';
  return estimateText({ mean: winner.mean, interval: winner.interval }, entry);
}

function winnerCost(entry: HistoryEntry): string {
  const cost = winnerOf(entry)?.costPer1000Usd;
  return cost === undefined ? '' : usd(cost);
}

function modelBlock(
  { models, decisions, stations }: History,
  { width, paint }: HistoryTextOptions,
): string[] {
  const latest = decisions.find(({ number }) => number === stations.at(-1));
  if (models.length === 0 || latest === undefined) return [];
  const rows = [...models]
    .sort((a, b) => (a.family < b.family ? -1 : a.family > b.family ? 1 : 0))
    .map((model) => ({
      Family: visibleLine(model.family),
      Model: visibleLine(modelName(model, models)),
      Entered: model.entered.at.slice(0, 10),
      Quality: model.score === undefined ? 'not rated' : estimateText(model.score, latest),
      Measured: measuredIn(model, latest),
      'Per 1,000': model.costPer1000Usd === undefined ? '' : usd(model.costPer1000Usd),
    }));
  const linked = models.some(({ score }) => score?.kind === 'linked');
  const apart = models.some(({ score }) => score?.kind === 'apart');
  return [
    [
      paint.bold(`Models, on the set of decision ${latest.number}`),
      table(rows, { width, left: new Set(['Family', 'Model', 'Entered', 'Measured']), paintHead: paint.dim }),
      ...(linked
        ? [
            paint.dim(
              wrap(
                `With a \u00b1: measured on an earlier set, and brought to this one through the examples that both have (${linkedBy(models)}). So far the link alone may be off, if the examples that stayed are like the others; the range of the quality has it in it.`,
                width,
              ),
            ),
          ]
        : []),
      ...(apart
        ? [
            paint.dim(
              wrap(
                'Apart: measured on other examples, by another question or by other raters, with nothing that links them; not to be put beside the others.',
                width,
              ),
            ),
          ]
        : []),
    ].join('\n'),
  ];
}

/** Of the milestones, the last so many. */
const SHOWN = 6;

/** A band that buys no more than the one below it says nothing. */
function sameBest(one: PriceBand, other: PriceBand): boolean {
  return one.best.every((best, i) => best?.name === other.best[i]?.name);
}

/** `gpt-5-mini by 28 of 38`. */
function linkedBy(models: readonly ModelHistory[]): string {
  return models
    .flatMap(({ name, score }) =>
      score?.kind === 'linked' ? [`${visibleLine(name)} by ${score.shared} of ${score.of}`] : [],
    )
    .join(', ');
}

function priceBlock(history: History, options: HistoryTextOptions): string[] {
  const { prices, stations, acceptable, decisions } = history;
  const { width, paint } = options;
  const shown = stations.slice(-SHOWN);
  const from = stations.length - shown.length;
  const entry = (number: number) => decisions.find((one) => one.number === number)!;
  const head = (number: number) => `${number}: ${entry(number).at.slice(0, 10)}`;
  const rows = prices
    .filter((band, i) => i === 0 || !sameBest(band, prices[i - 1]!))
    .flatMap(({ upTo, best }) =>
      shown.map((number, i) => {
        const one = best[from + i];
        return {
          'Per 1,000': `up to ${usd(upTo)}`,
          Decision: head(number),
          Quality: one ? estimateText(one, entry(number)) : '-',
          Model: one ? visibleLine(one.name) : '',
        };
      }),
    );
  if (rows.length === 0) return [];
  const apart = setsApartText(history);
  const blocks = [
    [
      paint.bold('Best quality at each price'),
      table(rows, {
        width,
        left: new Set(['Per 1,000', 'Decision', 'Model']),
        paintHead: paint.dim,
      }),
      paint.dim(
        wrap(
          `Each on the examples of its own decision: only where these are the same is one above another progress.${apart === undefined ? '' : ` ${apart}`}`,
          width,
        ),
      ),
    ].join('\n'),
  ];
  const known = acceptable.some((one) => one !== null);
  if (known)
    blocks.push(
      [
        paint.bold('Price of an acceptable answer'),
        table(
          shown.map((number, i) => {
            const one = acceptable[from + i];
            return {
              Decision: head(number),
              Price: one ? priceText(one) : 'unknown',
              From: one ? visibleLine(one.name) : '',
            };
          }),
          { width, left: new Set(['Decision', 'From']), paintHead: paint.dim },
        ),
      ].join('\n'),
    );
  return blocks;
}
