"use client";
import { type Curve, stepAt } from "../../charts/curves";
import { count, percent, plural, tenths } from "../../charts/format";
import { SurvivalCurves } from "../../charts/survival-curves";
import { grouped } from "../../group";
import { nothingSupplied, withDurations } from "../duration-words";
import { carryWords, followUpWords, windowSummaries, windowValueWords } from "../supply-words";
import { daysAlong, lastDay } from "../survival-words";
import { tooMany, tooManyGroups } from "../excess";
import { stretchWords } from "../at-risk-words";
import { defineView, type Also, type Definition, type FigureProps } from "../view";
import { inR } from "./in-r";
import { initiationDefinition } from "./initiation-words";
import { isInitiation } from "./groups";
import question, { type Cell, type Params } from "./question";
import { Summary } from "./summary";
import { title } from "./title";
import { curveWords, gapsWords, groupWords, isCompared, labelOf } from "./words";

const mostTimes = 12_000;

/** A share that has not had the event as the curve shows it. */
const shownOf = (params: Params, survival: number) => (isInitiation(params) ? 1 - survival : survival);

function curvesOf(cells: readonly Cell[], params: Params, also: Also): Curve[] {
  const medians = new Map((also["summary"] ?? []).map(({ group, median }) => [String(group), median]));
  return [...grouped(cells, ({ group }) => group ?? "")].map(([group, own]) => {
    const median = medians.get(group);
    return {
      key: group,
      label: labelOf(group, params),
      start: shownOf(params, 1),
      steps: own.map(({ time, survival, at_risk: atRisk, censored, ...cell }) => ({
        time: time ?? 0,
        value: shownOf(params, survival ?? 0),
        ...bandOf(cell, params),
        patients: atRisk ?? 0,
        censored: censored ?? 0,
      })),
      median: typeof median === "number" ? median : null,
    };
  });
}

/** The limits in the order of what is shown; null where they are not defined. */
function bandOf({ lower, upper }: Pick<Cell, "lower" | "upper">, params: Params) {
  if (lower === null || upper === null) return { low: null, high: null };
  const [low, high] = isInitiation(params) ? [upper, lower] : [lower, upper];
  return { low: shownOf(params, low), high: shownOf(params, high) };
}

function limits(cell: Cell, params: Params): string {
  const { low, high } = bandOf(cell, params);
  return low === null || high === null ? "not defined" : `${percent(low, 1)} to ${percent(high, 1)}`;
}

/** The last day on which somebody had a first dispensing, null where nobody had: what comes after is waiting. */
function lastStart(cells: readonly Cell[]): number | null {
  const days = cells.flatMap(({ time, events }) => ((events ?? 0) > 0 ? (time ?? 0) : []));
  return days.length === 0 ? null : Math.max(1, ...days);
}

function Figure({
  cells,
  also,
  earlier,
  params,
  title: name,
  onPick,
  difference,
}: FigureProps<Params, typeof question.columns>) {
  const at = new Map(cells.map((cell) => [`${cell.time} ${cell.group}`, cell]));
  const end = isInitiation(params) ? lastStart(cells) : null;
  const within = cells.filter(({ time }) => end === null || (time ?? 0) <= end);
  const waiting = cells.reduce(
    (sum, { time, censored }) => sum + (end !== null && (time ?? 0) > end ? (censored ?? 0) : 0),
    0,
  );
  const curves = curvesOf(within, params, also);
  const before = earlier && curvesOf(earlier.cells, params, {});
  const then = (key: string, time: number) => {
    const curve = before?.find((one) => one.key === key);
    if (!curve) return "not there";
    const seen = time <= (curve.steps.at(-1)?.time ?? 0);
    return seen ? percent(stepAt(curve, time)?.value ?? curve.start, 1) : "not yet seen";
  };
  const words = curveWords(params);
  return (
    <>
      <SurvivalCurves
        title={name}
        description={`Share of patients ${words.shown} by ${words.axis}; the table holds every value.`}
        curves={curves}
        axis={words.axis}
        earlier={earlier && before && { curves: before, words: earlier.words }}
        name={(time) => `day ${tenths(time)}`}
        details={({ key }, { time }) => {
          const cell = at.get(`${time} ${key}`);
          if (!cell) return [];
          return [
            [words.shown, percent(shownOf(params, cell.survival ?? 0), 1)],
            ["95 % limits", limits(cell, params)],
            [words.atRisk, count(cell.at_risk ?? 0)],
            [words.event, count(cell.events ?? 0)],
            ["censored", count(cell.censored ?? 0)],
            ...(before ? [["then", then(key, time)] as const] : []),
          ];
        }}
        onPick={({ key }, { time }) => {
          const cell = at.get(`${time} ${key}`);
          if (cell) onPick(cell);
        }}
      />
      {end !== null && waiting > 0 && (
        <p className="mt-2 text-xs text-soft">
          {`The axis ends with the last first dispensing, on day ${tenths(end)}; ${plural(waiting, "patient")} without one ${waiting === 1 ? "is" : "are"} seen longer.`}
        </p>
      )}
      {difference()}
      <Summary
        also={also}
        params={params}
        horizon={Math.min(
          ...(end === null ? curves : curvesOf(cells, params, also)).map(({ steps }) => steps.at(-1)?.time ?? Infinity),
        )}
      />
    </>
  );
}

const aheadWords =
  "Groups are made by the measure over all of follow-up, so they are known only at its end: the curves describe, they do not predict.";

const discontinuationDefinition = (params: Params): Definition =>
  withDurations(params.durations, {
    words: [
      "Treatment starts with the first supply and ends where what is in hand runs out before a gap longer than the permissible one.",
      "Who is still on treatment at the end of follow-up is censored then: seen no longer, not counted as stopped.",
      "The mean is restricted: the area under a curve up to the last day that every curve reaches, with its standard error.",
      ...(params.group.measure === "none" ? [] : [aheadWords]),
    ],
    formula: "S(t) = ∏ (1 − d ÷ n) over the days up to t: d stopped on a day, n at risk before it (Kaplan–Meier)",
    inR: inR(params),
    rows: [
      ["permissible gap", gapsWords(params)],
      ["a change of medication", params.medicationChange ? "ends it" : "does not end it"],
      ["carry-over", carryWords(params.carryOver)],
      ["follow-up", followUpWords(params.followUp)],
      ["limits", `95 %, ${params.interval.replace("-", "\u2011")}`],
      ...(params.group.measure === "none" ? [] : [["groups", groupWords(params.group)] as const]),
      ...(isCompared(params) ? [["test", "log-rank"] as const] : []),
    ],
  });

export const view = defineView(question, {
  section: "Adherence",
  navTitle: "Persistence",
  order: 22,
  summary: "How long patients stay on treatment until a gap ends it, and when half have stopped.",
  title,
  subtitle: (params) =>
    isInitiation(params)
      ? "Share of patients to whom a prescribed medicine was dispensed, by days since its first prescription; band: 95 % limits, strokes: censored"
      : `Share of patients still in their first treatment episode; ${params.permissibleGap.every((gap) => gap === 0) ? "any gap ends it" : `a gap of more than ${gapsWords(params)} ends it`}; band: 95 % limits, strokes: censored`,
  definition: (params) => (isInitiation(params) ? initiationDefinition(params) : discontinuationDefinition(params)),
  excess: (cells) =>
    tooManyGroups(grouped(cells, ({ group }) => group).size) ?? tooMany(cells.length, mostTimes, "points", null),
  name: ({ time, group }, params) =>
    `${isInitiation(params) ? "no dispensing before" : "at risk on"} day ${tenths(time ?? 0)}${isCompared(params) ? ` · ${labelOf(group ?? "", params)}` : ""}`,
  among: (cells, params) =>
    `${stretchWords(
      cells.map(({ time }) => time ?? 0),
      isInitiation(params) ? "no dispensing before" : "at risk on",
    )}${isCompared(params) ? ` · ${labelOf(cells[0]?.group ?? "", params)}` : ""}`,
  nothing: ({ items, time, durations }) =>
    time === "initiation"
      ? "Nobody has a first prescription within follow-up. Change follow-up or the medicines, or load a file that holds prescriptions."
      : nothingSupplied(
          durations,
          items.length > 0
            ? "Nobody was supplied with the chosen medicines within follow-up. Choose others, or all of them."
            : "Nobody has a supply within follow-up: a dispensing, or a prescription with days supplied. Change follow-up, or load a file that holds dispensings.",
        ),
  Figure,
  columns: {
    group: "Group",
    time: "Day",
    at_risk: "At risk",
    events: "Stopped",
    censored: "Censored",
    survival: "Still on treatment",
    std_error: "Standard error",
    lower: "Lower limit",
    upper: "Upper limit",
  },
  renamed: (params) =>
    isInitiation(params) ? { at_risk: "Without", events: "Dispensed", survival: "Without a dispensing after" } : {},
  rowColumns: (params) =>
    isInitiation(params)
      ? { attribute: "Medicine", prescribed: "Prescribed", time: "Days", ended: "Dispensed" }
      : { gap: "Permissible gap", time: "Days to its end", ended: "Stopped" },
  words: {
    ...windowValueWords,
    "permissibleGap.0": "any gap",
    "group.measure.none": "none",
    "interval.log-log": "log-log",
  },
  differences: {
    label: ({ curve, what }, params) => `${labelOf(String(curve), params)}, ${String(what)}`,
    along: (params) =>
      daysAlong(curveWords(params).axis, (cells) =>
        lastDay(isInitiation(params) ? cells.filter(({ events }) => Number(events) > 0) : cells),
      ),
  },
  summaries: (params) => ({
    ...windowSummaries(params),
    group: groupWords(params.group),
    ...(isInitiation(params) && { followUp: followUpWords(params.followUp, "first prescription") }),
  }),
});
