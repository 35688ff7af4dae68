"use client";
import { EarlierKey } from "../../charts/earlier-key";
import { count, percent, plural } from "../../charts/format";
import { inkOf, letterOf } from "../../charts/palette";
import type { At } from "../../charts/roving";
import { Strips } from "../../charts/strips";
import type { Strip } from "../../charts/strips-layout";
import type { Row } from "../../engine/decode";
import { groupsOf } from "../cells";
import type { FigureProps } from "../view";
import type { Params } from "./params";
import type question from "./question";
import { kindsOf } from "./kinds";
import { capital, named, periodWords, rateWords, unitWords } from "./words";

type Cell = Row<typeof question.columns>;

const keyOf = (event: string | null, group: string | null, period: number | undefined) =>
  JSON.stringify([event, group, period]);
const byKey = (cells: readonly Cell[]) =>
  new Map(cells.map((cell) => [keyOf(cell.event, cell.group, cell.period ?? undefined), cell]));

/** Rates by period: a row of bars for each kind of event and group, and below how many are under observation. */
export function Timeline({ cells, earlier, params, title, onPick }: FigureProps<Params, typeof question.columns>) {
  const groups = groupsOf(cells);
  const kinds = kindsOf(cells);
  const all = cells.map(({ period }) => period ?? 0);
  const first = all.reduce((a, b) => Math.min(a, b), 0);
  const periods = Array.from({ length: all.reduce((a, b) => Math.max(a, b), 0) - first + 1 }, (_, i) => first + i);
  const [now, then] = [byKey(cells), byKey(earlier?.cells ?? [])];
  const cellAt = ({ series, index }: At) =>
    now.get(
      keyOf(kinds[Math.floor(series / groups.length)] ?? "", groups[series % groups.length] ?? "", periods[index]),
    );
  const several = groups.length > 1;
  const most = (event: string) =>
    [...cells, ...(earlier?.cells ?? [])].reduce(
      (a, cell) => (cell.event === event ? Math.max(a, cell.rate ?? 0) : a),
      0,
    );
  const nameOf = (group: string, g: number) => (group.length <= 14 ? group : letterOf(group, inkOf(g)));
  const strips = kinds.flatMap((event) => {
    const top = most(event);
    return groups.map((group, g): Strip => ({
      key: keyOf(event, group, 0),
      head: g === 0 ? capital(named(event)) : null,
      label: [...(g === 0 ? [`up to ${rateWords(top)} a week`] : []), ...(several ? [nameOf(group, g)] : [])].join(
        " · ",
      ),
      colour: inkOf(several ? g : 0).colour,
      values: periods.map((period) => now.get(keyOf(event, group, period))?.rate ?? null),
      earlier: earlier && periods.map((period) => then.get(keyOf(event, group, period))?.rate ?? null),
      most: top,
      quiet: false,
    }));
  });
  const observed = groups.map((group, g): Strip => {
    const values = periods.map((period) => now.get(keyOf(kinds[0] ?? "", group, period))?.observed ?? null);
    const top = values.reduce<number>((a, b) => Math.max(a, b ?? 0), 0);
    return {
      key: `observed ${group}`,
      head: g === 0 ? "Under observation" : null,
      label: [`up to ${plural(top, "patient")}`, ...(several ? [nameOf(group, g)] : [])].join(" · "),
      colour: "var(--color-edge)",
      values,
      earlier: null,
      most: top,
      quiet: true,
    };
  });
  return (
    <>
      {earlier && <EarlierKey words={earlier.words} />}
      <Strips
        title={title}
        strips={[...strips, ...observed]}
        periods={periods}
        axis={`${unitWords(params).many} from the index day`}
        zero="index day"
        note={(at) => {
          const cell = cellAt(at);
          if (!cell) return { head: "", rows: [] };
          const { event, group, period, rate, events, patients, observed: under } = cell;
          const before = then.get(keyOf(event, group, period ?? undefined));
          return {
            head: `${capital(named(event))}, ${periodWords(period ?? 0, params)}${several ? ` · ${group ?? ""}` : ""}`,
            rows: [
              ["a patient-week", rateWords(rate ?? 0)],
              ["events", count(events ?? 0)],
              ["patients with one", `${count(patients ?? 0)} (${percent((patients ?? 0) / Math.max(1, under ?? 0))})`],
              ["under observation", count(under ?? 0)],
              ...(earlier
                ? [["then, a patient-week", before ? rateWords(before.rate ?? 0) : "not there"] as const]
                : []),
            ],
          };
        }}
        onPick={(at) => {
          const cell = cellAt(at);
          if (cell) onPick(cell);
        }}
      />
    </>
  );
}
