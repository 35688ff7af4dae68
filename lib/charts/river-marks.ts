/** How a mark is drawn: a stretch, one that is missing, the day that led to it, a day's doses, a value at its height, a filled or an open point. */
export type Look = "stretch" | "gap" | "tick" | "dose" | "skipped" | "value" | "point" | "open";

/** What stands in a lane over some time (axis ms, the end exclusive): a stretch of days, or a day. */
export type LaneMark = {
  /** What it stands for, by the caller's own number; −1 for what no event says. */
  of: number;
  from: number;
  to: number;
  look: Look;
  label: string;
  /** How many events it stands for. */
  count: number;
  /** From 0 to 1. */
  height: number;
  /** When in its day its events were, where that is known (axis ms). */
  moments: readonly number[];
};

/** A course over time from 0 to 1, undefined where it is null; in a band, with a threshold. */
export type LaneCourse = {
  points: readonly { at: number; value: number | null }[];
  band: readonly { at: number; low: number; high: number }[];
  threshold: number | null;
};

export type Tone = "river" | "moss" | "copper" | "ink";
/** Marks ascend by when they begin. */
export type RiverLane = {
  key: string;
  label: string;
  tone: Tone;
  marks: readonly LaneMark[];
  course: LaneCourse | null;
};

/** Where a lane is drawn: how a time lies across, from which pixel to which it is seen, and its top. */
export type LanePlace = {
  x(at: number): number;
  left: number;
  right: number;
  top: number;
  tall: number;
  pixelsPerDay: number;
};

export type Painted = {
  gaps: string;
  soft: string;
  solid: string;
  rings: string;
  boxes: string;
  joined: string;
  texts: readonly { x: number; y: number; text: string; centred: boolean }[];
};

/** A day at least so wide shows its hours. */
const hoursFrom = 160;
const bar = 16;

/** How tall a lane is (pixels). */
export const heightOf = ({ course }: RiverLane): number => (course ? 58 : 34);
const [least, mostTogether, apart] = [10, 28, 2.5];
const digit = 6.5;

const box = (x: number, y: number, width: number, height: number) =>
  `M${x.toFixed(1)} ${y.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h${(-width).toFixed(1)}z`;
const ring = (x: number, y: number) => `M${(x - 3).toFixed(1)} ${y.toFixed(1)}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z`;

const topOf = ({ top, tall }: LanePlace) => top + (tall - bar) / 2;
const middleOf = ({ top, tall }: LanePlace) => top + tall / 2;

/** Where a value lies in its lane. */
const heightIn = ({ top, tall }: LanePlace, share: number): number => top + tall - 7 - (tall - 14) * share;

const isLong = (look: Look): boolean => look === "stretch" || look === "gap";

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
      path += box(x, topOf(place) + 1 + i * (each + 1), Math.max(1, Math.min(width - 1, 24)), each);
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
    const at = x + Math.min(width, 24) / 2;
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
    const at = x + Math.min(width, 24) / 2;
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
  const at = ({ from, to }: LaneMark) => place.x(from) + Math.min(place.x(to) - place.x(from), 24) / 2;
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

/** The marks of a lane that lie at a pixel: those that hold it, else the nearest within reach. */
export function marksUnder({ marks }: RiverLane, at: number, { x, pixelsPerDay }: LanePlace): readonly LaneMark[] {
  const spots = ({ from, to, look, moments }: LaneMark): readonly (readonly [number, number])[] =>
    pixelsPerDay >= hoursFrom && !isLong(look) && moments.length > 0
      ? moments.map((moment) => [x(moment) - 3, x(moment) + 3])
      : [[x(from), isLong(look) ? x(to) : x(from) + Math.min(24, x(to) - x(from))]];
  const away = (mark: LaneMark) => Math.min(...spots(mark).map(([from, to]) => Math.max(0, from - at, at - to)));
  let best = least / 1.5;
  for (const mark of marks) best = Math.min(best, away(mark));
  return best >= least / 1.5 ? [] : marks.filter((mark) => away(mark) <= best + 0.01).slice(0, 50);
}

/** What a lane says at a time: the stretch that holds it, the last value by then, what its day has. */
export function readAt({ marks, course }: RiverLane, at: number): string {
  if (course) {
    const last = course.points.findLast((point) => point.at <= at)?.value ?? null;
    return last === null ? "" : `${Math.round(last * 100)} %`;
  }
  const holding = marks.filter(({ from, to, look }) => look !== "value" && look !== "tick" && at >= from && at < to);
  const values = marks.filter(({ from, look }) => look === "value" && from <= at);
  const said = [...holding, ...values.slice(-1)].map(({ label }) => label);
  return [...new Set(said)].join(", ");
}
