/** Results of EleutherAI's lm-evaluation-harness: one model, a task per column, with standard errors. */
import type { KnownColumn, RawTable } from '../../core/benchmarks/raw-table.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { parsed } from './json.ts';
import { cellBudget, type TableReader } from './table-reader.ts';

/** Of the metrics of a task the one that is reported, in this order; else the first. */
const METRICS = [
  'acc_norm',
  'acc',
  'exact_match',
  'pass@1',
  'pass_at_1',
  'em',
  'f1',
  'mc2',
  'bleu',
  'word_perplexity',
];
const LOWER = /perplexity|loss|bits_per_byte|ter$/;

export const lmEval: TableReader = {
  format: 'lm-eval',
  description: 'results of lm-evaluation-harness (JSON)',
  sniff: (text) =>
    /^\s*\{/.test(text) &&
    /"results"\s*:\s*\{/.test(text) &&
    /"(acc|exact_match|[\w@]+),[\w-]+"\s*:/.test(text)
      ? 0.97
      : 0,
  read(text, file): readonly RawTable[] {
    const document = parsed(text, file);
    if (!isJsonObject(document) || !isJsonObject(document.results ?? null)) return [];
    const count = cellBudget(file);
    const tasks = Object.entries(document.results as { readonly [task: string]: Json });
    const groups = isJsonObject(document.group_subtasks ?? null)
      ? (document.group_subtasks as { readonly [task: string]: Json })
      : {};
    const inGroups = new Set(
      Object.values(groups).flatMap((list) => (Array.isArray(list) ? list.map(String) : [])),
    );
    const found = tasks.flatMap(([task, values]) => {
      if (!isJsonObject(values) || inGroups.has(task)) return [];
      count(Object.keys(values).length);
      const metric = metricOf(values);
      if (metric === undefined) return [];
      const [name = '', filter = 'none'] = metric.split(',');
      const value = values[metric] as number;
      const se = values[`${name}_stderr,${filter}`];
      const higher = higherIsBetter(document, task, name);
      return [
        {
          task: typeof values.alias === 'string' ? values.alias.replace(/^[\s-]+/, '') : task,
          value,
          se,
          higher,
          metric: name,
        },
      ];
    });
    if (found.length === 0) return [];
    const cell = (value: number, se: Json | undefined) =>
      typeof se === 'number' ? `${value} ± ${1.959964 * se}` : String(value);
    const known: KnownColumn[] = [
      { role: 'model' },
      ...found.map(
        ({ higher, metric }): KnownColumn => ({
          role: 'score',
          direction: higher ? 'higher' : 'lower',
          metric,
        }),
      ),
    ];
    return [
      {
        title: 'lm-eval',
        line: 1,
        head: ['model', ...found.map(({ task }) => task)],
        rows: [[modelOf(document, file), ...found.map(({ value, se }) => cell(value, se))]],
        known,
        ...(typeof document.date === 'number'
          ? { beside: `updated ${new Date(document.date * 1000).toISOString().slice(0, 10)}` }
          : {}),
      },
    ];
  },
};

function metricOf(values: { readonly [metric: string]: Json }): string | undefined {
  const metrics = Object.keys(values).filter(
    (key) => typeof values[key] === 'number' && !/_stderr\b/.test(key) && key.includes(','),
  );
  for (const name of METRICS) {
    const found = metrics.find((metric) => metric.startsWith(`${name},`));
    if (found !== undefined) return found;
  }
  return metrics[0];
}

function higherIsBetter(document: { readonly [key: string]: Json }, task: string, metric: string): boolean {
  const all = document.higher_is_better;
  const own = isJsonObject(all ?? null) ? (all as { readonly [task: string]: Json })[task] : undefined;
  const said = isJsonObject(own ?? null) ? (own as { readonly [metric: string]: Json })[metric] : undefined;
  return typeof said === 'boolean' ? said : !LOWER.test(metric);
}

/** As the harness names it: `model_name`, or what it was told to load. */
function modelOf(document: { readonly [key: string]: Json }, file: string): string {
  if (typeof document.model_name === 'string' && document.model_name !== '') return document.model_name;
  const config = document.config;
  const args = isJsonObject(config ?? null)
    ? (config as { readonly [key: string]: Json }).model_args
    : undefined;
  const text = typeof args === 'string' ? /(?:^|,)(?:pretrained|model)=([^,]+)/.exec(args)?.[1] : undefined;
  const named = isJsonObject(args ?? null)
    ? (args as { readonly [key: string]: Json }).pretrained
    : undefined;
  return text ?? (typeof named === 'string' ? named : file.replace(/^.*[/\\]/, '').replace(/\.json$/i, ''));
}
