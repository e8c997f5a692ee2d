/** The names that `--format` takes, apart from what reads the formats, which is loaded where a file is read. */

/** Of `import`: one for each line of `list.ts`. */
export const importFormats = [
  'jsonl',
  'json',
  'csv',
  'parquet',
  'otlp',
  'chat',
  'promptfoo',
  'inspect',
  'openai-evals',
  'langfuse',
  'langsmith',
  'braintrust',
  'phoenix',
] as const;

/** Of `outputs import`: our own, and those of tools that keep outputs. */
export const outputFormats = [
  'jsonl',
  'promptfoo',
  'inspect',
  'openai-evals',
  'langsmith',
  'braintrust',
  'chat',
] as const;

/** Of `ratings import`: our own, and those of tools that keep what people judged. */
export const ratingFormats = ['jsonl', 'promptfoo', 'inspect', 'langfuse', 'braintrust'] as const;
