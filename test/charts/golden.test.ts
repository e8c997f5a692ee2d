/** The charts of a real decision; the pictures are looked at when they change. */
import { expect, test } from 'vitest';
import { charts } from '../../src/charts/list.ts';
import { chartStories } from '../fixtures/chart-stories.ts';
import { chartText } from '../fixtures/draw-chart.ts';

const [, mails] = chartStories.find(([name]) => name === 'mails')!;

test.each(charts)('$name is as it was when somebody last looked at it', async (chart) => {
  // An element a line: what changed can be read.
  const text = chartText(chart, mails)!.replaceAll('><', '>\n<');
  await expect(`${text}\n`).toMatchFileSnapshot(`../golden/charts/${chart.name}.svg`);
});

test('each says in words what it shows', async () => {
  const said = charts.map((chart) => `${chart.title}\n${chart.describe(mails)}\n`).join('\n');
  await expect(said).toMatchFileSnapshot('../golden/charts/descriptions.txt');
});
