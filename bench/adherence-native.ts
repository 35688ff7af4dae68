import { DuckDBInstance } from "@duckdb/node-api";
import { insightNamed } from "@/bin/registry";
import { everybody } from "@/lib/cohorts/entering";
import { duckdbDialect } from "@/lib/engine/duckdb-dialect";
import type { InRoles } from "@/lib/log/roles";
import { observed } from "@/lib/projections/observed";
import { list, sql } from "@/lib/sql";
import { cases } from "./adherence";
import { inOne } from "./in-one";

/** Native DuckDB, one thread: each question as one query over the raw rows of the file; the least of three, in milliseconds. */
const [file = ""] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
const raw = sql`SELECT PATIENT_ID AS subject, CATEGORY AS item, 'MedicineDispensed' AS type, 'supply' AS role, 2 AS kind, 0 AS space, 0::BIGINT AS key, DATE::TIMESTAMP AS occurred_at, DATE AS day,
  DATE::TIMESTAMP AS recorded_at, file_row_number AS row, 0 AS segment, PERDAY AS dose, NULL::DOUBLE AS per_day, DURATION AS days_supply, NULL::DATE AS until_day
  FROM read_parquet(${file}, file_row_number = true)`;
const [span] = (
  await connection.runAndReadAll(sql`SELECT min(DATE)::VARCHAR, max(DATE)::VARCHAR FROM read_parquet(${file})`.text)
).getRows();
const [dataStart = "", dataEnd = ""] = (span ?? []).map(String);
const inRoles: InRoles = (...roles) => (roles.includes("supply") ? sql`role IN ${list(roles)}` : sql`FALSE`);
const times: Record<string, number> = {};
for (const { name, insight: id, params: given } of cases) {
  const insight = await insightNamed(id);
  const params = insight.params.parse(given);
  const base = {
    dataStart,
    dataEnd,
    knownAt: `${dataEnd}T00:00:00Z`,
    cohorts: [],
    params,
    dialect: duckdbDialect,
    terms: sql`terms`,
  };
  const plan = insight.patients({
    ...base,
    events: sql`events`,
    plain: sql`events`,
    inRoles,
    observed: sql`observed`,
    members: sql`(FROM members)`,
    attribute: null,
    traits: { rows: sql`(SELECT NULL AS name WHERE FALSE)`, ofTypes: sql`FALSE` },
  });
  const rows = sql`(SELECT r.*, m.index_day, m.patient, 'all' AS "group" FROM patient_rows r JOIN members m USING (subject))`;
  const statement = sql`WITH events AS (${raw}), observed AS (${observed({ events: sql`events`, inRoles }, dataEnd)}), members AS (${everybody(sql`observed`).members}), patient_rows AS (${inOne(plan)})
    FROM (${insight.cells({ ...base, rows, members: sql`members` })})`;
  let least = Infinity;
  for (let run = 0; run < 3; run++) {
    const started = performance.now();
    await connection.runAndReadAll(statement.text);
    least = Math.min(least, performance.now() - started);
  }
  times[name] = least;
}
process.stdout.write(JSON.stringify(times), () => process.exit());
