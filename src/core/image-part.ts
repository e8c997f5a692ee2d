/** The image in a part of a message, as the common ways of calling models write it. */
import { isJsonObject, type Json } from './json.ts';

/** A data URI, or the address that stands in its place; undefined for a part that is no image. */
export function imageOf(part: Json): string | undefined {
  const fields = objectOf(part);
  const type = fields?.type;
  if (fields === undefined || typeof type !== 'string') return undefined;
  // OpenAI: { type: 'image_url', image_url: { url } } or { type: 'input_image', image_url }.
  if (type === 'image_url' || type === 'input_image') {
    const url = objectOf(fields.image_url)?.url ?? fields.image_url;
    return typeof url === 'string' ? url : undefined;
  }
  if (type !== 'image' && type !== 'file') return undefined;
  // Anthropic: { type: 'image', source: { type: 'base64', media_type, data } }.
  const source = objectOf(fields.source);
  if (source !== undefined) return dataUri(source.data ?? source.url, source.media_type);
  // AI SDK: { type: 'image', image, mediaType } or { type: 'file', data, mediaType }.
  const mediaType = fields.mediaType ?? fields.mimeType;
  if (type === 'file' && !(typeof mediaType === 'string' && mediaType.startsWith('image/'))) return undefined;
  return dataUri(fields.image ?? fields.data, mediaType);
}

function dataUri(data: Json | undefined, mediaType: Json | undefined): string | undefined {
  if (typeof data !== 'string') return undefined;
  if (/^[a-z][a-z0-9+.-]*:/i.test(data) || typeof mediaType !== 'string') return data;
  return `data:${mediaType};base64,${data}`;
}

function objectOf(value: Json | undefined): { readonly [key: string]: Json } | undefined {
  return value !== undefined && isJsonObject(value) ? value : undefined;
}
