import type { ReactNode } from "react";
import { count, percent, plural } from "../../charts/format";
import { inkOf, keyWords } from "../../charts/palette";
import { SmallBars } from "../../charts/small-bars";
import type { Row } from "../../engine/decode";
import type { Also } from "../view";
import type { Params } from "./question";
import { lastBar, perInterval } from "./rows";
import { numberIn, ofGroup, share, sum } from "./told";

/** More groups than a small picture can hold are drawn together. */
const mostApart = 4;
const hundred = (value: number) => `${value}\u00a0%`;

export function Panel({ head, children }: { head: string; children: ReactNode }) {
  return (
    <section aria-label={head} className="min-w-0">
      <h2 className="mb-2">{head}</h2>
      {children}
    </section>
  );
}

const apart = (groups: readonly string[]): readonly (string | null)[] => (groups.length <= mostApart ? groups : [null]);

const caption = (groups: readonly string[]) => (groups.length > mostApart ? " All groups together." : "");

/** Which colour is which group; nothing where there is one. */
function GroupKey({ groups }: { groups: readonly string[] }) {
  if (groups.length < 2 || groups.length > mostApart) return null;
  return (
    <p className="mb-1 flex flex-wrap gap-x-4 text-xs text-soft">
      {groups.map((group, i) => (
        <span key={group} className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-[2px]" style={{ background: inkOf(i).colour }} aria-hidden="true" />
          {keyWords(group, inkOf(i))}
        </span>
      ))}
    </p>
  );
}

const lengths = [
  { label: "1", from: 1, to: 1 },
  { label: "2", from: 2, to: 2 },
  { label: "3", from: 3, to: 3 },
  { label: "4–6", from: 4, to: 6 },
  { label: "7–13", from: 7, to: 13 },
  { label: "14 +", from: 14, to: Infinity },
] as const;

/** How long doses stay missed. */
export function Runs({ also, groups }: { also: Also; groups: readonly string[] }) {
  const rows = also["runs"] ?? [];
  const within = (from: number, to: number) => (row: Row) =>
    numberIn(row, "length") >= from && numberIn(row, "length") <= to;
  const drawn = apart(groups).map((group) => {
    const own = ofGroup(rows, group);
    const all = sum(own, "runs");
    return {
      label: group ?? "all",
      values: lengths.map(({ from, to }) => (all ? (100 * sum(own.filter(within(from, to)), "runs")) / all : 0)),
    };
  });
  const longest = Math.max(0, ...rows.map((row) => numberIn(row, "length")));
  const alone = sum(rows.filter(within(1, 1)), "runs") / Math.max(1, sum(rows, "runs"));
  const words = `${count(sum(rows, "runs"))} runs; ${percent(alone)} are of a single due day. The longest has ${plural(longest, "day")}.${caption(groups)}`;
  if (rows.length === 0) return <p className="text-sm text-soft">No due day passed without a dose.</p>;
  return (
    <>
      <GroupKey groups={groups} />
      <SmallBars
        title="Runs of missed due days by their length"
        description={words}
        bars={lengths.length}
        groups={drawn}
        ticks={lengths.map(({ label }, at) => ({ at, label }))}
        label={(value) => (value > 0 ? (value < 1 ? "<1\u00a0%" : hundred(Math.round(value))) : "")}
        format={hundred}
      />
      <p className="mt-1 text-xs text-soft">{`Due days in a row without any dose, share of runs. ${words}`}</p>
    </>
  );
}

/** How far the time since the dose before lies from what was due. */
export function Timing({
  also,
  groups,
  tolerance,
}: {
  also: Also;
  groups: readonly string[];
  tolerance: Params["tolerance"];
}) {
  const rows = also["timing"] ?? [];
  const doses = also["doses"] ?? [];
  const bars = perInterval + lastBar + 1;
  const place = (row: Row) => Math.round(numberIn(row, "from") * perInterval) + perInterval;
  const drawn = apart(groups).map((group) => {
    const own = ofGroup(rows, group);
    const all = sum(own, "doses");
    const at = new Map(own.map((row) => [place(row), numberIn(row, "doses")]));
    return {
      label: group ?? "all",
      values: Array.from({ length: bars }, (_, bar) => (100 * (at.get(bar) ?? 0)) / Math.max(1, all)),
    };
  });
  if (rows.length === 0)
    return <p className="text-sm text-soft">No dose follows another of the same schedule at a known time of day.</p>;
  const edge = (deviation: number) => (deviation + 1) * perInterval - 0.5;
  const inTime = share(doses, "in_time", "timed") ?? 0;
  const words = `${percent(inTime)} of ${count(sum(doses, "timed"))} doses come within ${percent(tolerance)} of the due interval.${caption(groups)}`;
  return (
    <>
      <GroupKey groups={groups} />
      <SmallBars
        title="Time since the dose before"
        description={words}
        bars={bars}
        groups={drawn}
        band={{ from: edge(-tolerance), to: Math.min(bars - 0.5, edge(tolerance)) }}
        ticks={[
          { at: edge(-0.5), label: "half" },
          { at: edge(0), label: "as due" },
          { at: edge(1), label: "twice" },
          { at: bars - 2.5, label: "later" },
        ]}
        format={hundred}
      />
      <p className="mt-1 text-xs text-soft">{`Against the due interval, share of doses; shaded: in time. ${words}`}</p>
    </>
  );
}
