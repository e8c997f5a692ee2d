/** Labels beside their points without one on another: tried place by place, the nearest first. */

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface LabelPlace {
  readonly x: number;
  /** The middle of the text. */
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

/** Half the height of a label, and how far it stands from its point. */
const HALF = 8;
const AWAY = 10;

const TRIES: readonly (readonly [dx: number, dy: number, anchor: LabelPlace['anchor']])[] = [
  [AWAY, 0, 'start'],
  [-AWAY, 0, 'end'],
  [AWAY, -9, 'start'],
  [AWAY, 9, 'start'],
  [-AWAY, -9, 'end'],
  [-AWAY, 9, 'end'],
  [AWAY - 6, -17, 'start'],
  [AWAY - 6, 17, 'start'],
  [6 - AWAY, -17, 'end'],
  [6 - AWAY, 17, 'end'],
];

/**
 * A place for each label within `bounds`, clear of `obstacles` and of each other; undefined when any finds none. All in
 * CSS pixels.
 */
export function placeLabels(
  labels: readonly { readonly x: number; readonly y: number; readonly width: number }[],
  { bounds, obstacles }: { readonly bounds: Box; readonly obstacles: readonly Box[] },
): readonly LabelPlace[] | undefined {
  const taken = [...obstacles];
  const places: LabelPlace[] = [];
  for (const label of labels) {
    const found = TRIES.map(([dx, dy, anchor]) => placed(label, { dx, dy, anchor })).find(
      ({ box }) => isWithin(box, bounds) && !taken.some((other) => overlap(box, other)),
    );
    if (found === undefined) return undefined;
    taken.push(found.box);
    places.push(found.place);
  }
  return places;
}

function placed(
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  { dx, dy, anchor }: { readonly dx: number; readonly dy: number; readonly anchor: LabelPlace['anchor'] },
) {
  const place = { x: x + dx, y: y + dy, anchor };
  const left = anchor === 'start' ? place.x : place.x - width;
  return { place, box: { left, right: left + width, top: place.y - HALF, bottom: place.y + HALF } };
}

function isWithin(box: Box, bounds: Box): boolean {
  return (
    box.left >= bounds.left &&
    box.right <= bounds.right &&
    box.top >= bounds.top &&
    box.bottom <= bounds.bottom
  );
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** Heights for labels that stand in a column, in the order of `wanted`: `gap` apart, as near as can be, from `top` on. */
export function spread(wanted: readonly number[], gap: number, [top, bottom]: readonly [number, number]) {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  const heights = Array.from<number>({ length: wanted.length });
  let next = top;
  for (const { y, index } of order) {
    heights[index] = Math.max(y, next);
    next = heights[index] + gap;
  }
  let last = bottom;
  for (const { index } of order.reverse()) {
    heights[index] = Math.min(heights[index]!, last);
    last = heights[index] - gap;
  }
  return heights;
}
