import type { Dialect } from "../engine/dialect";
import { Failed } from "../failure";
import { eventAttributes, type Words } from "../log/attributes";
import type { InRoles } from "../log/roles";
import { happened } from "../projections/observed";
import { and, id, join, list, none, sql, type Sql } from "../sql";
import type { Criterion, SubjectId, Window } from "./cohort";
import { statedBy } from "./grouped";
import { eventNumbers, matching, type Pattern, type SaidIn, within } from "./pattern";

/** Where a cohort finds what it is made of. */
export type CohortGround = Words & {
  dialect: Dialect;
  inRoles: InRoles;
  /** Events as known at the moment. */
  known: Sql;
  /** One row a patient: (subject, index_day, from_day, to_day). */
  observed: Sql;
  dataEnd: string;
  said: SaidIn;
  /** A trait of patients, or what a column of the files said of them. */
  stated(name: string): Promise<Sql>;
  /** Keys of the patients who bear these ids. */
  patients(ids: readonly SubjectId[]): Sql;
  /** A relation that is worked out once; how it is called from then on. */
  keep(relation: Sql, name: string): Promise<Sql>;
};

/** The candidates (n, subject, index_day, from_day, to_day) that criteria are tried on, and the days that named criteria found. */
export type Trial = { ground: CohortGround; candidates: Sql; cohort: string; anchors: Map<string, Sql> };

/** A predicate over candidates, aliased c; what it cannot tell does not hold. */
type Held = Promise<Sql>;

const inOrder = sql`(e.day, e.occurred_at, e.recorded_at, e.space, e.key)`;

/** A predicate over events, aliased e: those that a pattern means and the data holds; where it names no type, any that happened. */
export async function meant(ground: CohortGround, pattern: Pattern): Promise<Sql> {
  const pieces = await matching(ground, pattern, eventAttributes, ground.said);
  return sql`${pattern.types.length === 0 ? happened(ground) : sql`TRUE`} AND ${pieces} AND e.day <= ${ground.dataEnd}::DATE`;
}

/** Candidates with the day that a window counts from (n, subject, anchor). */
function anchored({ anchors, candidates, cohort }: Trial, of: string): Sql {
  if (of === "index") return sql`(SELECT n, subject, index_day AS anchor FROM ${candidates})`;
  const anchor = anchors.get(of);
  if (!anchor) throw new Failed({ kind: "cohort", cohort, detail: `no earlier criterion is called “${of}”` });
  return sql`(SELECT n, subject, day AS anchor FROM ${candidates} JOIN ${anchor} USING (n))`;
}

const inside = ({ from, to }: Window): Sql =>
  and([
    ...(from === null ? [] : [sql`e.day >= c.anchor + ${from}`]),
    ...(to === null ? [] : [sql`e.day <= c.anchor + ${to}`]),
  ]);

/** Events, aliased e, of candidates, aliased c, in a window. */
const found = (trial: Trial, window: Window, matched: Sql): Sql =>
  sql`FROM ${trial.ground.known} e JOIN ${anchored(trial, window.of)} c ON c.subject = e.subject WHERE ${matched} AND ${inside(window)}`;

const among = (kept: Sql, condition: Sql = sql`TRUE`): Sql => sql`(c.n IN (SELECT n FROM ${kept} WHERE ${condition}))`;

async function ofEvents(trial: Trial, criterion: Extract<Criterion, { kind: "events" }>): Held {
  const { event, window, name, atLeast, atMost } = criterion;
  const kept = await trial.ground.keep(
    sql`SELECT c.n, count(*)::BIGINT AS events, min(e.day) AS day ${found(trial, window, await meant(trial.ground, event))} GROUP BY c.n`,
    "counted",
  );
  if (name !== undefined) trial.anchors.set(name, kept);
  const enough = atLeast > 0 ? among(kept, sql`events >= ${atLeast}`) : sql`TRUE`;
  return atMost === undefined ? enough : sql`(${enough} AND NOT ${among(kept, sql`events > ${atMost}`)})`;
}

async function ofNumber(trial: Trial, criterion: Extract<Criterion, { kind: "number" }>): Held {
  const { event, window, which, of, is } = criterion;
  const number = id("e", eventNumbers[of]);
  const taken = {
    first: sql`arg_min(${number}, ${inOrder})`,
    last: sql`arg_max(${number}, ${inOrder})`,
    least: sql`min(${number})`,
    greatest: sql`max(${number})`,
    mean: trial.ground.dialect.mean(number),
  }[which];
  const matched = sql`${await meant(trial.ground, event)} AND ${number} IS NOT NULL`;
  const kept = await trial.ground.keep(
    sql`SELECT c.n, ${taken} AS number ${found(trial, window, matched)} GROUP BY c.n`,
    "numbers",
  );
  return among(kept, within(sql`number`, is));
}

/** Each event after the one before it, at most so many days later. Of an event only the latest before it that ends such a chain is looked at: the nearest is the one that decides. */
async function ofSequence(
  trial: Trial,
  { events, window, within: near }: Extract<Criterion, { kind: "sequence" }>,
): Held {
  const { ground } = trial;
  let chain: Sql | null = null;
  for (const event of events) {
    const own: Sql = sql`SELECT c.n, e.occurred_at, max(e.day) AS day ${found(trial, window, await meant(ground, event))} GROUP BY c.n, e.occurred_at`;
    const close = near === null ? sql`TRUE` : sql`b.day - p.day <= ${near}`;
    const next: Sql =
      chain === null
        ? own
        : sql`SELECT b.n, b.occurred_at, b.day FROM (${own}) b ASOF JOIN ${chain} p ON b.n = p.n AND b.occurred_at > p.occurred_at WHERE ${close}`;
    chain = await ground.keep(next, "chain");
  }
  return among(chain ?? none);
}

const atIndex = async ({ ground, candidates }: Trial, name: string): Promise<Sql> =>
  ground.keep(
    statedBy(sql`SELECT n, subject AS patient, index_day FROM ${candidates}`, sql`n`, await ground.stated(name)),
    "stated",
  );

async function ofTrait(trial: Trial, { trait, among: values, is }: Extract<Criterion, { kind: "trait" }>): Held {
  return among(
    await atIndex(trial, trait),
    and([
      ...(values ? [sql`value IN ${list(values)}`] : []),
      ...(is ? [within(sql`TRY_CAST(value AS DOUBLE)`, is)] : []),
    ]),
  );
}

/** Whole years between birth and index; where only the year of birth is known, the difference of the years. */
async function ofAge(trial: Trial, { trait, is }: Extract<Criterion, { kind: "age" }>): Held {
  const kept = await atIndex(trial, trait);
  const born = sql`CASE WHEN length(value) = 4 THEN NULL ELSE TRY_CAST(left(value, 10) AS DATE) END`;
  const year = sql`CASE WHEN length(value) = 4 THEN TRY_CAST(value AS INTEGER) END`;
  const age = sql`coalesce(${trial.ground.dialect.fullYears(born, sql`i.index_day`)}, extract(year FROM i.index_day) - ${year})`;
  return sql`(c.n IN (SELECT n FROM ${kept} JOIN ${trial.candidates} i USING (n) WHERE ${within(age, is)}))`;
}

/** What of the candidates a criterion holds for: a predicate over them, aliased c. Each kind of it reads the events once, so the cost is linear in the events and the criteria. */
export async function holds(trial: Trial, criterion: Criterion): Held {
  switch (criterion.kind) {
    case "all":
    case "any": {
      const parts: Sql[] = [];
      for (const one of criterion.of) parts.push(await holds(trial, one));
      return sql`(${join(parts, criterion.kind === "all" ? " AND " : " OR ")})`;
    }
    case "not":
      return sql`(NOT ${await holds(trial, criterion.of)})`;
    case "events":
      return ofEvents(trial, criterion);
    case "number":
      return ofNumber(trial, criterion);
    case "sequence":
      return ofSequence(trial, criterion);
    case "trait":
      return ofTrait(trial, criterion);
    case "age":
      return ofAge(trial, criterion);
    case "observed":
      return sql`(c.index_day - c.from_day >= ${criterion.before} AND c.to_day - c.index_day >= ${criterion.after})`;
    case "subjects":
      return sql`(c.subject IN (${trial.ground.patients(criterion.ids)}))`;
  }
}
