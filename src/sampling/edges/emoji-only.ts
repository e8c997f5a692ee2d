/** Pictures in place of words. */
import type { InputEdge } from './edge.ts';

/** What emoji are put together from, digits of keycaps apart. */
const PICTURES = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{1F1E6}-\u{1F1FF}]|\uFE0F|\u200D|\u20E3/gu;

export const emojiOnly: InputEdge = {
  kind: 'emoji-only',
  family: 'weird',
  description: 'emoji and no words',
  find({ asked }) {
    if (!/\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}]/u.test(asked)) return undefined;
    return /[\p{L}\p{N}]/u.test(asked.replace(PICTURES, '')) ? undefined : 'is made of emoji alone';
  },
};
