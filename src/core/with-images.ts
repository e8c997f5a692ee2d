/** Local image files become part of the inputs that name them. */
import { imageOf } from './image-part.ts';
import { type Input, isMessages } from './input.ts';
import { isJsonObject, type Json } from './json.ts';

/** An image as data. */
export interface ImageData {
  /** `image/png`, `image/jpeg`, `image/gif` or `image/webp`. */
  readonly mediaType: string;
  readonly base64: string;
}

/** The name of an image file, also as `file://name`; an address with another scheme is none. */
const LOCAL = /^(?:file:\/\/)?(?![a-z][a-z0-9+.-]+:)(.+\.(?:png|jpe?g|gif|webp))$/i;

/**
 * The input with the image files that it names in it, as data URIs: in image parts of messages, and where a variable is
 * the name of one. `read` gives a file's image by its name, and throws when there is none.
 */
export async function withImages(input: Input, read: (name: string) => Promise<ImageData>): Promise<Input> {
  if (typeof input === 'string') return input;
  if (isMessages(input))
    return await Promise.all(
      input.map(async (message) => {
        if (typeof message.content === 'string') return message;
        return {
          ...message,
          content: await Promise.all(message.content.map((part) => withImage(part, read))),
        };
      }),
    );
  const entries = Object.entries(input).map(async ([name, value]): Promise<[string, Json]> => {
    const file = typeof value === 'string' ? LOCAL.exec(value)?.[1] : undefined;
    return [name, file === undefined ? value : uriOf(await read(file))];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function withImage(part: Json, read: (name: string) => Promise<ImageData>): Promise<Json> {
  const file = LOCAL.exec(imageOf(part) ?? '')?.[1];
  if (file === undefined || !isJsonObject(part)) return part;
  const image = await read(file);
  const { image_url: url, source } = part;
  if (url !== undefined) {
    return { ...part, image_url: isJsonObject(url) ? { ...url, url: uriOf(image) } : uriOf(image) };
  }
  if (source !== undefined)
    return { ...part, source: { type: 'base64', media_type: image.mediaType, data: image.base64 } };
  return { ...part, [part.image === undefined ? 'data' : 'image']: uriOf(image) };
}

function uriOf({ mediaType, base64 }: ImageData): string {
  return `data:${mediaType};base64,${base64}`;
}
