/** The charts of the history; each mark leads to the decision behind it. */
import { historyCharts } from '../../src/charts/history/list.ts';
import type { TaskHistory } from '../../src/core/history/history.ts';
import { Drawn } from './drawn.tsx';
import { addressOf } from './place.ts';

const link = (decision: number) => addressOf({ section: 'history', decision: String(decision) });

export function HistoryCharts({ history }: { readonly history: TaskHistory }) {
  const input = { history, link };
  return (
    <>
      {historyCharts.map((chart) => (
        <Drawn key={chart.name} chart={chart} input={input} />
      ))}
    </>
  );
}
