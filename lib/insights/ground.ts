import type { SubjectId } from "../cohorts/cohort";
import { amongIds } from "../cohorts/ids";
import type { Place } from "../engine/queue";
import type { Known } from "../log/as-known";
import { fileColumn } from "../log/columns";
import { extremesAt, knownAt, type Reading } from "../log/known";
import { withLocalTime } from "../log/local-time";
import { inRoles } from "../log/roles";
import { table } from "../log/schema";
import { allTraits } from "../log/stated";
import type { Study } from "../log/study";
import { sql, type Sql } from "../sql";
import type { Ground } from "./compose";
import { fold } from "./fold";
import { materialise } from "./materialise";

const bearing = (ids: readonly SubjectId[]): Sql =>
  sql`SELECT key FROM ${table("subjects")} WHERE ${amongIds(ids, sql`namespace`, sql`id`)}`;

/** The tables of the log as they were known, and what was worked out from them before. */
export function inLog(study: Study, known: Known, reading: Reading, stop: Place, hold: Set<string>): Ground {
  const { engine } = study;
  const { moment, digest, dataStart, dataEnd } = known;
  const all = knownAt(moment, reading);
  const keep = (relation: Sql) => materialise(engine, digest, relation, stop, hold);
  return {
    dialect: engine.dialect,
    terms: table("terms"),
    inRoles: inRoles(study.roles),
    known: all,
    extremes: extremesAt(moment, dataEnd, reading),
    withClock: () => withLocalTime(study, all, { from: dataStart || dataEnd, to: dataEnd }, stop.signal),
    column: (name) => fileColumn(study, name, stop.signal),
    traits: allTraits(study),
    bearing,
    keep,
    fit: async (of, ctx) =>
      of.fit?.({
        ...ctx,
        fold: (statement, columns) => fold(engine, digest, statement, columns, stop),
        keep,
      }),
  };
}
