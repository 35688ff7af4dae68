import type { Box } from "./week-layout";

/** A row of bars: null where nobody was under observation. `head` is said once for the strips of one kind, `label` of each. */
export type Strip = {
  key: string;
  head: string | null;
  label: string;
  colour: string;
  values: readonly (number | null)[];
  /** As they were known before, where that is compared. */
  earlier: readonly (number | null)[] | null;
  /** The value of the highest bar. */
  most: number;
  /** Only read, never picked. */
  quiet: boolean;
};

type PlacedStrip = { strip: Strip; y: number; height: number; headY: number; labelY: number };

/** Pixels: strips below each other, all on one axis. */
export type StripsLayout = {
  narrow: boolean;
  plot: Box;
  strips: readonly PlacedStrip[];
  /** Where each column starts, and the last ends. */
  edges: readonly number[];
};

const [top, tall, line] = [22, 26, 15];

export function stripsLayout(width: number, strips: readonly Strip[], columns: number): StripsLayout {
  const narrow = width < 620;
  const left = narrow ? 6 : 196;
  let y = top;
  const placed = strips.map((strip, i): PlacedStrip => {
    if (i > 0) y += strip.head === null ? 5 : 13;
    const headY = narrow ? y + 11 : y + 10;
    if (narrow) y += line;
    const at = { strip, y, height: tall, headY, labelY: narrow ? headY : y + (strip.head === null ? 17 : 24) };
    y += tall;
    return at;
  });
  const wide = Math.max(1, width - left - 10);
  const edges = Array.from({ length: columns + 1 }, (_, i) => left + (i * wide) / Math.max(1, columns));
  return { narrow, plot: { x: left, y: top, width: wide, height: y - top }, strips: placed, edges };
}

const steps = [1, 2, 4, 8, 14, 26, 52, 104];

/** Whole numbers from one to another on multiples of a step, at most so many. */
export function periodTicks(from: number, to: number, most: number): number[] {
  const step = steps.find((size) => (to - from) / size < most) ?? Math.ceil((to - from) / most);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => (first + i) * step);
}
