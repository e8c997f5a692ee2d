/** The numbers along a horizontal axis, as many as there is room for. */
import { type Markish, text } from '@observablehq/plot';
import { colours } from './colours.ts';
import { NOTE_SIZE } from './notes.ts';
import { textWidth } from './text-width.ts';

/** A row of labels with its middle at `y`: none touches the next or leaves the range `within`. */
export function xLabels(
  values: readonly number[],
  of: {
    readonly at: (value: number) => number;
    readonly words: (value: number) => string;
    readonly y: number;
    readonly within: readonly [left: number, right: number];
  },
): Markish {
  const [left, right] = of.within;
  const labels = values.map((value) => {
    const words = of.words(value);
    const half = textWidth(words, NOTE_SIZE) / 2;
    return { words, half, x: Math.min(Math.max(of.at(value), left + half), right - half) };
  });
  return text(evenly(labels), {
    x: 'x',
    y: of.y,
    text: 'words',
    fill: colours.ink2,
    fontVariant: 'tabular-nums',
  });
}

/** All, or every second, third ...: the first of these that leaves room between them. */
function evenly<Label extends { readonly x: number; readonly half: number }>(
  labels: readonly Label[],
): Label[] {
  for (let every = 1; every < labels.length; every++) {
    const some = labels.filter((_, i) => i % every === 0);
    if (some.every(({ x, half }, i) => i === 0 || x - half >= some[i - 1]!.x + some[i - 1]!.half + 8))
      return some;
  }
  return labels.slice(0, 1);
}
