/** Image files that data names: of one folder alone, since whoever wrote the data chose the names. */
import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { FieldtestError, messageOf } from '../core/errors.ts';
import type { ImageData } from '../core/with-images.ts';
import { readRegular } from './regular-file.ts';

/** Models take no larger ones, and a set of fifty stays small enough for one page. */
const MOST_BYTES = 5_000_000;

/** What the file is, told by its first bytes; its name says nothing sure. */
const KINDS: readonly (readonly [mediaType: string, test: (head: string) => boolean])[] = [
  ['image/png', (head) => head.startsWith('\x89PNG\r\n\x1a\n')],
  ['image/jpeg', (head) => head.startsWith('\xff\xd8\xff')],
  ['image/gif', (head) => /^GIF8[79]a/.test(head)],
  ['image/webp', (head) => head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP'],
];

/** The image of that name in a folder, which errors call as the user did. Throws FieldtestError('input') for what is outside of it, and for what is no image. */
export async function readImage(
  folder: { readonly path: string; readonly shown: string },
  name: string,
): Promise<ImageData> {
  const { shown } = folder;
  const refuse = (why: string): never => {
    throw new FieldtestError(
      'input',
      `the image ${name} ${why}`,
      'Check the name and the folder of --images.',
    );
  };
  const root = await realpath(folder.path).catch(() =>
    refuse(`is looked for in ${shown}, which is no folder`),
  );
  const path = await realpath(resolve(root, name)).catch(() => refuse(`is not in ${shown}`));
  const inside = relative(root, path);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
    return refuse(`leads out of ${shown}`);
  const bytes = await readRegular(path, MOST_BYTES).catch((error: unknown) => refuse(messageOf(error)));
  const head = bytes.toString('latin1', 0, 16);
  const mediaType = KINDS.find(([, test]) => test(head))?.[0];
  if (mediaType === undefined) return refuse('is no PNG, JPEG, GIF or WebP');
  return { mediaType, base64: bytes.toString('base64') };
}
