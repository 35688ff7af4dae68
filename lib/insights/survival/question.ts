import { z } from "zod";
import { patternParam } from "../../cohorts/pattern";
import { join, sql } from "../../sql";
import { intervals } from "../../stats/kaplan-meier";
import { breakdownParam, byTrait } from "../breakdown";
import { excludedByReason, excludedStatement } from "../excluded";
import { alongCurves, curvesByGroup } from "../curve-estimates";
import { insight } from "../insight";
import {
  atRisk,
  curveStatement,
  logRankStatement,
  notYet,
  summaryColumns,
  summaryStatement,
  survivalCells,
  survivalColumns,
  tested,
  testColumns,
  type SurvivalCell,
} from "../survival-cells";
import { curvesOf, incidences, summaryOf } from "./curves";
import { outcomesOf } from "./outcomes";
import { eventsOfTimes, readsTimes, times } from "./times";

const params = z.strictObject({
  from: patternParam(
    "From",
    "What starts the clock: the first such event on or after the index day; the index day itself where nothing is named.",
  ),
  to: patternParam(
    "To",
    "The outcome: the first such event from the start on; the end of observation by an event (death, withdrawal, lost) where nothing is named.",
  ),
  competing: patternParam(
    "Competing",
    "Events after which the outcome can no longer come, each type an outcome of its own; none where nothing is named.",
  ),
  censor: patternParam(
    "Censored by",
    "Events after which a patient is no longer followed; only the end of observation where nothing is named.",
  ),
  estimate: z.enum(["survival", "incidence"]).default("survival").meta({
    title: "Estimate",
    description:
      "survival: the share without the outcome, competing events censored (Kaplan–Meier); incidence: the share that has had it, competing events counted as such (Aalen–Johansen).",
  }),
  interval: z.enum(intervals).default("log").meta({
    title: "Limits",
    description: "How the 95 % confidence limits are made.",
  }),
  until: z.number().int().min(0).max(36_525).default(0).meta({
    title: "Until day",
    description: "Where the axis and the restricted mean end; 0: where the curves do.",
  }),
  breakdown: breakdownParam,
});
export type Params = z.infer<typeof params>;
export type Cell = SurvivalCell;

const incidenceColumns = {
  group: "text",
  outcome: "text",
  time: "number",
  at_risk: "integer",
  events: "integer",
  censored: "integer",
  incidence: "number",
  std_error: "number",
  lower: "number",
  upper: "number",
} as const;

/** Time from an event to an event by Kaplan and Meier, or with competing ones by Aalen and Johansen: survfit and survdiff of R's survival. */
export default insight({
  id: "survival",
  title: "Survival",
  params,
  columns: survivalColumns,
  key: ["group", "time"],
  rowColumns: () => ({ started: "date", time: "number", outcome: "text" }),
  breakdown: byTrait,
  patients: times,
  cells({ rows, params }) {
    const [{ label }] = outcomesOf(params);
    const censored = params.estimate === "survival" ? sql`outcome IS DISTINCT FROM ${label}` : sql`outcome IS NULL`;
    return sql`
      SELECT "group", time, ${atRisk(sql`leaving`)}, events, censored, ${notYet}
      FROM (SELECT "group", time, count(*) AS leaving, (count(*) FILTER (outcome = ${label}))::BIGINT AS events, (count(*) FILTER (${censored}))::BIGINT AS censored FROM ${rows} WHERE why IS NULL GROUP BY ALL)
      ORDER BY "group", time`;
  },
  finish: (cells, { params }) => survivalCells(curvesOf(cells, params)),
  also: {
    summary: {
      columns: summaryColumns,
      finish: (cells, { params }) => summaryOf(cells, params),
      members: ({ group }) => sql`r."group" = ${group ?? null} AND r.why IS NULL`,
    },
    logrank: { columns: testColumns, finish: tested },
    incidence: {
      columns: incidenceColumns,
      rows({ rows, params }) {
        const outcomes = join(outcomesOf(params).map(({ label }, place) => sql`(${place}, ${label})`));
        return sql`
          SELECT t."group", v.outcome, t.time, at_risk, coalesce(n.events, 0)::BIGINT AS events, censored,
            NULL::DOUBLE AS incidence, NULL::DOUBLE AS std_error, NULL::DOUBLE AS lower, NULL::DOUBLE AS upper
          FROM (SELECT "group", time, ${atRisk(sql`leaving`)}, censored FROM (
            SELECT "group", time, count(*) AS leaving, (count(*) FILTER (outcome IS NULL))::BIGINT AS censored FROM ${rows} WHERE why IS NULL GROUP BY ALL)) t
          CROSS JOIN (VALUES ${outcomes}) v (place, outcome)
          LEFT JOIN (SELECT "group", time, outcome, count(*) AS events FROM ${rows} WHERE outcome IS NOT NULL GROUP BY ALL) n
            ON n."group" = t."group" AND n.time = t.time AND n.outcome = v.outcome
          ORDER BY t."group", place, t.time`;
      },
      finish: (rows, { params }) => incidences(rows, params.interval),
      members: ({ group, time }) => sql`r."group" = ${group ?? null} AND r.time >= ${time ?? null}`,
    },
    excluded: excludedByReason,
  },
  discloses: {
    cells: curveStatement,
    also: { summary: summaryStatement, logrank: logRankStatement, excluded: excludedStatement },
    curve(merged, params) {
      const cells = survivalCells(curvesOf(merged, params));
      return { cells, also: { summary: summaryOf(merged, params), logrank: tested(cells) } };
    },
  },
  estimates: {
    key: { time: "number" },
    of({ cells }, { params }) {
      const [{ label }] = outcomesOf(params);
      const risen = params.estimate === "incidence";
      return alongCurves(curvesByGroup(cells), { what: `${risen ? "had" : "without"} ${label}`, risen });
    },
  },
  members: ({ group, time }) => sql`r."group" = ${group} AND r.time >= ${time}`,
  reads: readsTimes,
  events: eventsOfTimes,
});
