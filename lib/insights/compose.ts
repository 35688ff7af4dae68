import type { Cohort, SubjectId } from "../cohorts/cohort";
import { entering, trying } from "../cohorts/entering";
import type { Row } from "../engine/decode";
import type { Dialect } from "../engine/dialect";
import type { FileColumn } from "../log/columns";
import type { InRoles } from "../log/roles";
import type { Study } from "../log/study";
import { observed } from "../projections/observed";
import { join, sql, type Sql } from "../sql";
import { byCohort } from "./cohorts";
import { attributeOf, attributesOf, isFileColumn, withColumn } from "./attributes";
import { grouped, together } from "../cohorts/grouped";
import { inColumn, type Stated, statements } from "../log/stated";
import type { AnyInsight, CellsContext, FitContext, Fitted, Moment, PatientsContext, Plan } from "./insight";

/** Where a question finds what it is made of: the tables of the log, or an export of it. */
export type Ground = {
  dialect: Dialect;
  terms: Sql;
  inRoles: InRoles;
  /** Events as known at the moment. */
  known: Sql;
  /** Enough of them to tell when each patient was observed: see `observed`. */
  extremes: Sql;
  /** The known events with the clock that the patient saw. */
  withClock(): Promise<Sql>;
  column(name: string): Promise<FileColumn>;
  /** What was stated of patients under every name: (segment, row, name, value). */
  traits: Stated;
  /** Keys of the patients who bear these ids. */
  bearing(ids: readonly SubjectId[]): Sql;
  /** A relation that is worked out once; how it is called from then on, where it can be by the name given. */
  keep(relation: Sql, name: string): Promise<Sql>;
  /** What an insight's method fits to patient rows; undefined where it has none. */
  fit(of: AnyInsight, ctx: Omit<FitContext<never>, "fold" | "keep">): Promise<Fitted | undefined>;
};

/** A question's relations, its patient rows kept. */
export type Composed = {
  cells: CellsContext<never>;
  patients: PatientsContext<never>;
  /** Of the patient rows, before anybody has a group. */
  patientsSql: Sql;
  rows: Sql;
  /** Who is asked about: (cohort, subject, patient, entry_day, index_day, exit_day). */
  members: Sql;
  fitted: Fitted | undefined;
};

/** Keeps what a plan wants kept, and returns its last step. */
export async function planned(plan: Plan, keep: Ground["keep"]): Promise<Sql> {
  let step = plan;
  while ("keep" in step) step = step.next(await keep(step.keep, "step"));
  return step;
}

/** What is known to have been stated of every trait, kept: a fraction of the log, looked through once for all breakdowns. */
export const traitStatements = ({ keep, traits, known }: Pick<Ground, "keep" | "traits" | "known">): Promise<Sql> =>
  keep(statements(traits, known), "statements");

/** What is known to have been stated of patients under a name that is a trait or a column of the files. */
async function statedUnder(study: Study, ground: Ground, name: string): Promise<Sql> {
  if (isFileColumn(study, name)) return statements(inColumn(await ground.column(name)), ground.known);
  return sql`SELECT * FROM ${await traitStatements(ground)} WHERE name = ${name}`;
}

/** Rows of members with their group: all alike, by cohort, or by what was stated of each. */
function groupsOf(members: Sql, stated: Sql | null, several: boolean, own: boolean): Sql {
  const groups = stated ? grouped(members, stated) : together(members);
  if (!several) return groups;
  return sql`SELECT * REPLACE (${own ? sql`cohort` : sql`cohort || ' · ' || "group"`} AS "group") FROM (${groups})`;
}

/** Cells of an insight by which patients are selected. */
export type Chosen = {
  insight: AnyInsight;
  params: never;
  cohorts: readonly Cohort[];
  cells: readonly Row[];
  within: readonly Chosen[];
};

/** Who every selection holds, (patient). */
async function whoIs(study: Study, moment: Moment, ground: Ground, chosen: readonly Chosen[]): Promise<Sql> {
  const each: Sql[] = [];
  for (const { insight, params, cohorts, cells: picked, within } of chosen) {
    const { rows, members, cells } = await compose(study, insight, { ...moment, params, cohorts }, ground, within);
    const any = join([sql`FALSE`, ...picked.map((cell) => sql`(${insight.members(cell, cells)})`)], " OR ");
    each.push(sql`SELECT m.patient FROM ${rows} r JOIN ${members} m ON m.subject = r.subject WHERE ${any}`);
  }
  return ground.keep(join(each, " INTERSECT "), "selected");
}

/** Observation, members, patient rows and groups of a question at a moment, about cohorts, or about everybody where none is named. Of these only those count whom every selection holds: patient rows are those of all, so that another selection costs a fold. */
export async function compose(
  study: Study,
  insight: AnyInsight,
  moment: Moment & { params: never },
  ground: Ground,
  chosen: readonly Chosen[] = [],
): Promise<Composed> {
  const only = chosen.length > 0 ? await whoIs(study, moment, ground, chosen) : null;
  const { terms, dialect, inRoles } = ground;
  const { params, dataEnd, cohorts } = moment;
  const everybody = await ground.keep(observed({ events: ground.extremes, inRoles }, dataEnd), "observed");
  const entered = await (insight.candidates ? trying : entering)(cohorts, {
    ...ground,
    observed: everybody,
    dataEnd,
    patients: ground.bearing,
    stated: (name) => statedUnder(study, ground, name),
    said: async (name) => {
      const { rows, words } = await ground.column(name);
      return sql`(SELECT segment, row, text FROM ${rows} JOIN ${words} USING (key))`;
    },
  });
  const among = (rows: Sql) =>
    only ? sql`SELECT * FROM (${rows}) WHERE patient IN (SELECT patient FROM ${only})` : rows;
  const members = among(entered.members);
  const breakdown = insight.breakdown(params, attributesOf(study));
  const several = cohorts.length > 1;
  const own = several && (breakdown.by === "none" || ("name" in breakdown && breakdown.name === byCohort));
  const byAttribute = !own && breakdown.by === "attribute";
  const column = byAttribute && isFileColumn(study, breakdown.name) ? await ground.column(breakdown.name) : null;
  const withAttribute = (from: Sql) => (byAttribute && column ? withColumn(from, column) : from);
  const context = { ...moment, dialect };
  const known = entered.events(ground.known);
  const patients = {
    ...context,
    events: withAttribute(insight.localTime?.(params) ? entered.events(await ground.withClock()) : known),
    plain: withAttribute(known),
    terms,
    inRoles,
    observed: entered.observed,
    members: sql`(${entered.members})`,
    traits: ground.traits,
    attribute: byAttribute ? attributeOf(breakdown.name, terms, column) : null,
  };
  const patientsSql = await planned(insight.patients(patients), ground.keep);
  const rowsTable = await ground.keep(patientsSql, "patient rows");
  const stated = own || breakdown.by !== "trait" ? null : await statedUnder(study, ground, breakdown.name);
  const groups = groupsOf(entered.members, stated, several, own);
  const everyone = await ground.keep(groups, "members");
  const groupedMembers = only ? await ground.keep(among(sql`FROM ${everyone}`), "selected members") : everyone;
  const ofRow = byAttribute || breakdown.by === "row";
  const rowGroup = several ? sql`m."group" || ' · ' || coalesce(r.attribute, '–')` : sql`coalesce(r.attribute, '–')`;
  const joined = sql`(SELECT r.*, m.index_day, m.patient, ${ofRow ? rowGroup : sql`m."group"`} AS "group" FROM ${rowsTable} r JOIN ${groupedMembers} m USING (subject))`;
  const inCohort = sql`(SELECT * FROM ${rowsTable} WHERE subject IN (SELECT subject FROM (${members})))`;
  const fitted = await ground.fit(insight, { ...context, rows: inCohort });
  const rows = fitted ? sql`(${fitted.rows(joined)})` : joined;
  return {
    patients,
    patientsSql,
    rows,
    fitted,
    members: sql`(${members})`,
    cells: { ...context, terms, rows, members: groupedMembers },
  };
}
