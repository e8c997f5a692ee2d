/** Writes a config anew, whole or not at all, and only over what it is thought to be. */
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { FieldtestError, messageOf } from '../core/errors.ts';

/** Throws FieldtestError('conflict') when somebody changed it meanwhile, 'input' when it cannot be written. */
export async function writeConfig(
  path: string,
  { from, to }: { readonly from: Buffer; readonly to: Buffer },
): Promise<void> {
  // A link to a config stays a link.
  const target = await realpath(path);
  if (!from.equals(await readFile(target)))
    throw new FieldtestError(
      'conflict',
      `${basename(path)} was changed meanwhile; it is left as it is`,
      'Edit its candidates by hand, or type the command again.',
    );
  const unfinished = `${target}.unfinished`;
  try {
    await writeFile(unfinished, to, { mode: (await stat(target)).mode, flag: 'wx', flush: true });
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw new FieldtestError(
      'input',
      `${basename(path)} cannot be written: ${messageOf(error)}`,
      'Check its permissions and the free space.',
      { cause: error },
    );
  }
}
