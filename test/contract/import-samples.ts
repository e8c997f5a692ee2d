/** For each import format, how it writes a row: what the contract suite builds its files from. */

export interface ImportSample {
  /** What comes before the first row, line end included. */
  readonly header: string;
  /** One row with a text as its input, line end included. */
  readonly row: (text: string) => string;
  /** One row that cannot be read, line end included, and the column of its fault where the format knows it. */
  readonly badRow: string;
  readonly badColumn?: number;
  /** What stands between two rows; nothing by default. */
  readonly between?: string;
  /** What comes after the last row. */
  readonly footer?: string;
  /** The input that a row with that text gives; the text itself by default. */
  readonly input?: (text: string) => unknown;
  /** The siblings that split its files into rows, where it does not do so itself. */
  readonly rowsReadBy?: 'jsonl and json';
}

export const importSamples: { readonly [format: string]: ImportSample } = {
  jsonl: {
    header: '',
    row: (text) => `${JSON.stringify({ input: text, id: 'a1' })}\r\n`,
    badRow: '{"input": "cut off\r\n',
    badColumn: 11,
  },
  json: {
    header: '[\r\n',
    row: (text) => JSON.stringify({ input: text, id: 'a1' }),
    badRow: '{"input": tru}',
    badColumn: 11,
    between: ',\r\n',
    footer: '\r\n]\r\n',
  },
  csv: {
    header: 'id,input\r\n',
    row: (text) => `a1,"${text.replaceAll('"', '""')}"\r\n`,
    badRow: 'a1,"cut" off\r\n',
    badColumn: 9,
  },
  otlp: {
    header: '',
    row: (text) => `${JSON.stringify(otlpRequest(text))}\r\n`,
    badRow: '{"resourceSpans": cut off\r\n',
    badColumn: 19,
    input: (text) => [{ role: 'user', content: text }],
    rowsReadBy: 'jsonl and json',
  },
  chat: lines((text) => ({ messages: [{ role: 'user', content: text }] }), {
    input: (text) => [{ role: 'user', content: text }],
  }),
  promptfoo: lines((text) => ({ vars: { question: text }, assert: [{ type: 'equals', value: 'yes' }] }), {
    input: (text) => ({ question: text }),
  }),
  inspect: lines((text) => ({ input: text, target: 'yes' })),
  'openai-evals': lines((text) => ({ input: text, ideal: 'yes' })),
  langfuse: lines((text) => ({ id: 'a1', input: text, expectedOutput: 'yes', datasetName: 'helpdesk' })),
  langsmith: lines((text) => ({ inputs: { question: text }, outputs: { answer: 'yes' } }), {
    input: (text) => ({ question: text }),
  }),
  braintrust: lines((text) => ({ input: text, expected: 'yes', _xact_id: '1000192656880881099' })),
  phoenix: lines((text) => ({ input: { question: text }, output: { answer: 'yes' }, splits: [] }), {
    input: (text) => ({ question: text }),
  }),
};

/** A tool's export as JSON Lines. */
function lines(row: (text: string) => unknown, more: Partial<ImportSample> = {}): ImportSample {
  return {
    header: '',
    row: (text) => `${JSON.stringify(row(text))}\r\n`,
    badRow: '{"input": "cut off\r\n',
    badColumn: 11,
    rowsReadBy: 'jsonl and json',
    ...more,
  };
}

let spans = 0;

/** A request of one span, each with an id of its own: one that comes again counts once. */
function otlpRequest(text: string): unknown {
  const messages = [{ role: 'user', parts: [{ type: 'text', content: text }] }];
  const span = {
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: (++spans).toString(16).padStart(16, '0'),
    name: 'chat gpt-4',
    attributes: [
      { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
      { key: 'gen_ai.input.messages', value: { stringValue: JSON.stringify(messages) } },
    ],
  };
  return { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] };
}

/** A file of rows that a sample wrote. */
export function sampleFile(sample: ImportSample, rows: readonly string[]): string {
  return `${sample.header}${rows.join(sample.between ?? '')}${sample.footer ?? ''}`;
}
