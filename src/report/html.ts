/** A report as one HTML file: it works from disk, has no scripts, asks for nothing from outside, and prints well. */
import { headline } from '../core/wording/headline.ts';
import { ROWS } from './blocks.ts';
import { checkBlocks, doubtBlocks, figureBlocks, methodBlocks, summaryBlocks } from './decision-blocks.ts';
import { blockHtml, figureHtml, htmlPage } from './html-page.ts';
import type { Report } from './report.ts';
import { rowBlocks } from './row-blocks.ts';

export const html: Report = {
  name: 'html',
  extensions: ['html', 'htm'],
  async write(data) {
    const { drawnCharts } = await import('./html-charts.ts');
    return htmlPage({
      title: headline(data.decision),
      task: data.task,
      skip: { to: ROWS, text: 'To the rows behind the figures' },
      body: [
        ...summaryBlocks(data).map(blockHtml),
        ...figureBlocks(data).map(blockHtml),
        ...doubtBlocks(data).map(blockHtml),
        ...drawnCharts(data).map(figureHtml),
        ...checkBlocks(data).map(blockHtml),
        ...methodBlocks(data).map(blockHtml),
        '<section class="rows">',
        ...rowBlocks(data).map(blockHtml),
        '</section>',
      ],
    });
  },
};
