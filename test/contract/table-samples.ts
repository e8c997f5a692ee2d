/** The same small table in every kind of file that public tables come in. */

export interface TableSample {
  /** As its file is called. */
  readonly file: string;
  /** A file of these models, each with an accuracy and a hallucination rate. */
  write(models: readonly SampleModel[]): string;
  /** lm-eval's results are of one model. */
  readonly oneModel?: true;
}

export interface SampleModel {
  readonly name: string;
  readonly accuracy: number;
  readonly hallucinated: number;
}

export const MODELS: readonly SampleModel[] = [
  { name: 'gpt-4o-2024-08-06', accuracy: 71.4, hallucinated: 1.5 },
  { name: 'claude-3-opus-20240229', accuracy: 68.4, hallucinated: 10.1 },
  { name: 'gemini-1.5-pro', accuracy: 57.1, hallucinated: 4.6 },
];

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const objects = (models: readonly SampleModel[]) =>
  models.map(({ name, accuracy, hallucinated }) => ({
    model: name,
    accuracy,
    hallucination_rate: hallucinated,
  }));

export const tableSamples: { readonly [format: string]: TableSample } = {
  markdown: {
    file: 'post.md',
    write: (models) =>
      [
        '# A new model\n\nWe are proud.\n',
        '| Model | Accuracy | Hallucination rate |',
        '|:---|---:|---:|',
        ...models.map(
          (one) => `| ${one.name.replaceAll('|', '\\|')} | **${one.accuracy}** | ${one.hallucinated} |`,
        ),
        '\nMore to come.\n',
      ].join('\n'),
  },
  html: {
    file: 'post.html',
    write: (models) =>
      `<!doctype html><html><body><h2>Scores</h2><table><thead><tr><th>Model<th>Accuracy<th>Hallucination rate</thead>${models
        .map(
          (one) =>
            `<tr><td>${escaped(one.name)}</td><td><b>${one.accuracy}</b></td><td>${one.hallucinated}</td></tr>`,
        )
        .join('')}</table></body></html>`,
  },
  csv: {
    file: 'board.csv',
    write: (models) =>
      [
        'model,accuracy,hallucination rate',
        ...models.map((one) => `"${one.name.replaceAll('"', '""')}",${one.accuracy},${one.hallucinated}`),
      ].join('\n'),
  },
  json: { file: 'board.json', write: (models) => JSON.stringify(objects(models)) },
  'lm-eval': {
    file: 'results_2026.json',
    oneModel: true,
    write: ([one]) =>
      JSON.stringify({
        results: {
          arc_challenge: { alias: 'accuracy', 'acc,none': one!.accuracy, 'acc_stderr,none': 0.4 },
          hallucination: { alias: 'hallucination_rate', 'rate,none': one!.hallucinated },
        },
        higher_is_better: { hallucination: { rate: false } },
        model_name: one!.name,
      }),
  },
  yaml: {
    file: 'board.yml',
    write: (models) =>
      objects(models)
        .map(
          (one) =>
            `- model: ${JSON.stringify(one.model)}\n  accuracy: ${one.accuracy}\n  hallucination_rate: ${one.hallucination_rate}\n`,
        )
        .join('\n'),
  },
};
