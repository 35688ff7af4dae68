import { dosesDue, intakes, schedules, taken } from "../projections/doses";
import { dueDoses, owners, said } from "../projections/due";
import { dayNumber } from "../projections/supply";
import { sql, type Sql } from "../sql";
import { ofItems } from "../log/attributes";
import type { PatientsContext } from "./insight";
import { overlap } from "./overlap";
import { clock, type Division } from "./periods";

/** Taking, dosing and timing adherence. */
export const doseMeasures = ["doses", "dosing", "timing"] as const;
export type DoseMeasure = (typeof doseMeasures)[number];

export const isOfDoses = (measure: string): measure is DoseMeasure => doseMeasures.some((one) => one === measure);

type Context = PatientsContext<Division & { items: readonly string[] }>;

/** By how much of the due interval the time since the dose before may differ from it, as EMERGE has it. */
export const tolerance = 0.25;

/** Patient rows (period, denominator, numerator, value) of what is counted day by day: (subject, day, counts). */
const shares = ({ params, dialect, observed }: Context, days: Sql): Sql => sql`
  SELECT subject, period, denominator, numerator, numerator / denominator AS value FROM (
    SELECT subject, period, count(*)::DOUBLE AS denominator, (count(*) FILTER (counts))::DOUBLE AS numerator
    FROM (SELECT d.subject, counts, ${clock(dialect, params).of(sql`day`, sql`index_day`)} AS period FROM (${days}) d JOIN ${observed} o ON o.subject = d.subject)
    GROUP BY subject, period)`;

/** Doses taken of those due (EMERGE taking adherence). */
const fromDoses = (ctx: Context): Sql => {
  const { params, dialect, observed, dataEnd } = ctx;
  const items = ofItems(ctx, params.items);
  const plan = sql`SELECT subject, ${dayNumber(sql`from_day`)} AS from_no, ${dayNumber(sql`to_day`)} AS to_no, ${dayNumber(sql`from_day`)} AS origin, per_day FROM plan WHERE to_day > from_day`;
  const due = (to: Sql) => dosesDue(sql`${to} - origin`, sql`per_day`);
  return sql`WITH plan AS MATERIALIZED (${schedules(ctx, items, dataEnd)}),
    due AS (${overlap(ctx, plan, (from, to) => sql`${due(to)} - ${due(from)}`)}),
    used AS (SELECT subject, period, sum(taken) AS taken FROM (SELECT subject, ${clock(dialect, params).of(sql`day`, sql`index_day`)} AS period, taken
      FROM (${taken(sql`plan`, ctx, items)}) JOIN ${observed} o USING (subject) WHERE day BETWEEN from_day AND to_day) GROUP BY ALL)
    SELECT subject, period, amount::DOUBLE AS denominator, coalesce(taken, 0)::DOUBLE AS numerator, least(1, coalesce(taken, 0) / amount)::DOUBLE AS value
    FROM due LEFT JOIN used USING (subject, period) WHERE amount > 0`;
};

/** Days with exactly the prescribed number of doses of those on which one was due, due doses that are rarer than daily each once (EMERGE dosing adherence). */
const fromDosing = (ctx: Context): Sql => {
  const { observed, events } = ctx;
  const items = ofItems(ctx, ctx.params.items);
  const under = sql`(SELECT e.* FROM ${events} e JOIN ${observed} o ON o.subject = e.subject AND e.day BETWEEN o.from_day AND o.to_day)`;
  return sql`WITH plan AS MATERIALIZED (${schedules(ctx, items, ctx.dataEnd)}), used AS MATERIALIZED (${intakes(sql`plan`, { ...ctx, events: under }, items)})
    ${shares(
      ctx,
      sql`SELECT d.subject, day, coalesce(intakes, 0) = d.due AS counts FROM (${dueDoses(sql`plan`, observed)}) d
        LEFT JOIN used u ON u.subject = d.subject AND u.item IS NOT DISTINCT FROM d.item AND u.starts = d.starts AND u.slot = d.slot`,
    )}`;
};

/** Doses within a quarter of the due interval after the one before, of those whose time since that one is known (EMERGE timing adherence). Events have a clock. */
const fromTiming = (ctx: Context): Sql => {
  const items = ofItems(ctx, ctx.params.items);
  const plan = schedules({ ...ctx, events: ctx.plain }, items, ctx.dataEnd);
  return sql`WITH plan AS MATERIALIZED (${plan}), owned AS MATERIALIZED (${owners(sql`plan`)}), told AS MATERIALIZED (${said(ctx, items, sql`owned`, ctx.observed)})
    ${shares(ctx, sql`SELECT subject, day, abs(deviation) <= ${tolerance + 1e-9} AS counts FROM told WHERE slot IS NOT NULL AND deviation IS NOT NULL`)}`;
};

/** Patient rows (period, denominator, numerator, value) of each. */
export const fromDoseMeasure: Readonly<Record<DoseMeasure, (ctx: Context) => Sql>> = {
  doses: fromDoses,
  dosing: fromDosing,
  timing: fromTiming,
};

/** Why a patient has no value. */
export const withoutDoses: Readonly<Record<DoseMeasure, string>> = {
  doses: "no dose was due",
  dosing: "no dose was due",
  timing: "no dose follows another at a known time",
};

type Reading = { params: { items: readonly string[] } } & Pick<PatientsContext<unknown>, "inRoles" | "terms">;

/** Of which events they are made. */
export const readsDoses = (ctx: Reading): Sql =>
  sql`${ctx.inRoles("order", "stop", "intake", "missed")} AND ${ofItems(ctx, ctx.params.items)}`;
