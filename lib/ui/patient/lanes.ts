import { isoDay, plural, spaced } from "@/lib/charts/format";
import type { LaneMark, Look, RiverLane, Tone } from "@/lib/charts/river-marks";
import { dayMs } from "@/lib/charts/river-scale";
import { grouped } from "@/lib/group";
import { placeOf } from "@/lib/projections/patient/events";
import type { Stretch } from "@/lib/projections/patient/lanes";
import { withoutSupply } from "@/lib/projections/patient/without";
import { type LaneSettings, laneKinds } from "./lane-settings";

const tones: Readonly<Record<string, Tone>> = {
  supply: "moss",
  stays: "copper",
  scores: "copper",
  doses: "river",
  tasks: "moss",
  other: "ink",
};
const looks: Readonly<Record<string, Look>> = {
  taken: "dose",
  skipped: "skipped",
  done: "point",
  "not done": "open",
  open: "open",
};

const amount = ({ value, unit }: Stretch) => [value === null ? "" : String(value), unit].filter(Boolean).join(" ");

/** What is said of a stretch. */
export function stretchWords(stretch: Stretch): string {
  const { lane, what, item, from, to } = stretch;
  const name = [item, lane === "scores" || lane === "prescribed" ? "" : spaced(what), amount(stretch)]
    .filter(Boolean)
    .join(" ");
  return `${name}, ${isoDay(from)}${to === null ? " on" : to === from ? "" : ` to ${isoDay(to)}`}`;
}

function lookOf({ lane, what, value }: Stretch): Look {
  if (lane === "scores") return value === null ? "point" : "value";
  if (what === "stopped") return "open";
  if (lane === "prescribed" || lane === "supply" || lane === "stays") return "stretch";
  return looks[what] ?? "point";
}

/** What lanes of several items say of each mark, since their name does not. */
const labelOf = (stretch: Stretch, several: boolean): string => {
  const { lane, what, item, value } = stretch;
  const name = several ? [item] : [];
  if (lane === "supply" || lane === "prescribed")
    return [...name, what === "stopped" ? "stopped" : amount(stretch) || item].filter(Boolean).join(" ");
  if (lane === "scores") return [...name, amount(stretch)].filter(Boolean).join(" ");
  if (lane === "doses") return [...name, `${value ?? 1} ${what}`].join(" ");
  if (lane === "tasks") return [item, what === "done" ? "" : what].filter(Boolean).join(", ");
  return [spaced(what), item].filter(Boolean).join(", ");
};

export type Drawing = {
  /** Up to where stretches go on that have not ended, and what lies at 0 of the axis (UTC midnights in ms). */
  end: number;
  origin: number;
  settings: LaneSettings;
  walls: ReadonlyMap<string, number>;
};

/** The lanes of a patient by kind and item, as they are told apart: key and name. */
const laneOf = (
  { lane, item, what, value }: Stretch,
  together: ReadonlySet<string>,
): { key: string; label: string } => {
  const title = laneKinds.find(({ id }) => id === lane)?.label ?? lane;
  if (together.has(lane)) return { key: lane, label: title };
  if (lane === "other") return { key: `${lane} ${what}`, label: spaced(what) };
  if (lane === "scores" && value === null) return { key: `${lane} without`, label: "Without a value" };
  const own = lane === "prescribed" || lane === "supply" || lane === "doses" || lane === "scores";
  return own && item !== null
    ? { key: `${lane} ${item}`, label: lane === "scores" ? item : `${title}: ${item}` }
    : { key: lane, label: title };
};

/** Names of the lanes that there are, for choosing among them. */
export const laneNames = (stretches: readonly Stretch[]): { kind: string; key: string; label: string }[] => [
  ...new Map(
    stretches.map((one) => [laneOf(one, new Set()).key, { kind: one.lane, ...laneOf(one, new Set()) }]),
  ).values(),
];

/** Stretches as lanes to draw, in the order and as far as they are chosen; marks stand for stretches by their place among them. */
export function drawn(stretches: readonly Stretch[], { end, origin, settings, walls }: Drawing): RiverLane[] {
  const places = new Map(stretches.map((one, i) => [one, i]));
  const together = new Set<string>(settings.together);
  const [hidden, hiddenLanes] = [new Set<string>(settings.hidden), new Set(settings.hiddenLanes)];
  const seen = stretches.filter((one) => !hidden.has(one.lane) && !hiddenLanes.has(laneOf(one, new Set()).key));
  const lanes = [...grouped(seen, (one) => laneOf(one, together).key)].map(([key, own]) => {
    const [first] = own;
    const kind = first?.lane ?? "";
    const several = new Set(own.map(({ item }) => item)).size > 1;
    const name = first ? laneOf(first, together).label : key;
    const values = own.flatMap(({ value }) => value ?? []);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const heights = (value: number | null) => (most > least ? ((value ?? least) - least) / (most - least) : 0.5);
    return {
      key,
      kind,
      label: kind === "scores" && values.length > 0 ? `${name} ${least}–${most}` : name,
      tone: tones[kind] ?? ("river" as const),
      course: null,
      marks: [
        ...own.flatMap((one) => marksOf(one, { of: places.get(one) ?? -1, end, origin, walls, several, heights })),
        ...(kind === "supply" && !several ? gapsOf(stretches, first?.item ?? null, { end, origin }) : []),
      ].toSorted((a, b) => a.from - b.from),
    };
  });
  return settings.order.flatMap((kind) => lanes.filter((lane) => lane.kind === kind));
}

/** Days on which an item was not in hand though it was prescribed. */
const gapsOf = (stretches: readonly Stretch[], item: string | null, { end, origin }: Pick<Drawing, "end" | "origin">) =>
  withoutSupply(
    stretches.filter((one) => one.item === item || one.lane === "follow-up"),
    end / dayMs,
    1,
  ).map(({ from, to }): LaneMark => ({
    from: from * dayMs - origin,
    to: to * dayMs - origin,
    of: -1,
    look: "gap",
    label: `${plural(to - from, "day")} without`,
    count: 1,
    height: 0,
    moments: [],
  }));

type Marking = Omit<Drawing, "settings"> & {
  of: number;
  several: boolean;
  heights(value: number | null): number;
};

function marksOf(one: Stretch, { of, end, origin, walls, several, heights }: Marking): LaneMark[] {
  const look = lookOf(one);
  const from = Date.parse(one.from);
  const until = one.to === null ? end : Date.parse(one.to) + dayMs;
  const whole = look === "stretch" || look === "dose";
  const moments = one.events
    .flatMap((event) => walls.get(placeOf(event)) ?? [])
    .filter((at) => at >= from && at < from + dayMs);
  const mark: LaneMark = {
    of,
    from: from - origin,
    to: (whole ? Math.max(until, from + dayMs) : from + dayMs) - origin,
    look,
    label: labelOf(one, several),
    count: look === "dose" || look === "skipped" ? one.events.length : 1,
    height: heights(one.value),
    moments: moments.map((at) => at - origin),
  };
  const given = Date.parse(one.events[0]?.day ?? one.from);
  if (one.lane !== "supply" || given >= from) return [mark];
  const over = Math.round((from - given) / dayMs);
  return [
    {
      ...mark,
      from: given - origin,
      to: given + dayMs - origin,
      look: "tick",
      label: `dispensed, begins ${plural(over, "day")} later`,
    },
    mark,
  ];
}
