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
};

/** A file of rows that a sample wrote. */
export function sampleFile(sample: ImportSample, rows: readonly string[]): string {
  return `${sample.header}${rows.join(sample.between ?? '')}${sample.footer ?? ''}`;
}
