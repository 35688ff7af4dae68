"use client";
import { type Differing, signed, ticksAround, withLimits } from "../../charts/difference";
import { DifferenceOverTime } from "../../charts/difference-over-time";
import { count, percent } from "../../charts/format";
import { Estimates } from "../../charts/estimates";
import { provisionalDay } from "../../charts/provisional";
import { SummaryTable } from "../../charts/summary-table";
import type { Row } from "../../engine/decode";
import { groupsOf } from "../cells";
import type { FigureProps } from "../view";
import type { Show } from "./curves";
import { comparing } from "./definition";
import { noInterval, type Of, sideNames, toldOf } from "./difference-words";
import type question from "./question";
import { timeOf } from "./time";
import type { Params } from "./title";

type Props = FigureProps<Params, typeof question.columns> & { rows: readonly Row[]; show: Show };

function OverTime({
  cells,
  rows,
  params,
  facts,
  names,
  of,
  onPick,
}: Props & { names: readonly [string, string]; of: Of }) {
  const time = timeOf(params);
  const axis = time.axis(cells.map(({ period }) => period));
  const at = new Map(
    rows.flatMap((row) => (typeof row["period"] === "string" ? [[time.place(row["period"]), toldOf(row, of)]] : [])),
  );
  return (
    <DifferenceOverTime
      label={`${names[0]} less ${names[1]}`}
      axis={axis}
      at={axis.xs.map((x) => at.get(x) ?? null)}
      names={names}
      provisionalFrom={time.calendar ? provisionalDay(facts.provisionalFrom, axis.xs, time.unit) : null}
      second={groupsOf(cells).length > 1}
      name={time.name}
      onPick={(index) => {
        const [first] = rows.flatMap((row) => row["first"] ?? []);
        const cell = cells.find(({ period, group }) => time.place(period) === axis.xs[index] && group === first);
        if (cell) onPick(cell);
      }}
    />
  );
}

/** What was compared with what, in a picture and in numbers. */
export function DifferenceFigure(props: Props) {
  const { rows, params, show } = props;
  const of = show === "share" ? "share" : "mean";
  const names = sideNames(rows[0], params);
  const groups = rows[0]?.["paired"] !== true;
  const whole = rows.filter((row) => row["period"] === null);
  const [first] = whole;
  const head = names[1] === "" ? "Difference" : `${names[0]} less ${names[1]}`;
  const none = noInterval(rows);
  /** Two cohorts stand in the order asked, though the second is told less the first. */
  const inOrder = <T,>(first: T, second: T): readonly [T, T] =>
    params.compare.what === "none" ? [second, first] : [first, second];
  const what = of === "share" ? `shares at ${percent(params.threshold)} or more` : "means";
  const rowOf = (name: string, told: Differing): readonly [string, ...string[]] => [
    name,
    withLimits({ ...told, why: told.why === none ? null : told.why })
      .replaceAll(" ", "\u00a0")
      .replace("\u00a0(", " ("),
    ...inOrder(told.first, told.second).map((share) => (share === null ? "–" : percent(share, 1))),
    groups
      ? inOrder(...told.patients)
          .map(count)
          .join("\u00a0and\u00a0")
      : count(told.patients[0]),
  ];
  return (
    <section aria-label="Difference" className="mt-6 border-t border-line pt-5">
      <h2>{head}</h2>
      {names[1] === "" ? (
        <p className="mt-1 text-sm">
          {groups
            ? "There is one group only: break down by an attribute to compare two."
            : "There is one period only: take shorter ones to compare two."}
        </p>
      ) : (
        <>
          <p className="mb-2 text-xs text-soft">
            {`Difference of ${what}, in points${none === null ? `; ${groups ? "band" : "bar"}: 95\u00a0% interval` : ""}.${groups ? "" : " The same patients, those with a value in both."}`}
          </p>
          {none !== null && <p className="mb-2 text-sm">{`There is no interval: ${none}.`}</p>}
          {groups ? (
            <OverTime {...props} names={names} of={of} />
          ) : (
            <Estimates
              title={`Difference by group: ${head}`}
              rows={whole.flatMap((row) => {
                const told = toldOf(row, of);
                const group = String(row["group"]);
                return { key: group, label: group === "all" ? "all patients" : group, ...told, text: withLimits(told) };
              })}
              ticks={ticksAround(whole.map((row) => toldOf(row, of)))}
              format={(value) => signed(value, 0)}
            />
          )}
          <SummaryTable
            label="Comparison in numbers"
            heads={["", `points${none === null ? " (95\u00a0% interval)" : ""}`, ...inOrder(...names), "patients"]}
            rows={
              groups && first
                ? [
                    rowOf("mean of all periods", toldOf(first, "mean")),
                    rowOf(`of these at ${percent(params.threshold)} or more`, toldOf(first, "share")),
                  ]
                : whole.flatMap((row) => {
                    const name = row["group"] === "all" ? "all" : String(row["group"]);
                    return [
                      rowOf(`${name}, mean`, toldOf(row, "mean")),
                      rowOf(`${name}, at ${percent(params.threshold)}`, toldOf(row, "share")),
                    ];
                  })
            }
          />
          {params.compare.what === "none" && none === null && (
            <p className="mt-2 text-xs text-soft">{comparing.groups.words}</p>
          )}
        </>
      )}
    </section>
  );
}
