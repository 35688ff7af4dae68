import type { Row } from "../../engine/decode";
import type { Statement } from "../../export/statement";
import { table } from "../../log/schema";
import { sql, type Sql } from "../../sql";
import { centred, deviation } from "../deviation";
import { excludedStatement } from "../excluded";
import type { Aside, Discloses, Estimates } from "../insight";

/** Patients that a swimmer plot can show legibly. */
const mostLanes = 40;

/** Episodes of some patients, spread evenly over all in order of their days on treatment; days count from each patient's first episode. For the screen alone: these are patient rows. */
export const lanes: Aside<unknown> = {
  columns: {
    lane: "integer",
    subject: "integer",
    id: "text",
    namespace: "text",
    group: "text",
    episode: "integer",
    from: "number",
    to: "number",
    item: "text",
    switched: "boolean",
    ended: "boolean",
    of: "integer",
  },
  rows: ({ rows, terms }) => sql`
    WITH persons AS (SELECT subject, patient, "group", min(start) AS first, sum(duration) AS treated, max("end") - min(start) AS span FROM ${rows} WHERE episode IS NOT NULL GROUP BY ALL),
    placed AS (SELECT p.*, s.id, s.namespace, row_number() OVER (ORDER BY treated DESC, span DESC, s.namespace, s.id) AS place, count(*) OVER () AS n FROM persons p JOIN ${table("subjects")} s ON s.key = p.patient),
    chosen AS (SELECT *, row_number() OVER (ORDER BY place) AS lane FROM placed WHERE n <= ${mostLanes} OR floor(place * ${mostLanes} / n) > floor((place - 1) * ${mostLanes} / n))
    SELECT lane::BIGINT AS lane, c.subject::BIGINT AS subject, c.id, c.namespace, c."group", r.episode::BIGINT AS episode, (r.start - c.first)::DOUBLE AS "from", (r.start - c.first) + r.duration AS "to",
      t.text AS item, r.switched, r.ended, n::BIGINT AS of
    FROM chosen c JOIN ${rows} r USING (subject) LEFT JOIN ${terms} t ON t.key = r.item ORDER BY lane, episode`,
};

/** What became of the patients of each group; treatment-free days are those between a patient's episodes, their share is of the days from the start of the first to the end of the last, each patient weighing the same. */
export const summary: Aside<unknown> = {
  columns: {
    group: "text",
    patients: "integer",
    episodes: "integer",
    restarted: "integer",
    switched: "integer",
    free: "number",
    treated: "number",
    free_share: "number",
    free_sd: "number",
  },
  rows: ({ rows, dialect }) => sql`
    WITH persons AS (SELECT subject, "group", count(*) AS episodes, bool_or(episode > 1 AND NOT switched) AS restarted, bool_or(switched) AS switched,
        sum(duration) AS treated, max("end") - min(start) - sum(duration) AS free, max("end") - min(start) AS span FROM ${rows} WHERE episode IS NOT NULL GROUP BY ALL),
    freed AS (SELECT *, coalesce(greatest(0, free) / nullif(span, 0), 0) AS part FROM persons)
    SELECT "group", count(*)::BIGINT AS patients, sum(episodes)::BIGINT AS episodes, (count(*) FILTER (restarted))::BIGINT AS restarted, (count(*) FILTER (switched))::BIGINT AS switched,
      ${dialect.quantile(sql`free`, 0.5)}::DOUBLE AS free, ${dialect.quantile(sql`treated`, 0.5)}::DOUBLE AS treated,
      ${dialect.mean(sql`part`)} AS free_share, ${deviation(dialect, sql`part`)} AS free_sd FROM ${centred(dialect, sql`freed`, sql`"group"`, sql`part`)} GROUP BY "group" ORDER BY "group"`,
  members: ({ group }) => sql`r."group" = ${group ?? null} AND r.episode IS NOT NULL`,
};

/** How long episodes last is not known of all: compared is who starts again and who switches, and how much of the time in between is without treatment. */
export const estimates: Estimates<unknown> = {
  key: {},
  of: ({ also }) =>
    (also["summary"] ?? []).flatMap((row) => {
      const n = Number(row["patients"]);
      const own = (aside: string) => ({ cohort: String(row["group"]), at: {}, from: { aside, row } });
      const share = (name: string) => ({ kind: "share", count: Number(row[name]), n }) as const;
      const sd = typeof row["free_sd"] === "number" ? row["free_sd"] : null;
      return [
        { ...own("restarted"), what: "start again after a gap", estimate: share("restarted") },
        { ...own("switched"), what: "switch", estimate: share("switched") },
        {
          ...own("summary"),
          what: "share of time without treatment",
          estimate: { kind: "mean", mean: Number(row["free_share"]), sd, n },
        },
      ];
    }),
};

/** Who starts again, and who switches. */
export const behind = {
  restarted: ({ group }: Row): Sql => sql`r."group" = ${group ?? null} AND r.episode > 1 AND NOT r.switched`,
  switched: ({ group }: Row): Sql => sql`r."group" = ${group ?? null} AND r.switched`,
};

const ofGroup = (...columns: readonly string[]): Pick<Statement, "names" | "parted"> => ({
  names: ["group"],
  parted: [{ by: "group", counts: columns }],
});

/** An episode is switched to or ended at most once for each patient who has one of that number. */
export const discloses: Discloses<unknown> = {
  cells: {
    key: ["group", "episode"],
    ...ofGroup("patients", "switched", "ended"),
    counts: { patients: {}, switched: { of: "patients" }, ended: { of: "patients" } },
    rests: { q1: ["patients"], median: ["patients"], q3: ["patients"] },
  },
  also: {
    summary: {
      key: ["group"],
      ...ofGroup("patients", "restarted", "switched"),
      counts: { patients: {}, restarted: { of: "patients" }, switched: { of: "patients" } },
      rests: Object.fromEntries(
        ["episodes", "free", "treated", "free_share", "free_sd"].map((name) => [name, ["patients"]]),
      ),
    },
    excluded: excludedStatement,
  },
};
