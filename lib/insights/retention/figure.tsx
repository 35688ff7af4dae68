import { count, percent } from "../../charts/format";
import { endOf, periodName, periodWords } from "../../charts/period";
import { RetentionGrid } from "../../charts/retention-grid";
import { TimeSeries } from "../../charts/time-series";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import { groupsOf, placeOf } from "../cells";
import type { FigureProps } from "../view";
import { overall } from "./overall";
import { daysOf, isElapsed, type Params } from "./params";
import type question from "./question";
import { lengthWords, spanWords, type Cell } from "./title";

type Props = FigureProps<Params, typeof question.columns>;

const dayMs = 86_400_000;
const groupIn = (cell: Pick<Cell, "group">) => cell.group ?? "all";
const keyOf = (cell: Cell) => `${groupIn(cell)} ${cell.start}`;

/** The day after period n of all who started in a period, in UTC milliseconds. */
const endAfter = (start: number, n: number, params: Params) =>
  isElapsed(params) ? endOf(start, 0, params.unit) + (n + 1) * daysOf(params) * dayMs : endOf(start, n, params.unit);

/** What the axis of time since a start counts. */
export const axisWords = (params: Params) =>
  isElapsed(params) ? `periods of ${lengthWords(params)} since start` : `${periodWords[params.unit].many} since start`;

const shareTicks = [0, 0.25, 0.5, 0.75, 1];

/** The share retained of all starts together, by periods since then. */
function Curves({ cells, earlier, params, title, onPickBeside }: Props) {
  const rows = overall(cells);
  const before = overall(earlier?.cells ?? []);
  const last = Math.max(0, ...rows.map(({ period }) => period));
  const xs = Array.from({ length: last + 1 }, (_, n) => n);
  const at = (of: typeof rows, group: string, period: number) =>
    of.find((row) => row.group === group && row.period === period);
  const linesOf = (of: typeof rows) =>
    [...grouped(rows, ({ group }) => group).keys()].map((group) => ({
      key: group,
      label: group,
      values: xs.map((period) => {
        const row = at(of, group, period);
        return row?.share == null ? null : { value: row.share, low: null, high: null, patients: row.size };
      }),
    }));
  const what = params.kind === "recurring" ? "starts" : "patients";
  return (
    <TimeSeries
      title={`${title}: all starts together`}
      description={`Share active by ${axisWords(params)}, each start weighing as many as started; the table holds every value.`}
      axis={{ kind: "count", xs, label: axisWords(params) }}
      lines={linesOf(rows)}
      earlier={earlier && { lines: linesOf(before), words: earlier.words }}
      domain={[0, 1]}
      ticks={shareTicks}
      format={(value) => percent(value)}
      provisionalFrom={null}
      second
      name={(n) => `${spanWords(n, params)} after start`}
      details={({ key }, n) => {
        const row = at(rows, key, n);
        const then = at(before, key, n)?.share;
        return [
          ["active", percent(row?.share ?? 0, 1)],
          [what, `${count(row?.retained ?? 0)} of ${count(row?.size ?? 0)}`],
          ...(earlier ? ([["then", then == null ? "not there" : percent(then, 1)]] as const) : []),
        ];
      }}
      onPick={({ key }, n) => {
        const row: Row | undefined = at(rows, key, n);
        if (row)
          onPickBeside("overall", row, `All starts${key === "all" ? "" : ` · ${key}`}, ${spanWords(n, params)} later`);
      }}
    />
  );
}

export function Figure(props: Props) {
  const { cells, earlier, params, facts, title, onPick, difference } = props;
  const { unit } = params;
  const from = facts.provisionalFrom === null ? Infinity : Date.parse(facts.provisionalFrom);
  const before = new Map(earlier?.cells.map((cell) => [`${keyOf(cell)} ${cell.period}`, cell.retained]));
  const groups = groupsOf(cells.map((cell) => ({ group: groupIn(cell) })));
  const rows = groups.flatMap((group) => {
    const own = grouped(
      cells.filter((cell) => groupIn(cell) === group),
      keyOf,
    );
    return [...own].map(([key, row], i) => {
      const start = placeOf(row[0]?.start ?? null, "calendar");
      const retained = new Map(row.map((cell) => [cell.period ?? 0, cell.retained]));
      const periods = Array.from({ length: Math.max(0, ...retained.keys()) + 1 }, (_, period) => period);
      return {
        key,
        head: i === 0 && (groups.length > 1 || group !== "all") ? group : null,
        label: periodName(start, unit),
        size: row[0]?.size ?? 0,
        retained: periods.map((period) => retained.get(period) ?? null),
        provisional: periods.map((period) => endAfter(start, period, params) > from),
        ...(earlier && { earlier: periods.map((period) => before.get(`${key} ${period}`) ?? null) }),
      };
    });
  });
  return (
    <>
      <Curves {...props} />
      {difference()}
      <div className="mt-5">
        <RetentionGrid
          title={title}
          axis={axisWords(params)}
          rowHead={params.kind === "recurring" ? "start in" : "first event in"}
          rows={rows}
          onPick={({ key }, period) => {
            const cell = cells.find((one) => keyOf(one) === key && one.period === period);
            if (cell) onPick(cell);
          }}
        />
      </div>
    </>
  );
}
