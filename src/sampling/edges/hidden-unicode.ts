/** Text that a person does not see and a model reads. */
import type { InputEdge } from './edge.ts';

const KINDS: readonly (readonly [RegExp, string])[] = [
  // Flags of regions are written with tag characters too, after a black flag.
  [
    /(?<![\u{1F3F4}\u{E0020}-\u{E007F}])[\u{E0001}\u{E0020}-\u{E007F}]{2,}/u,
    'holds text in tag characters, which nobody sees',
  ],
  [/[\u202A-\u202E\u2066-\u2069]/, 'turns the reading direction around where nobody sees it'],
  [
    /(?<=[\p{L}\p{N}])[\u200B\u2060\u2063\u180E\uFEFF]+(?=[\p{L}\p{N}])/u,
    'has characters without width inside words',
  ],
  [/[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{4,}/u, 'hides data in variation selectors'],
];

export const hiddenUnicode: InputEdge = {
  kind: 'hidden-unicode',
  family: 'adversarial',
  description: 'characters that a person does not see',
  find: ({ asked }) => KINDS.find(([pattern]) => pattern.test(asked))?.[1],
};
