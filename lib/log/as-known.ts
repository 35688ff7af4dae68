import { decode } from "../engine/decode";
import { sql } from "../sql";
import { knownAt } from "./known";
import { momentOf } from "./moment";
import { standing, table } from "./schema";
import { dayOf, type Study } from "./study";

/** The log as it was known at a moment. Counts take every version recorded by then; the digest stands for those that held, and for nothing that was recorded later. */
export type Known = {
  /** ISO UTC to the microsecond, never past the log's now. */
  moment: string;
  digest: string;
  /** The first local day of an event, empty where none was recorded yet; the local day of the moment. */
  dataStart: string;
  dataEnd: string;
  events: number;
  /** Events that the log holds and that were recorded after the moment. */
  later: number;
  patients: number;
  conflicts: number;
  /** Patients of whom something was recorded by the day of the moment, and who were erased since; none where the moment is the log's now. */
  erased: number;
  /** Events whose time of recording is taken to be that of occurrence. */
  assumed: number;
};

const nothing: Known = {
  moment: "",
  digest: "",
  dataStart: "",
  dataEnd: "",
  events: 0,
  later: 0,
  patients: 0,
  conflicts: 0,
  erased: 0,
  assumed: 0,
};

const states = new WeakMap<Study, Map<string, Promise<Known>>>();
const kept = sql`standing <> ${standing.duplicate}`;

const erasedSince = ({ erased: { erased }, now, zone }: Study, moment: string): number =>
  moment === (momentOf(now, zone) ?? now)
    ? 0
    : erased.filter(({ known }) => known !== null && known <= moment.slice(0, 10)).length;

async function read(study: Study, moment: string): Promise<Known> {
  const { engine, zone } = study;
  const by = sql`recorded_at <= ${moment}::TIMESTAMP`;
  const [counts] = decode(
    await engine.query(sql`
      SELECT (count(*) FILTER (${by}))::BIGINT AS events, (count(*) FILTER (NOT ${by}))::BIGINT AS later, count(DISTINCT subject) FILTER (${by})::BIGINT AS patients,
        (count(*) FILTER (${by} AND standing = ${standing.conflict}))::BIGINT AS conflicts, (count(*) FILTER (${by} AND recorded_assumed))::BIGINT AS assumed,
        min(day) FILTER (${by} AND coalesce(role, '') <> 'trait') AS first
      FROM ${table("received")} LEFT JOIN ${table("roles")} USING (type) WHERE ${kept}`),
    {
      events: "integer",
      later: "integer",
      patients: "integer",
      conflicts: "integer",
      assumed: "integer",
      first: "date",
    },
  );
  const [state] = decode(
    await engine.query(sql`
      SELECT coalesce(sum(said), 0)::VARCHAR || '-' || coalesce(sum(n), 0)::VARCHAR || '-' || coalesce(sum(hash(text, role)::HUGEINT), 0)::VARCHAR AS digest
      FROM (SELECT type, role, count(*) AS n, sum(hash(space, key, content, recorded_at, recorded_assumed, day)::HUGEINT) AS said FROM ${knownAt(moment)} LEFT JOIN ${table("roles")} USING (type) GROUP BY ALL)
      JOIN ${table("terms")} ON key = type`),
    { digest: "text" },
  );
  return {
    moment,
    digest: `${state?.digest ?? ""} ${zone}`,
    dataStart: counts?.first ?? "",
    dataEnd: dayOf(study, moment),
    events: counts?.events ?? 0,
    later: counts?.later ?? 0,
    patients: counts?.patients ?? 0,
    conflicts: counts?.conflicts ?? 0,
    erased: erasedSince(study, moment),
    assumed: counts?.assumed ?? 0,
  };
}

/** What the log knows now, which its snapshot says. */
const asOfNow = (study: Study, now: string): Known => ({
  moment: now,
  digest: `now ${study.digest}`,
  dataStart: study.dataStart,
  dataEnd: study.dataEnd,
  events: study.events,
  later: 0,
  patients: study.patients,
  conflicts: study.segments.reduce((sum, { counts }) => sum + counts.conflicts, 0),
  erased: 0,
  assumed: study.recordedAssumed,
});

/** What the log knew at a moment (ISO, or null for now), worked out once for each; a log without events knows nothing. Two passes over the log, none for now. */
export async function asKnown(study: Study, at: string | null): Promise<Known> {
  if (study.now === "") return nothing;
  const now = momentOf(study.now, study.zone) ?? study.now;
  if (at === null) return asOfNow(study, now);
  const given = momentOf(at, study.zone) ?? now;
  const moment = given < now ? given : now;
  const moments = states.get(study) ?? new Map<string, Promise<Known>>();
  states.set(study, moments);
  const found = moments.get(moment);
  if (found) return found;
  const state = read(study, moment);
  moments.set(moment, state);
  state.catch(() => moments.delete(moment));
  return state;
}
