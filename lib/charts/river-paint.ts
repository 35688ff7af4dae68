import {
  hoursFrom,
  isLong,
  type LaneCourse,
  type LaneMark,
  type LanePlace,
  least,
  type Look,
  type RiverLane,
  widest,
} from "./river-marks";

export type Painted = {
  gaps: string;
  soft: string;
  solid: string;
  rings: string;
  boxes: string;
  joined: string;
  texts: readonly { x: number; y: number; text: string; centred: boolean }[];
};

const bar = 16;

const [mostTogether, apart] = [28, 2.5];
const digit = 6.5;

const box = (x: number, y: number, width: number, height: number) =>
  `M${x.toFixed(1)} ${y.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h${(-width).toFixed(1)}z`;
const ring = (x: number, y: number) => `M${(x - 3).toFixed(1)} ${y.toFixed(1)}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z`;

const topOf = ({ top, tall }: LanePlace) => top + (tall - bar) / 2;
const middleOf = ({ top, tall }: LanePlace) => top + tall / 2;

/** Where a value lies in its lane. */
const heightIn = ({ top, tall }: LanePlace, share: number): number => top + tall - 7 - (tall - 14) * share;

/** The days of a lane whose marks are seen, by hours where days are wide enough. */
function* seen(
  marks: readonly LaneMark[],
  look: Look,
  place: LanePlace,
): Generator<{ mark: LaneMark; x: number; width: number }> {
  const hours = place.pixelsPerDay >= hoursFrom && !isLong(look);
  for (const mark of marks) {
    if (mark.look !== look) continue;
    const [from, to] = [place.x(mark.from), place.x(mark.to)];
    if (to < place.left - least || from > place.right + least) continue;
    if (hours && mark.moments.length > 0)
      for (const moment of mark.moments) yield { mark: { ...mark, count: 1 }, x: place.x(moment) - 2, width: 4 };
    else yield { mark, x: from, width: to - from };
  }
}

function stretches(
  marks: readonly LaneMark[],
  look: "stretch" | "gap",
  place: LanePlace,
  texts: Painted["texts"][number][],
): string {
  let path = "";
  let until = -Infinity;
  for (const { mark, x, width } of seen(marks, look, place)) {
    const [from, to] = [Math.max(x, place.left - 4), Math.min(x + width, place.right + 4)];
    if (to < until + 0.5) continue;
    until = to;
    path += box(from, topOf(place), Math.max(2, to - from - 1), bar);
    const [shownFrom, shownTo] = [Math.max(from, place.left), Math.min(to, place.right)];
    if (shownTo - shownFrom > digit * mark.label.length + 12)
      texts.push({ x: shownFrom + 6, y: middleOf(place) + 4, text: mark.label, centred: false });
  }
  return path;
}

/** Doses of a day, one above the other where days are wide enough; days that share a pixel are drawn once. */
function doses(marks: readonly LaneMark[], place: LanePlace): string {
  let path = "";
  let drawn = -Infinity;
  for (const { mark, x, width } of seen(marks, "dose", place)) {
    if (x < drawn + 0.9) continue;
    drawn = x;
    const layers = place.pixelsPerDay >= 6 ? Math.min(4, mark.count) : 1;
    const each = (bar - 2 - (layers - 1)) / layers;
    for (let i = 0; i < layers; i++)
      path += box(x, topOf(place) + 1 + i * (each + 1), Math.max(1, Math.min(width - 1, widest)), each);
  }
  return path;
}

function ticks(marks: readonly LaneMark[], place: LanePlace): string {
  let path = "";
  let drawn = -Infinity;
  for (const { x, width } of seen(marks, "tick", place)) {
    const at = x + Math.min(12, width / 2) - 0.8;
    if (at < drawn + apart) continue;
    drawn = at;
    path += box(at, topOf(place) - 4, 1.6, bar + 8);
  }
  return path;
}

/** Days as points; those that would touch stand as one, with how many events it stands for. */
function points(
  marks: readonly LaneMark[],
  look: "point" | "open",
  place: LanePlace,
  texts: Painted["texts"][number][],
): string {
  let path = "";
  let held: { from: number; to: number; count: number } | null = null;
  const put = () => {
    if (!held) return;
    const words = held.count > 1 ? String(held.count) : "";
    const middle = (held.from + held.to) / 2;
    path += box(middle - 4, middleOf(place) - 4, 8, 8);
    if (words !== "") texts.push({ x: middle, y: place.top + place.tall - 1, text: words, centred: true });
  };
  for (const { mark, x, width } of seen(marks, look, place)) {
    const at = x + Math.min(width, widest) / 2;
    if (held && at < held.to + least && at < held.from + mostTogether)
      held = { from: held.from, to: at, count: held.count + mark.count };
    else {
      put();
      held = { from: at, to: at, count: mark.count };
    }
  }
  put();
  return path;
}

/** Rings that would hide each other are drawn once. */
function rings(marks: readonly LaneMark[], look: "skipped" | "value", place: LanePlace): string {
  let path = "";
  const drawn = new Set<string>();
  for (const { mark, x, width } of seen(marks, look, place)) {
    const at = x + Math.min(width, widest) / 2;
    const y = look === "value" ? heightIn(place, mark.height) : middleOf(place);
    const cell = `${Math.round(at / apart)} ${Math.round(y / apart)}`;
    if (drawn.has(cell)) continue;
    drawn.add(cell);
    path += ring(at, y);
  }
  return path;
}

/** Values one after the other, from the last before what is seen to the first after it; of those in one pixel one. */
function joined(marks: readonly LaneMark[], place: LanePlace): string {
  const values = marks.filter(({ look }) => look === "value");
  const at = ({ from, to }: LaneMark) => place.x(from) + Math.min(place.x(to) - place.x(from), widest) / 2;
  const points = values.map((mark) => ({ x: at(mark), y: heightIn(place, mark.height) }));
  const first = Math.max(0, points.findIndex(({ x }) => x >= place.left) - 1);
  const after = points.findIndex(({ x }) => x > place.right);
  let drawn = -Infinity;
  return points
    .slice(first, after < 0 ? undefined : after + 1)
    .map(({ x, y }, i) => {
      if (x < drawn + 1) return "";
      drawn = x;
      return `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}

/** A lane as a few paths, however many marks it has: linear in the marks, and no longer than what is seen. */
export function painted({ marks }: RiverLane, place: LanePlace): Painted {
  const texts: Painted["texts"][number][] = [];
  const byHour = place.pixelsPerDay >= hoursFrom;
  return {
    soft: stretches(marks, "stretch", place, texts),
    gaps: stretches(marks, "gap", place, texts),
    solid: ticks(marks, place) + doses(marks, place) + points(marks, "point", place, texts),
    boxes: points(marks, "open", place, texts),
    rings: rings(marks, "skipped", place) + rings(marks, "value", place),
    joined: byHour ? "" : joined(marks, place),
    texts,
  };
}

/** The course and its band as paths. */
export function courseOf({ points: all, band, threshold }: LaneCourse, place: LanePlace) {
  const y = (share: number) => heightIn(place, Math.min(1, share)).toFixed(1);
  const near = all.filter(({ at }, i) => {
    const [before, after] = [all[i - 1]?.at ?? at, all[i + 1]?.at ?? at];
    return place.x(after) >= place.left && place.x(before) <= place.right;
  });
  let pen = false;
  const line = near
    .map(({ at, value }) => {
      const started = pen;
      pen = value !== null;
      return value === null ? "" : `${started ? "L" : "M"}${place.x(at).toFixed(1)} ${y(value)}`;
    })
    .join("");
  const edge = (name: "low" | "high", of: typeof band) =>
    of.map((one) => `${place.x(one.at).toFixed(1)} ${y(one[name])}`).join("L");
  const area = band.length > 1 ? `M${edge("high", band)}L${edge("low", band.toReversed())}z` : "";
  return { line, area, threshold: threshold === null ? null : Number(y(threshold)) };
}
