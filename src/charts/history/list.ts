/** Every chart of the history, in the order in which the page shows them. */
import { acceptablePrice } from './acceptable-price.ts';
import { bestAtEachPrice } from './best-at-prices.ts';
import type { HistoryChart } from './history-chart.ts';
import { qualityOverTime } from './quality.ts';

export const historyCharts: readonly HistoryChart[] = [qualityOverTime, bestAtEachPrice, acceptablePrice];
