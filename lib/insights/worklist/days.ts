import { happened } from "../../projections/observed";
import { dayNumber } from "../../projections/supply";
import { sql, type Sql } from "../../sql";
import type { PatientsContext } from "../insight";
import type { Params } from "./params";

export type Context = PatientsContext<Params>;

/** Of which days it is asked who is on the list: `days` (as_of, after), `after` the number of the day after. Where it is one day, `latest` (subject, item, day, broken, missed, due) are the last days of what happened, of doses taken or stopped, of doses skipped and of tasks, so that only what came since has to be put in order. */
export type AsOf = { days: Sql; latest: Sql | null };

/** The day number after a day. */
export const after = (day: Sql): Sql => sql`(${dayNumber(day)} + 1)::INTEGER`;

/** One day, an ISO date. */
export const oneDay = (day: string): Sql => sql`(SELECT ${day}::DATE AS as_of, ${after(sql`${day}::DATE`)} AS after)`;

/** See `AsOf`. One pass over the events. */
export const latest = ({ plain, inRoles, dataEnd }: Context): Sql => sql`
  SELECT subject, item, max(day) AS day, max(day) FILTER (${inRoles("intake", "stop")}) AS broken, max(day) FILTER (${inRoles("missed")}) AS missed, max(day) FILTER (${inRoles("task-due")}) AS due
  FROM ${plain} e WHERE ${happened({ inRoles })} AND day <= ${dataEnd}::DATE GROUP BY subject, item`;
