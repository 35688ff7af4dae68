import { hoursFrom, isLong, type LaneMark, type LanePlace, least, type RiverLane, widest } from "./river-marks";

/** The marks of a lane that lie at a pixel: those that hold it, else the nearest within reach. */
export function marksUnder({ marks }: RiverLane, at: number, { x, pixelsPerDay }: LanePlace): readonly LaneMark[] {
  const spots = ({ from, to, look, moments }: LaneMark): readonly (readonly [number, number])[] =>
    pixelsPerDay >= hoursFrom && !isLong(look) && moments.length > 0
      ? moments.map((moment) => [x(moment) - 3, x(moment) + 3])
      : [[x(from), isLong(look) ? x(to) : x(from) + Math.min(widest, x(to) - x(from))]];
  const away = (mark: LaneMark) => Math.min(...spots(mark).map(([from, to]) => Math.max(0, from - at, at - to)));
  const reach = least / 1.5;
  let best = reach;
  for (const mark of marks) best = Math.min(best, away(mark));
  return best >= reach ? [] : marks.filter((mark) => away(mark) <= best + 0.01).slice(0, 50);
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
