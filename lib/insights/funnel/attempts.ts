import { id, join, none, sql, type Sql } from "../../sql";
import { lengthOf, numbers, type Params } from "./params";
import { matches, stepEvents, withNames, type Context } from "./steps";
import type { Plan } from "../insight";

const day = (k: number): Sql => id(`day_${k}`);
const moment = (k: number): Sql => id(`moment_${k}`);
const next = (k: number): Sql => id(`next_${k}`);

const ofPatient = sql`PARTITION BY subject ORDER BY place`;
const fromHere = sql`(${ofPatient} DESC ROWS UNBOUNDED PRECEDING)`;
const afterHere = sql`(${ofPatient} DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;

/** The first moment after a row's own at which something voids what began there. */
const voidFrom = ({ exclude }: Params): Sql =>
  exclude.length === 0
    ? sql`NULL::BIGINT`
    : sql`min(moment) FILTER (voids) OVER (PARTITION BY subject ORDER BY moment DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;

const steps = (length: number, of: (k: number) => Sql, from = 1): Sql => join(numbers(from, length).map(of));

/** What each order looks ahead for from an event: the next event of each later step; the events right after it; the first event of each step from it on. */
function ahead({ order }: Params, length: number): Sql {
  switch (order) {
    case "ordered":
      return steps(length, (k) => sql`min(place) FILTER (${matches(k)}) OVER ${afterHere} AS ${next(k)}`, 2);
    case "strict":
      return steps(length, (k) => {
        const there = sql`lead(${matches(k)}, ${k - 1}) OVER (${ofPatient})`;
        return sql`CASE WHEN ${there} THEN lead(day, ${k - 1}) OVER (${ofPatient}) END AS ${day(k)}, CASE WHEN ${there} THEN lead(moment, ${k - 1}) OVER (${ofPatient}) END AS ${moment(k)}`;
      });
    case "any":
      return steps(
        length,
        (k) =>
          sql`min(day) FILTER (${matches(k)}) OVER ${fromHere} AS ${day(k)}, min(moment) FILTER (${matches(k)}) OVER ${fromHere} AS ${moment(k)}`,
      );
  }
}

/** Attempts from their first event on (subject, place, step, start, void): when it comes to each step first, day_k and moment_k. Of ordered steps the next after the one before is followed from step to step. */
function attempts({ order }: Params, length: number, marked: Sql): Sql {
  const about = sql`s.subject, s.place, s.step, s.day AS start, s.void`;
  if (order === "any")
    return sql`SELECT ${about}, s.* EXCLUDE (subject, place, step, void) FROM ${marked} s WHERE step <= ${length}`;
  if (order === "strict")
    return sql`SELECT ${about}, s.* EXCLUDE (subject, place, step, void) FROM ${marked} s WHERE is_1`;
  const at = (k: number): Sql => id(`at_${k}`);
  const joined = numbers(2, length).map((k) => {
    const before = k === 2 ? sql`s` : at(k - 1);
    return sql`LEFT JOIN ${marked} ${at(k)} ON ${at(k)}.subject = ${before}.subject AND ${at(k)}.place = ${before}.${next(k)}`;
  });
  const found = steps(length, (k) => {
    const from = k === 1 ? sql`s` : at(k);
    return sql`${from}.day AS ${day(k)}, ${from}.moment AS ${moment(k)}`;
  });
  return sql`SELECT ${about}, ${found} FROM ${marked} s ${join(joined, " ")} WHERE s.is_1`;
}

/** Each attempt with how far it gets, within the window and before it is void; of any order only those whose first event is of a step that is got to. */
function reaching({ order, window }: Params, length: number, all: Sql): Sql {
  const inTime = (k: number) => (window === 0 ? sql`TRUE` : sql`${day(k)} - start <= ${window}`);
  const fails = numbers(1, length).map(
    (k) => sql`WHEN ${day(k)} IS NULL OR NOT ${inTime(k)} OR coalesce(${moment(k)} > void, FALSE) THEN ${k - 1}`,
  );
  const reached = sql`SELECT *, CASE ${join(fails, " ")} ELSE ${length} END AS reached FROM (${all})`;
  return order === "any" ? sql`SELECT * FROM (${reached}) WHERE step <= reached` : reached;
}

/** A row a patient: the attempt that gets furthest, of several the earliest; nobody's `reached` is 0. Cost: sorting the events of the steps, in strict order all events, and one equi-join for each further step. */
export function furthest(ctx: Context): Plan {
  const { params, members } = ctx;
  const length = lengthOf(params);
  const looking = ahead(params, length);
  return {
    keep: sql`SELECT *, ${voidFrom(params)} AS void${looking.text === "" ? none : sql`, ${looking}`} FROM (${stepEvents(ctx)})`,
    next(marked) {
      const best = sql`SELECT * FROM (${reaching(params, length, attempts(params, length, marked))})
        QUALIFY row_number() OVER (PARTITION BY subject ORDER BY reached DESC, place) = 1`;
      const days = steps(length, (k) => sql`CASE WHEN reached >= ${k} THEN ${day(k)} END AS ${id(`step_${k}`)}`);
      return withNames(
        ctx,
        sql`SELECT m.subject, coalesce(reached, 0)::BIGINT AS reached, start, ${days} FROM ${members} m LEFT JOIN (${best}) b ON b.subject = m.subject`,
      );
    },
  };
}
