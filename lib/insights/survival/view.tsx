"use client";
import { count, percent, tenths } from "../../charts/format";
import { stepAt } from "../../charts/curves";
import { SurvivalCurves } from "../../charts/survival-curves";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import { tooMany, tooManyGroups } from "../excess";
import { daysAlong, lastDay } from "../survival-words";
import { horizonOf } from "../survival-cells";
import { SurvivalSummary } from "../survival-summary";
import { stretchWords } from "../at-risk-words";
import { defineView, type FigureProps } from "../view";
import { curvesOf } from "./curves";
import { definition } from "./definition";
import { falling, keyOfIncidence, rising, rowsByCurve } from "./figure-curves";
import { endLabel, labelOf, names, outcomesOf } from "./outcomes";
import question, { type Params } from "./question";
import { axisWords, competingWords, outcomeWords, startWords, title, withoutWords } from "./words";

const mostTimes = 12_000;

const isIncidence = ({ estimate }: Params) => estimate === "incidence";
const numberOf = (value: Row[string] | undefined) => (typeof value === "number" ? value : null);

function limits({ lower, upper }: Row): string {
  const [low, high] = [numberOf(lower), numberOf(upper)];
  return low === null || high === null ? "not defined" : `${percent(low, 1)} to ${percent(high, 1)}`;
}

const groupOf = ({ group }: Row) => String(group);

function Figure({
  cells,
  also,
  earlier,
  params,
  title: name,
  onPick,
  onPickBeside,
  difference,
}: FigureProps<Params, typeof question.columns>) {
  const incidence = isIncidence(params);
  const label = outcomeWords(params);
  const medians = new Map((also["summary"] ?? []).map(({ group, median }) => [String(group), numberOf(median)]));
  const rows = rowsByCurve(incidence ? (also["incidence"] ?? []) : cells, params, incidence ? keyOfIncidence : groupOf);
  const at = new Map(rows.flatMap(([key, own]) => own.map((row) => [`${row["time"]} ${key}`, row] as const)));
  const curves = incidence ? rising(rows, params, medians) : falling(rows, medians);
  const before = earlier && earlierCurves(earlier.cells, params);
  const then = (key: string, time: number) => {
    const curve = before?.find((one) => one.key === key);
    if (!curve) return "not there";
    const seen = time <= (curve.steps.at(-1)?.time ?? 0);
    return seen ? percent(stepAt(curve, time)?.value ?? curve.start, 1) : "not yet seen";
  };
  return (
    <>
      <SurvivalCurves
        title={name}
        description={`Share of patients ${incidence ? "who have had each outcome" : withoutWords(params)} by ${axisWords(params)}; the table holds every value.`}
        curves={curves}
        axis={axisWords(params)}
        fitted={incidence}
        earlier={earlier && before && { curves: before, words: earlier.words }}
        name={(time) => `day ${tenths(time)}`}
        details={({ key }, { time }) => {
          const row = at.get(`${time} ${key}`);
          if (!row) return [];
          return [
            [
              incidence ? "have had it" : withoutWords(params),
              percent(Number(row[incidence ? "incidence" : "survival"]), 1),
            ],
            ["95 % limits", limits(row)],
            ["at risk", count(Number(row["at_risk"]))],
            [incidence ? "on that day" : label, count(Number(row["events"]))],
            ["censored", count(Number(row["censored"]))],
            ...(before && (!incidence || before.some((one) => one.key === key))
              ? [["then", then(key, time)] as const]
              : []),
          ];
        }}
        onPick={({ key }, { time }) => {
          const row = at.get(`${time} ${key}`);
          if (!row) return;
          if (incidence) onPickBeside("incidence", row, nameOf(row));
          else {
            const cell = cells.find((one) => one.group === row["group"] && (one.time ?? 0) >= time);
            if (cell) onPick({ ...cell, time });
          }
        }}
      />
      {!incidence && outcomesOf(params).length > 1 && (
        <p className="mt-2 text-xs text-soft">
          {`Patients with ${competingWords(params).replaceAll(", ", " or ")} are censored then, as if ${label} could still have come; the incidence counts them as what they had.`}
        </p>
      )}
      {difference()}
      <SurvivalSummary
        summary={also["summary"] ?? []}
        test={also["logrank"] ?? []}
        label={(group) => group}
        event="events"
        mean={`${incidence ? "days lost to it by" : "mean to"} day ${tenths(horizonOf(curvesOf(cells, params), params.until))}`}
        note={
          outcomesOf(params).length > 1
            ? `It compares the hazards of ${label} while nothing else has happened, not the incidences.`
            : ""
        }
      />
    </>
  );
}

/** What the same question gave before; of incidence, the outcome's alone. */
function earlierCurves(cells: readonly Row[], params: Params) {
  const none = new Map<string, number>();
  if (!isIncidence(params)) return falling(rowsByCurve(cells, params, groupOf), none);
  const of = cells.map((row) => ({
    ...row,
    outcome: outcomeWords(params),
    incidence: 1 - Number(row["survival"]),
    lower: null,
    upper: null,
  }));
  return rising(rowsByCurve(of, params, keyOfIncidence), params, none);
}

const nameOf = ({ time, group }: Row) =>
  `at risk on day ${tenths(Number(time))}${group === "all" ? "" : ` · ${String(group)}`}`;

const patternWords = (pattern: Params["to"], nothing: string) => (names(pattern) ? labelOf(pattern) : nothing);

const columns = {
  group: "Group",
  time: "Day",
  at_risk: "At risk",
  events: "Events",
  censored: "Censored",
  survival: "Without the outcome",
  std_error: "Standard error",
  lower: "Lower limit",
  upper: "Upper limit",
};

export const view = defineView(question, {
  section: "Cohorts",
  navTitle: "Survival",
  order: 31,
  summary: "How long it takes from any event to any other, and which of several comes first.",
  title,
  subtitle: (params) =>
    isIncidence(params)
      ? `Share of patients who have had each outcome, by days since ${startWords(params)}; band: 95 % limits, strokes: censored`
      : `Share of patients ${withoutWords(params)}, by days since ${startWords(params)}; band: 95 % limits, strokes: censored`,
  definition,
  excess: (cells, params) => {
    const curves = grouped(cells, ({ group }) => group).size * (isIncidence(params) ? outcomesOf(params).length : 1);
    return tooManyGroups(curves) ?? tooMany(cells.length, mostTimes, "points", null);
  },
  name: nameOf,
  among: (cells) => {
    const [group] = cells.map((cell) => cell.group ?? "all");
    const words = stretchWords(
      cells.map(({ time }) => time ?? 0),
      "at risk on",
    );
    return group === "all" ? words : `${words} · ${group}`;
  },
  nothing: ({ from }) =>
    names(from)
      ? `Nobody has ${labelOf(from)} on or after their index day while observed. Choose another event to start from.`
      : "Nobody is observed. Load a file that holds events of patients.",
  Figure,
  columns,
  rowColumns: () => ({ started: "Start", time: "Days", outcome: "Ended by" }),
  words: { "interval.log-log": "log-log", "until.0": "the last" },
  differences: {
    label: ({ what }) => String(what),
    along: (params) =>
      daysAlong(axisWords(params), (cells) => Math.min(params.until === 0 ? Infinity : params.until, lastDay(cells))),
  },
  tables: {
    incidence: {
      label: "Cumulative incidence",
      when: (params) => isIncidence(params) || outcomesOf(params).length > 1,
      columns: {
        ...columns,
        outcome: "Outcome",
        incidence: "Incidence",
      },
    },
  },
  summaries: (params) => ({
    from: patternWords(params.from, "index day"),
    to: patternWords(params.to, endLabel),
    competing: competingWords(params),
    censor: patternWords(params.censor, endLabel),
  }),
});
