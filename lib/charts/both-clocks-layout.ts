/** A version of an event on both clocks (ms): when it happened, when it was recorded, and the times in which it held, the ends exclusive, null where it still does. */
export type ClockMark = {
  happened: number;
  recorded: number;
  held: readonly { from: number; until: number | null }[];
};

/** How a mark stands at a moment: not recorded yet, in use, or corrected or withdrawn by then. */
export type Standing = "unknown" | "held" | "ended";

export const standingOf = ({ recorded, held }: ClockMark, moment: number): Standing =>
  recorded > moment
    ? "unknown"
    : held.some(({ from, until }) => from <= moment && (until === null || until > moment))
      ? "held"
      : "ended";

/** Whether nothing but the moment of its recording changes how a mark stands. */
const plain = ({ recorded, held: [first, ...more] }: ClockMark): boolean =>
  more.length === 0 && first?.until === null && first.from <= recorded;

export type Place = { x: number; y: number };

/** Both axes show the same days (ms): time that happened along, time of recording upwards, held in where it lies outside. */
export type Scale = { from: number; to: number; left: number; width: number; height: number; top: number };

const within = (share: number) => Math.min(1, Math.max(0, share));
export const xOf = ({ from, to, left, width }: Scale, at: number): number =>
  left + within((at - from) / Math.max(1, to - from)) * width;
export const yOf = ({ from, to, top, height }: Scale, at: number): number =>
  top + (1 - within((at - from) / Math.max(1, to - from))) * height;
/** The time at a height. */
export const atHeight = ({ from, to, top, height }: Scale, y: number): number =>
  from + within(1 - (y - top) / Math.max(1, height)) * (to - from);

export const placesOf = (marks: readonly ClockMark[], scale: Scale): Place[] =>
  marks.map(({ happened, recorded }) => ({ x: xOf(scale, happened), y: yOf(scale, recorded) }));

const perPixel = 2;

/** One path for all: a stroke of no length at each place, drawn by its round ends; places that no eye tells apart are one. */
export function dots(places: readonly Place[]): string {
  const seen = new Set<string>();
  for (const { x, y } of places)
    seen.add(`M${Math.round(x * perPixel) / perPixel} ${Math.round(y * perPixel) / perPixel}h0`);
  return [...seen].join("");
}

/** One path of crosses. */
export const crosses = (places: readonly Place[], half = 3): string =>
  places
    .map(
      ({ x, y }) =>
        `M${(x - half).toFixed(1)} ${(y - half).toFixed(1)}l${2 * half} ${2 * half}m0 ${-2 * half}l${-2 * half} ${2 * half}`,
    )
    .join("");

/** Which marks are drawn alike at every moment but for which side of it they lie on, and which others have an end of their own. */
export function parted(marks: readonly ClockMark[]): { plain: number[]; others: number[] } {
  const found: { plain: number[]; others: number[] } = { plain: [], others: [] };
  marks.forEach((mark, i) => (plain(mark) ? found.plain : found.others).push(i));
  return found;
}

/** The mark nearest to a point and no further than `reach` pixels from it, null where there is none. */
export function nearest(places: readonly Place[], x: number, y: number, reach = 14): number | null {
  let [best, least] = [-1, reach * reach];
  for (const [i, place] of places.entries()) {
    const far = (place.x - x) ** 2 + (place.y - y) ** 2;
    if (far <= least) [best, least] = [i, far];
  }
  return best < 0 ? null : best;
}
