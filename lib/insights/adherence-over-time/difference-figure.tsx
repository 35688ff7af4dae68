"use client";
import { signed, ticksAround, withLimits } from "../../charts/difference";
import { DifferenceOverTime } from "../../charts/difference-over-time";
import { count, percent } from "../../charts/format";
import { Estimates } from "../../charts/estimates";
import { provisionalDay } from "../../charts/provisional";
import { type SummaryCell, SummaryTable } from "../../charts/summary-table";
import type { Row } from "../../engine/decode";
import { groupsOf } from "../cells";
import type { FigureProps } from "../view";
import type { Show } from "./curves";
import { sideOf } from "./compared";
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
  onOpen,
}: Props & { names: readonly [string, string]; of: Of } & Opening) {
  const time = timeOf(params);
  const axis = time.axis(cells.map(({ period }) => period));
  const own = new Map(
    rows.flatMap((row) => (typeof row["period"] === "string" ? [[time.place(row["period"]), row] as const] : [])),
  );
  const at = axis.xs.map((x) => own.get(x) ?? null);
  return (
    <DifferenceOverTime
      label={`${names[0]} less ${names[1]}`}
      axis={axis}
      at={at.map((row) => row && toldOf(row, of))}
      names={names}
      provisionalFrom={time.calendar ? provisionalDay(facts.provisionalFrom, axis.xs, time.unit) : null}
      second={groupsOf(cells).length > 1}
      name={time.name}
      onPick={(index) => {
        const row = at[index];
        if (row) onOpen(row, of, 0);
      }}
    />
  );
}

type Opening = { onOpen(row: Row, of: Of, at: number): void };

const sides = ["first", "second"] as const;
const asides = { mean: "inMean", share: "atThreshold" } as const;

/** How many of a side there are behind a mean or a share. */
const countOf = (row: Row, of: Of, side: (typeof sides)[number]): number =>
  Number(row[of === "mean" ? `n_${side}` : `adherent_${side}`] ?? 0);

/** What was compared with what, in a picture and in numbers. */
export function DifferenceFigure(props: Props) {
  const { rows, params, show, onPickSides } = props;
  const time = timeOf(params);
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
  const open: Opening["onOpen"] = (row, what, at) => {
    const own = sides.filter((side) => countOf(row, what, side) > 0);
    const period = typeof row["period"] === "string" ? time.name(time.place(row["period"])) : null;
    const group = typeof row["group"] === "string" && row["group"] !== "all" ? row["group"] : null;
    onPickSides(
      own.map((side) => {
        const cohort = names[sides.indexOf(side)] ?? "";
        const words = [what === "mean" ? "mean" : `at ${percent(params.threshold)} or more`, period, group, cohort];
        return {
          cohort,
          cell: sideOf(row, side),
          beside: { aside: asides[what], name: words.filter((word) => word !== null).join(" · ") },
        };
      }),
      Math.max(0, own.indexOf(sides[at] ?? "first")),
    );
  };
  const rowOf = (name: string, row: Row, what: Of): readonly [string, ...SummaryCell[]] => {
    const told = toldOf(row, what);
    const valueOf = (value: number | null, at: number): SummaryCell => {
      if (value === null) return "–";
      const [text, patients] = [percent(value, 1), countOf(row, what, sides[at] ?? "first")];
      const words = `${name}, ${names[at] ?? ""}: ${text}, ${count(patients)} patients: show them`;
      return patients === 0 ? text : { text, words, onPick: () => open(row, what, at) };
    };
    return [
      name,
      withLimits({ ...told, why: told.why === none ? null : told.why })
        .replaceAll(" ", "\u00a0")
        .replace("\u00a0(", " ("),
      ...inOrder(valueOf(told.first, 0), valueOf(told.second, 1)),
      groups
        ? inOrder(...told.patients)
            .map(count)
            .join("\u00a0and\u00a0")
        : count(told.patients[0]),
    ];
  };
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
            <OverTime {...props} names={names} of={of} onOpen={open} />
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
              onPick={(index) => {
                const row = whole[index];
                if (row) open(row, of, 0);
              }}
            />
          )}
          <SummaryTable
            label="Comparison in numbers"
            heads={["", `points${none === null ? " (95\u00a0% interval)" : ""}`, ...inOrder(...names), "patients"]}
            rows={
              groups && first
                ? [
                    rowOf("mean of all periods", first, "mean"),
                    rowOf(`of these at ${percent(params.threshold)} or more`, first, "share"),
                  ]
                : whole.flatMap((row) => {
                    const name = row["group"] === "all" ? "all" : String(row["group"]);
                    return [
                      rowOf(`${name}, mean`, row, "mean"),
                      rowOf(`${name}, at ${percent(params.threshold)}`, row, "share"),
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
