import { isoDay, spaced } from "@/lib/charts/format";
import type { LaneMark, RiverLane } from "@/lib/charts/river-lanes";
import { grouped } from "@/lib/group";
import type { Stretch } from "@/lib/projections/patient/lanes";

const dayMs = 86_400_000;

const tones: Readonly<Record<string, RiverLane["tone"]>> = {
  supply: "moss",
  stays: "copper",
  scores: "copper",
  doses: "river",
  tasks: "moss",
  other: "ink",
};
const looks: Readonly<Record<string, LaneMark["look"]>> = {
  taken: "dose",
  skipped: "skipped",
  done: "point",
  "not done": "open",
  open: "open",
};

/** Lanes that hold one item each. */
const byItem = new Set(["prescribed", "supply", "doses", "scores"]);

const titles: Readonly<Record<string, string>> = {
  prescribed: "Prescribed",
  supply: "Supply",
  doses: "Doses",
  stays: "Stays",
  tasks: "Tasks",
  other: "Other events",
  "follow-up": "Follow-up",
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

function lookOf({ lane, what }: Stretch): LaneMark["look"] {
  if (lane === "scores") return "value";
  if (what === "stopped") return "open";
  if (lane === "prescribed" || lane === "supply" || lane === "stays") return "stretch";
  return looks[what] ?? "point";
}

/** Stretches as lanes to draw, up to `end` (UTC midnight in ms, exclusive) where they have not ended. */
export function drawn(stretches: readonly Stretch[], end: number): RiverLane[] {
  const lanes = grouped(stretches, ({ lane, item }) => (byItem.has(lane) ? `${lane} ${item ?? ""}` : lane));
  return [...lanes].map(([key, own]) => {
    const lane = own[0]?.lane ?? "";
    const item = own[0]?.item ?? "";
    const values = own.flatMap(({ value }) => value ?? []);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return {
      key,
      label:
        lane === "scores"
          ? `${item} ${least}–${most}`
          : [titles[lane] ?? lane, byItem.has(lane) ? item : ""].filter(Boolean).join(": "),
      tone: tones[lane] ?? "river",
      marks: own.map((one, i) => {
        const look = lookOf(one);
        const from = Date.parse(one.from);
        const until = one.to === null ? end : Date.parse(one.to) + dayMs;
        return {
          key: String(i),
          from,
          to: look === "stretch" || look === "dose" ? until : from + dayMs,
          look,
          label: lane === "supply" ? amount(one) : lane === "prescribed" ? amount(one) : (one.item ?? ""),
          height: most > least ? ((one.value ?? least) - least) / (most - least) : 0.5,
        };
      }),
    };
  });
}
