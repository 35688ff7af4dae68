/** Lines over one axis: `values[i]` belongs to `xs[i]`, null where a group has no value. */
export type Point = {
  value: number;
  /** The band around it; null where the figure draws none. */
  low: number | null;
  high: number | null;
  /** Patients that the value rests on. */
  patients: number;
};

export type Line = { key: string; label: string; values: readonly (Point | null)[] };

/** Where the marks stand: days (UTC midnights in ms) that begin a period, as the middles of `bars` where it stands under some; or whole periods, or `days`, since a patient's first event, from 0 on where it ends at `to`. */
export type Axis =
  | { kind: "date"; xs: readonly number[]; bars?: true }
  | { kind: "count"; xs: readonly number[]; label: string; days?: true; to?: number };
