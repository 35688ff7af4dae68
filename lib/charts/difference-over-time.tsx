"use client";
import { type Differing, digitsOf, plain, type Scale, signed, ticksAround } from "./difference";
import { count } from "./format";
import type { Axis, Line } from "./series";
import { TimeSeries } from "./time-series";

type DifferenceOverTimeProps = {
  /** What is less what: “B less A”. */
  label: string;
  axis: Axis;
  /** What is at each place of the axis. */
  at: readonly (Differing | null)[];
  /** Whose the first and the second value are. */
  names: readonly [first: string, second: string];
  scale?: Scale;
  stepped?: boolean;
  provisionalFrom?: number | null;
  /** Whether it stands in line with a figure above it whose lines end in letters. */
  second?: boolean;
  /** The name of a place on the axis. */
  name(x: number): string;
  onPick?(index: number): void;
};

/** A difference along an axis with its band, around a line at nought. */
export function DifferenceOverTime(props: DifferenceOverTimeProps) {
  const { label, axis, at, names, scale = "points", stepped = false, provisionalFrom = null, onPick } = props;
  const line: Line = {
    key: "difference",
    label,
    values: at.map((one) =>
      one && one.value !== null
        ? { value: one.value, low: one.lower, high: one.upper, patients: Math.min(...one.patients) }
        : null,
    ),
  };
  const ticks = ticksAround(
    at.flatMap((one) => one ?? []),
    scale,
  );
  const digits = digitsOf(ticks, scale);
  return (
    <TimeSeries
      title={`Difference over time: ${label}`}
      description={`The difference${scale === "points" ? " in points" : ""} with its 95 % interval; the table holds every value.`}
      axis={axis}
      lines={[line]}
      stepped={stepped}
      domain={[ticks[0] ?? 0, ticks.at(-1) ?? 0]}
      ticks={ticks}
      format={(value) => signed(value, digits, scale)}
      threshold={{ at: 0, label: "no difference", strong: true }}
      provisionalFrom={provisionalFrom}
      denominators={false}
      second={props.second ?? false}
      name={props.name}
      details={(_, index) => {
        const one = at[index];
        return one ? detailsOf(one, names, scale) : [];
      }}
      {...(onPick && { onPick: (_: Line, index: number) => onPick(index) })}
    />
  );
}

function detailsOf(one: Differing, names: readonly [string, string], scale: Scale): (readonly [string, string])[] {
  const { value, lower, upper, first, second, patients, why } = one;
  const unit = scale === "points" ? " points" : "";
  return [
    ["difference", value === null ? "–" : `${signed(value, 1, scale)}${unit}`],
    [
      "95\u00a0% interval",
      lower === null || upper === null ? (why ?? "none") : `${signed(lower, 1, scale)} to ${signed(upper, 1, scale)}`,
    ],
    [names[0], `${plain(first, scale)} of ${count(patients[0])}`],
    [names[1], `${plain(second, scale)} of ${count(patients[1])}`],
  ];
}
