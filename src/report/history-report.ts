/** The history as a file: HTML with its charts, or Markdown. */
import type { HistoryEntry, TaskHistory } from '../core/history/history.ts';
import type { ModelHistory } from '../core/history/models.ts';
import { estimateText } from '../core/quality.ts';
import { visibleLine } from '../core/visible.ts';
import { usd } from '../core/wording/figures.ts';
import { changeText, measuredIn, modelName, verdictInShort } from '../core/wording/history.ts';
import { anchor, type Block, type Cell, heading, muted, text } from './blocks.ts';
import { blockHtml, figureHtml, htmlPage } from './html-page.ts';
import { markdownText } from './markdown.ts';

const TITLE = 'Your benchmark over time';

export async function historyHtml(history: TaskHistory): Promise<string> {
  const { drawnHistory } = await import('./html-charts.ts');
  const last = history.decisions.length - 1;
  return htmlPage({
    title: TITLE,
    task: history.task,
    skip: { to: anchor('decision', last), text: 'To the last decision' },
    body: [
      ...summaryBlocks(history).map(blockHtml),
      ...drawnHistory(history).map(figureHtml),
      ...modelBlocks(history).map(blockHtml),
      ...decisionBlocks(history).map(blockHtml),
    ],
  });
}

export function historyMarkdown(history: TaskHistory): string {
  const blocks = [...summaryBlocks(history), ...modelBlocks(history), ...decisionBlocks(history)];
  return markdownText({ title: TITLE, task: history.task, blocks });
}

function summaryBlocks({ decisions, models }: TaskHistory): readonly Block[] {
  const last = decisions.at(-1)!;
  const n = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  return [
    text(
      `${n(decisions.length, 'decision')} and ${n(models.length, 'model')}. The last one, of ${last.at.slice(0, 10)}: ${visibleLine(verdictInShort(last.verdict))}. ${visibleLine(last.verdict.because)}`,
      anchor('decision', last.number - 1),
      'its row',
    ),
  ];
}

function modelBlocks(history: TaskHistory): readonly Block[] {
  const { models, decisions, stations } = history;
  const latest = decisions.find(({ number }) => number === stations.at(-1));
  if (latest === undefined) return [];
  return [
    heading(`Models, on the set of decision ${latest.number}`),
    {
      kind: 'table',
      heads: ['Model', 'Family', 'Entered', 'Quality', 'Measured', 'Per 1,000'],
      rows: models.map((model) => ({
        out: model.score?.kind === 'apart',
        cells: modelCells(model, models, latest),
      })),
    },
    ...(models.some(({ score }) => score?.kind === 'linked')
      ? [
          muted(
            'With a \u00b1: measured on an earlier set and brought to this one through the examples that both have; so far the link alone may be off, if the examples that stayed are like the others.',
          ),
        ]
      : []),
    ...(models.some(({ score }) => score?.kind === 'apart')
      ? [muted('Apart: nothing links it, so it is not to be put beside the others.')]
      : []),
  ];
}

function modelCells(
  model: ModelHistory,
  all: readonly ModelHistory[],
  latest: HistoryEntry,
): readonly Cell[] {
  const { score, entered, costPer1000Usd: cost } = model;
  return [
    { text: visibleLine(modelName(model, all)) },
    { text: visibleLine(model.family) },
    { text: entered.at.slice(0, 10), to: anchor('decision', entered.decision - 1) },
    { text: score === undefined ? 'not rated' : estimateText(score, latest) },
    { text: measuredIn(model, latest) },
    { text: cost === undefined ? '' : usd(cost) },
  ];
}

/** Every decision, also those on the way, so that each link finds its own. */
function decisionBlocks({ decisions }: TaskHistory): readonly Block[] {
  return [
    heading('Decisions'),
    {
      kind: 'table',
      heads: ['Decision', 'Date', 'Verdict', 'Examples', 'Quality', 'Per 1,000'],
      rows: decisions.map((entry) => {
        const { verdict, candidates, number, at, examples, split, milestone } = entry;
        const winner = candidates.find(({ name }) => name === verdict.winner);
        const { mean, interval, costPer1000Usd: cost } = winner ?? {};
        return {
          at: anchor('decision', number - 1),
          out: !milestone,
          cells: [
            { text: String(number) },
            { text: at.slice(0, 10) },
            { text: visibleLine(verdictInShort(verdict)) },
            { text: split === 'holdout' ? `${examples} held out` : String(examples) },
            {
              text:
                mean === undefined || interval === undefined ? '' : estimateText({ mean, interval }, entry),
            },
            { text: cost === undefined ? '' : usd(cost) },
          ],
        };
      }),
    },
    heading('What changed'),
    {
      kind: 'list',
      items: decisions.flatMap(({ number, changes, milestone }) =>
        milestone && changes.length > 0 ? [`${number}: ${changeText(changes)}`] : [],
      ),
    },
  ];
}
