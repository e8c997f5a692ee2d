/** Small multiples: as many panels side by side as there is room for. */

export interface Panel {
  readonly left: number;
  readonly top: number;
  /** In the first column, where the numbers of its axis stand. */
  readonly first: boolean;
}

export interface Panels {
  readonly panels: readonly Panel[];
  /** Of each panel. */
  readonly width: number;
  /** Below the last row of panels. */
  readonly bottom: number;
}

const GAP = 24;

/** All in CSS pixels; each panel is `height` high, with all that belongs to it, and at least `narrowest` wide. */
export function panelsOf(
  count: number,
  of: {
    readonly width: number;
    readonly height: number;
    readonly narrowest: number;
    readonly most: number;
    /** Left of the first column. */
    readonly indent?: number;
  },
): Panels {
  const { indent = 0 } = of;
  const room = Math.floor((of.width - indent + GAP) / (of.narrowest + GAP));
  const columns = Math.max(1, Math.min(room, of.most, Math.max(count, 2)));
  const width = Math.floor((of.width - indent - (columns - 1) * GAP) / columns);
  const panels = Array.from({ length: count }, (_, i) => ({
    left: indent + (i % columns) * (width + GAP),
    top: Math.floor(i / columns) * of.height,
    first: i % columns === 0,
  }));
  return { panels, width, bottom: Math.ceil(count / columns) * of.height };
}
