/** For each import format that is no text, how a file of it is made. */
import { parquetFile } from '../importers/parquet-file.ts';

/** A row that has no input. */
export const BAD_ROW = null;

export interface BinarySample {
  /** A file of rows, each with a text as its input. */
  readonly file: (inputs: readonly (string | typeof BAD_ROW)[]) => Buffer;
}

export const binarySamples: { readonly [format: string]: BinarySample } = {
  parquet: {
    file: (inputs) =>
      parquetFile(
        [
          { name: 'id', data: inputs.map((_, i) => `r${i}`) },
          { name: 'input', data: inputs.map((input) => input), type: 'STRING' },
        ],
        // As most writers have it: one group of all rows, in many pages.
        { rowGroupSize: inputs.length, pageSize: 64 * 1024 },
      ),
  },
};
