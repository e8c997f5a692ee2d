/** Image files that rows name, put into their inputs. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Input } from '../core/input.ts';
import { withImages } from '../core/with-images.ts';

/** The input with its images from `folder`, or why one of them cannot be taken. Without a folder nothing is looked for. */
export async function inputWithImages(
  { files }: Context,
  folder: string | undefined,
  input: Input,
): Promise<{ readonly input: Input; readonly reason?: string | undefined }> {
  if (folder === undefined) return { input };
  try {
    return { input: await withImages(input, (name) => files.image(folder, name)) };
  } catch (error) {
    if (error instanceof FieldtestError && error.code === 'input') return { input, reason: error.message };
    throw error;
  }
}
