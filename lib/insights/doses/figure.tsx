"use client";
import { count, percent } from "../../charts/format";
import { Columns } from "../../charts/paper";
import { Segmented } from "../../charts/segmented";
import { hourName, WeekGrid } from "../../charts/week-grid";
import { ShadeKey } from "../../charts/week-layers";
import { useShown } from "../../charts/place";
import { groupsOf } from "../cells";
import type { FigureProps } from "../view";
import { Panel, Runs, Timing } from "./panels";
import type question from "./question";
import type { Params } from "./question";
import { Measures, Sources } from "./summary";
import { type Cell, numberIn, ofGroup, share, sum } from "./told";

const shows = ["intakes", "skips", "timing"] as const;
type Show = (typeof shows)[number];
type Props = FigureProps<Params, typeof question.columns>;

/** Shares of fewer reports than this do not set the scale. */
const fewest = 20;
const unknown = 24;

function valueOf(cell: Cell, show: Show): number | null {
  const [intakes, missed, timed] = [cell.intakes ?? 0, cell.missed ?? 0, cell.timed ?? 0];
  if (show === "intakes") return intakes;
  if (show === "skips") return intakes + missed > 0 ? missed / (intakes + missed) : null;
  return timed > 0 ? (cell.in_time ?? 0) / timed : null;
}

const basis = (cell: Cell, show: Show) =>
  show === "timing" ? (cell.timed ?? 0) : (cell.intakes ?? 0) + (cell.missed ?? 0);

/** The least and the most that shades stand for. */
function scaleOf(cells: readonly Cell[], show: Show): { from: number; to: number } {
  const values = cells.flatMap((cell) =>
    show === "intakes" || basis(cell, show) >= fewest ? (valueOf(cell, show) ?? []) : [],
  );
  if (show === "timing") return { from: Math.floor(Math.min(1, ...values) * 10) / 10, to: 1 };
  return { from: 0, to: Math.max(show === "intakes" ? 1 : 0.01, ...values) };
}

const reading: Record<Show, string> = { intakes: "Intakes", skips: "Skips of reports", timing: "Doses in time" };

function details(cell: Cell, then: Cell | undefined, compared: boolean): (readonly [string, string])[] {
  const inTime = share([cell], "in_time", "timed");
  return [
    ["intakes", count(cell.intakes ?? 0)],
    ...(compared ? ([["intakes then", then ? count(then.intakes ?? 0) : "not there"]] as const) : []),
    ["skips recorded", count(cell.missed ?? 0)],
    ["in time", inTime === null ? "–" : `${percent(inTime)} of ${count(cell.timed ?? 0)}`],
    ["patients", count(cell.patients ?? 0)],
  ];
}

function Week({
  group,
  show,
  scale,
  ...props
}: Props & { group: string; show: Show; scale: { from: number; to: number } }) {
  const { cells, earlier, also, title, onPick } = props;
  const at = (all: readonly Cell[]) =>
    new Map(
      all
        .filter((cell) => cell.group === group)
        .map((cell) => [`${(cell.weekday ?? 1) - 1} ${cell.hour ?? unknown}`, cell]),
    );
  const [own, then] = [at(cells), at(earlier?.cells ?? [])];
  const days = ofGroup(also["weekdays"], group);
  const taken = Array.from({ length: 7 }, (_, day) =>
    share(
      days.filter((row) => numberIn(row, "weekday") === day + 1),
      "taken",
      "due",
    ),
  );
  return (
    <WeekGrid
      title={group === "all" ? title : `${title}: ${group}`}
      unknownHours={cells.some(({ hour }) => hour === null)}
      shade={(day, hour) => {
        const cell = own.get(`${day} ${hour}`);
        const value = cell ? valueOf(cell, show) : null;
        return value === null ? null : (value - scale.from) / Math.max(1e-9, scale.to - scale.from);
      }}
      totals={{ head: "taken of due", values: taken.map((value) => (value === null ? "–" : percent(value))) }}
      details={(day, hour) => {
        const cell = own.get(`${day} ${hour}`);
        return cell ? details(cell, then.get(`${day} ${hour}`), earlier !== null) : [];
      }}
      onPick={(day, hour) => {
        const cell = own.get(`${day} ${hour}`);
        if (cell) onPick(cell);
      }}
    />
  );
}

/** Whose clock hours are of, and how many reports have no time of day. */
function clockWords({ also }: Props): string {
  const rows = also["clocks"] ?? [];
  const zones = [...new Set(rows.flatMap(({ source }) => source ?? []))].map(String);
  const without = sum(
    rows.filter(({ source }) => source === null),
    "intakes",
  );
  const named = zones.length > 3 ? `${zones.length} time zones` : zones.join(" and ");
  const known =
    zones.length === 0 ? "No report states a time of day." : `Hours of each patient’s own clock, in ${named}.`;
  return without > 0 && zones.length > 0
    ? `${known} ${count(without)} reports state no time of day (column ?).`
    : known;
}

function Counts({ also }: Props) {
  const rows = also["doses"] ?? [];
  const of = (name: string) => count(sum(rows, name));
  return (
    <p className="mt-5 text-xs text-soft">
      {`Of ${of("due")} due doses ${of("taken")} were taken and ${of("missed")} recorded as skipped; ${of("contradicted")} times a skip was recorded and the dose reported too. ${of("extra")} intakes were more than was due, ${of("outside")} lie outside every schedule or are as needed.`}
    </p>
  );
}

/** The hours of the week on the patients' clocks, and under them the measures, runs, timing and sources. */
export function Figure(props: Props) {
  const [show, setShow] = useShown("show", shows, "intakes");
  const { cells, also, params, difference } = props;
  const groups = groupsOf(cells);
  const scale = scaleOf(cells, show);
  const written = (value: number) => (show === "intakes" ? count(value) : percent(value));
  const labels = { intakes: "Intakes", skips: "Skips recorded", timing: "In time" };
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <Segmented
          label="What is shaded"
          value={show}
          options={shows.map((id) => ({ id, label: labels[id] }))}
          onChange={(id) => void setShow(id)}
        />
        <div className="mb-3">
          <ShadeKey label={reading[show]} from={written(scale.from)} to={written(scale.to)} />
        </div>
      </div>
      <div className="space-y-5">
        {groups.map((group) => (
          <div key={group} className="min-w-0">
            {groups.length > 1 && <h2 className="mb-1">{group}</h2>}
            <Week {...props} group={group} show={show} scale={scale} />
          </div>
        ))}
      </div>
      <p className="mt-2 text-xs text-soft">{clockWords(props)}</p>
      {difference()}
      <Columns gap={40} className="mt-6 grid gap-x-10 gap-y-7 border-t border-line pt-5 md:grid-cols-2">
        <Panel head="Taking, dosing, timing">
          <Measures also={also} groups={groups} />
        </Panel>
        <Panel head="Missed in a row">
          <Runs also={also} groups={groups} />
        </Panel>
        <Panel head="Time since the dose before">
          <Timing also={also} groups={groups} tolerance={params.tolerance} />
        </Panel>
        <Panel head="What sources say">
          <Sources also={also} />
        </Panel>
      </Columns>
      <Counts {...props} />
    </>
  );
}

export const nameOf = ({ weekday, hour }: Cell): string => hourName((weekday ?? 1) - 1, hour ?? unknown);
