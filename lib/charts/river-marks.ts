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

/** A day at least so wide (pixels) shows its hours. */
export const hoursFrom = 160;
/** Marks of a day are at most so wide, and points so far apart that they do not touch. */
export const [widest, least] = [24, 10];

/** How tall a lane is (pixels). */
export const heightOf = ({ course }: RiverLane): number => (course ? 58 : 34);

/** Whether it stands for days, which have no hours. */
export const isLong = (look: Look): boolean => look === "stretch" || look === "gap";
