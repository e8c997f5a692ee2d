/** What a file is: its compression, its format, its encoding; and its bytes ready to be read in that format. */
import type { OpenedSource, SourceOptions } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Importer, ImportSource } from '../core/plugins.ts';
import { compressionOf, MAGIC_BYTES, nameWithin, unpacked } from './compression.ts';
import { asUtf8, checkUtf16, encodingNamed, refuseUtf16 } from './encoding.ts';
import { importers, sniffImporter } from './list.ts';
import { type Peeked, peek } from './peek.ts';
import { withoutByteOrderMark } from './utf8.ts';

/** How many bytes of a file its format is told from. */
const HEAD_BYTES = 65_536;
/** A binary format is told by its first bytes or its name, or not at all. */
const SURE = 0.9;

/** Throws a FieldtestError for a file that is none of the formats, and for options that do not fit it. */
export async function openSource(raw: ImportSource, options: SourceOptions): Promise<OpenedSource> {
  const { file } = raw;
  const encoding = encodingNamed(options.encoding ?? 'utf8');
  const packed = await peek(raw.chunks, MAGIC_BYTES);
  let last: Peeked = packed;
  try {
    const compression = compressionOf(packed.head);
    last = await peek(
      compression === undefined ? packed.chunks : unpacked(packed.chunks, { file, compression }),
      HEAD_BYTES,
    );
    const binary = findBinary(last.head, file, options.format);
    if (binary === undefined) {
      if (encoding === 'utf8') withoutByteOrderMark(last.head, file); // which throws for UTF-16
      if (encoding === 'utf16le' || encoding === 'utf16be') checkUtf16(last.head, { file, encoding });
      else refuseUtf16(last.head, file);
      if (encoding !== 'utf8') {
        last = await peek(asUtf8(last.chunks, encoding), HEAD_BYTES);
      }
    } else if (encoding !== 'utf8') {
      throw new FieldtestError(
        'usage',
        `${file} is ${binary.format}, which is no text: it has no --encoding`,
        'Leave out --encoding.',
      );
    }
    const importer = binary ?? sniffImporter(last.head, file, options.format);
    if (options.rows !== undefined && importer.documents !== true) {
      throw new FieldtestError(
        'usage',
        `${file} is read as ${importer.format}, which has no documents with lists in them`,
        'Leave out --rows, or say --format json.',
      );
    }
    const random = compression === undefined ? raw.random : undefined;
    return {
      importer,
      source: { file, chunks: last.chunks, ...(random === undefined ? {} : { random }) },
      ...(compression === undefined ? {} : { compression }),
      ...(binary === undefined ? { encoding } : {}),
      close: last.close,
    };
  } catch (error) {
    await last.close();
    throw error;
  }
}

function findBinary(head: Uint8Array, file: string, format?: string): Importer | undefined {
  if (format !== undefined) {
    const named = sniffImporter(head, file, format);
    return named.binary ? named : undefined;
  }
  return importers.find((importer) => importer.binary && importer.sniff(head, nameWithin(file)) > SURE);
}
