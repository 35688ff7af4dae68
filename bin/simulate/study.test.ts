import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type Table, tableFromIPC } from "apache-arrow";
import { readParquet } from "parquet-wasm/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { simulate } from "./study";

const run = { patients: 40, months: 18, seed: 11, format: "parquet", start: "2025-01-01" } as const;

let folder: string;
let truth: Awaited<ReturnType<typeof simulate>>;
let database: DuckDBConnection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulate-"));
  truth = await simulate({ ...run, out: join(folder, "a") });
  database = await (await DuckDBInstance.create()).connect();
  await database.run("SET TimeZone = 'UTC'");
  await database.run(`CREATE TABLE study AS FROM read_parquet('${join(folder, "a/events.parquet")}')`);
  await database.run(`CREATE TABLE later AS FROM read_parquet('${join(folder, "a/events-v2.parquet")}')`);
}, 60_000);

afterAll(async () => {
  database.closeSync();
  await rm(folder, { recursive: true });
});

const rows = async (sql: string) => (await database.runAndReadAll(sql)).getRowObjectsJson();

function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError(`${JSON.stringify(value)} is no text`);
  return value;
}

/** The numbers of the only row. */
const counts = async (sql: string): Promise<Record<string, number>> =>
  Object.fromEntries(Object.entries((await rows(sql))[0] ?? {}).map(([name, value]) => [name, Number(value)]));

/** The numbers `n` by `key`. */
const perKey = async (sql: string): Promise<Record<string, number>> =>
  Object.fromEntries((await rows(sql)).map(({ key, n }) => [text(key), Number(n)]));

async function hashes(of: string): Promise<Record<string, string>> {
  const names = (await readdir(of)).toSorted();
  const digests = names.map(
    async (name) =>
      [
        name,
        createHash("sha256")
          .update(await readFile(join(of, name)))
          .digest("hex"),
      ] as const,
  );
  return Object.fromEntries(await Promise.all(digests));
}

test("the same arguments give the same bytes, another seed gives others", async () => {
  const first = await hashes(join(folder, "a"));
  await simulate({ ...run, out: join(folder, "b") });
  await simulate({ ...run, seed: 12, out: join(folder, "c") });
  expect(Object.keys(first)).toEqual(["events-v2.parquet", "events.parquet", "manifest.json", "truth.json"]);
  expect(await hashes(join(folder, "b"))).toEqual(first);
  const other = await hashes(join(folder, "c"));
  for (const [name, digest] of Object.entries(first)) expect(other[name]).not.toBe(digest);
});

test("the manifest names both files with their hash and rows", async () => {
  const said: unknown = JSON.parse(await readFile(join(folder, "a/manifest.json"), "utf8"));
  const digests = await hashes(join(folder, "a"));
  const { study, later } = truth.files;
  expect(said).toEqual({
    files: [
      { name: "events.parquet", sha256: digests["events.parquet"], rows: study.rows },
      { name: "events-v2.parquet", sha256: digests["events-v2.parquet"], rows: later.rows },
    ],
  });
});

test("the study's file holds what the truth counts", async () => {
  const said = truth.files.study;
  expect(
    await counts(`
      SELECT count(*) AS rows,
        count(DISTINCT event_id) AS "distinctIds",
        count(DISTINCT subject) AS patients,
        count(*) FILTER (corrects IS NOT NULL AND type <> 'EventRetracted') AS corrections,
        count(*) FILTER (corrects IS NOT NULL AND type = 'EventRetracted') AS retractions,
        count(*) FILTER (recorded_at > occurred_at + INTERVAL 14 DAY) AS "lateRecords",
        count(*) FILTER (recorded_at < occurred_at) AS "recordsBeforeOccurrence",
        count(*) FILTER (subject IS NULL) AS "withoutSubject"
      FROM study`),
  ).toEqual({
    rows: said.rows,
    distinctIds: said.distinctIds,
    patients: said.patients,
    corrections: said.corrections,
    retractions: said.retractions,
    lateRecords: said.lateRecords,
    recordsBeforeOccurrence: said.recordsBeforeOccurrence,
    withoutSubject: 0,
  });
  expect(
    await counts(`
      SELECT sum(n) - count(*) AS duplicates, count(*) - count(DISTINCT content.event_id) AS "sameIdOtherContent"
      FROM (SELECT content, count(*) AS n FROM (SELECT * EXCLUDE (recorded_at, "offset") FROM study) AS content GROUP BY 1)`),
  ).toEqual({ duplicates: said.duplicates, sameIdOtherContent: said.sameIdOtherContent });
  expect(await perKey("SELECT type AS key, count(*) AS n FROM study GROUP BY 1")).toEqual({
    ...said.eventsPerType,
    ...said.unknownTypes,
  });
  expect(await perKey("SELECT zone AS key, count(DISTINCT subject) AS n FROM study GROUP BY 1")).toEqual(
    said.patientsPerZone,
  );
});

test("everything awkward occurs", () => {
  const { study, later } = truth.files;
  const awkward = [
    study.duplicates,
    study.sameIdOtherContent,
    study.corrections,
    study.retractions,
    study.lateRecords,
    study.recordsBeforeOccurrence,
  ];
  for (const n of [...awkward, later.overlap, later.brought.withoutSubject, ...Object.values(study.unknownTypes)])
    expect(n).toBeGreaterThan(0);
});

test("ids run in order of recording, offsets within topic and partition", async () => {
  const firsts = "SELECT event_id, min(recorded_at) AS first FROM study GROUP BY 1";
  expect(
    await counts(
      `SELECT count(*) AS n FROM (SELECT first < lag(first) OVER (ORDER BY event_id) AS back FROM (${firsts})) WHERE back`,
    ),
  ).toEqual({ n: 0 });
  const lanes = `SELECT "offset", recorded_at, row_number() OVER lane - 1 AS place, lag(recorded_at) OVER lane AS before
    FROM study WINDOW lane AS (PARTITION BY topic, "partition" ORDER BY "offset")`;
  expect(await counts(`SELECT count(*) AS n FROM (${lanes}) WHERE "offset" <> place OR recorded_at < before`)).toEqual({
    n: 0,
  });
});

test("what is corrected or retracted was recorded before, of the same patient", async () => {
  expect(
    await counts(`
      SELECT count(*) AS n FROM study AS c LEFT JOIN study AS t ON t.event_id = c.corrects AND t.subject = c.subject
        AND t.recorded_at < c.recorded_at AND (t.type = c.type OR c.type = 'EventRetracted')
      WHERE c.corrects IS NOT NULL AND t.event_id IS NULL`),
  ).toEqual({ n: 0 });
});

test("doses keep to the patient's clock across every change of it", async () => {
  const local = "(timezone(zone, occurred_at))::TIME";
  expect(
    await counts(
      `SELECT count(*) AS n FROM study WHERE type IN ('MedicineTaken', 'MedicineSkipped') AND ${local} < TIME '11:00'`,
    ),
  ).toEqual({ n: 0 });
});

test("nothing happens to a patient after the end", async () => {
  const ends =
    "SELECT subject, min(occurred_at) AS last FROM study WHERE type IN ('PatientDied', 'PatientWithdrawn', 'PatientLost') GROUP BY 1";
  expect(
    await counts(
      `SELECT count(*) AS n FROM study JOIN (${ends}) USING (subject) WHERE occurred_at > last AND type <> 'EventRetracted'`,
    ),
  ).toEqual({ n: 0 });
});

test("the doses that the truth counts are those of the file", async () => {
  const { enteredTwice, retractions, realised } = truth.files.study;
  expect(enteredTwice).toBe(retractions);
  const arms = `SELECT DISTINCT subject, arm FROM study WHERE type = 'PatientEnrolled'`;
  const found = await perKey(`
    SELECT concat(a.arm, ' ', item) AS key, count(DISTINCT event_id) AS n FROM study AS e JOIN (${arms}) AS a USING (subject)
    WHERE type = 'MedicineTaken' AND corrects IS NULL AND event_id NOT IN (SELECT corrects FROM study WHERE type = 'EventRetracted')
    GROUP BY 1`);
  const said = Object.entries(realised).flatMap(([arm, { doses }]) =>
    Object.entries(doses).map(([item, { takenRecorded }]) => [`${arm} ${item}`, takenRecorded]),
  );
  expect(found).toEqual(Object.fromEntries(said));
});

test("the doses that the truth calls due follow from the orders", async () => {
  for (const type of ["TreatmentStopped", "PatientDied", "PatientWithdrawn", "PatientLost"])
    expect(truth.notYetRecorded).not.toHaveProperty(type);
  const due = await perKey(`
    WITH days AS (SELECT *, (timezone(zone, occurred_at))::DATE AS day FROM study WHERE corrects IS NULL),
      started AS (SELECT subject, item, min(day) AS day FROM days WHERE type = 'TreatmentPrescribed' GROUP BY ALL),
      stopped AS (SELECT subject, item, min(day) AS day FROM days WHERE type = 'TreatmentStopped' GROUP BY ALL),
      ended AS (SELECT subject, min(day) AS day FROM days WHERE type IN ('PatientDied', 'PatientWithdrawn', 'PatientLost') GROUP BY ALL)
    SELECT s.item AS key, sum(least(coalesce(p.day, d.day), coalesce(e.day, d.day), d.day) - s.day) AS n
    FROM started AS s LEFT JOIN stopped AS p USING (subject, item) LEFT JOIN ended AS e ON e.subject = s.subject,
      (SELECT DATE '${truth.calendar.lastDay}' + 1 AS day) AS d
    WHERE s.item IN ('letrozole', 'tamoxifen') GROUP BY 1`);
  const { letrozole, tamoxifen } = truth.files.study.realised;
  expect(due).toEqual({ letrozole: letrozole.doses.letrozole?.due, tamoxifen: tamoxifen.doses.tamoxifen?.due });
});

test("the later export overlaps, adds, drops and retypes as the truth says", async () => {
  const { later } = truth.files;
  const names = async (table: string) =>
    Object.fromEntries(
      (await rows(`DESCRIBE ${table}`)).map(({ column_name, column_type }) => [text(column_name), text(column_type)]),
    );
  const [before, after] = [await names("study"), await names("later")];
  expect(Object.keys(after).filter((name) => !(name in before))).toEqual(later.changes.added);
  expect(Object.keys(before).filter((name) => !(name in after))).toEqual(later.changes.dropped);
  expect(
    Object.keys(before)
      .filter((name) => name in after && after[name] !== before[name])
      .toSorted(),
  ).toEqual(Object.keys(later.changes.retyped).toSorted());
  expect(
    await counts(`
      SELECT count(*) AS rows, count(*) FILTER (s.event_id IS NOT NULL) AS overlap, count(*) FILTER (l.subject IS NULL) AS nobody,
        count(DISTINCT l.event_id) FILTER (s.event_id IS NULL) AS ids
      FROM later AS l LEFT JOIN study AS s ON s.event_id = l.event_id::BIGINT AND s.topic = l.topic AND s."partition" = l."partition" AND s."offset" = l."offset"
        AND s.recorded_at = l.recorded_at::TIMESTAMPTZ AND s.subject = l.subject AND s.occurred_at = l.occurred_at
        AND s.dose IS NOT DISTINCT FROM l.dose::DOUBLE AND s.days_supply IS NOT DISTINCT FROM l.days_supply
        AND s.value IS NOT DISTINCT FROM l.value AND s.payload IS NOT DISTINCT FROM l.payload`),
  ).toEqual({
    rows: later.rows,
    overlap: later.overlap,
    nobody: later.brought.withoutSubject,
    ids: later.brought.distinctIds,
  });
  expect(later.rows).toBe(later.overlap + later.brought.rows);
});

const cells = (table: Table) =>
  table.schema.names.map((name) => {
    const column = table.getChild(name);
    return { name, values: Array.from({ length: table.numRows }, (_, i) => String(column?.get(i))) };
  });

test("an Arrow file holds the rows of the Parquet file", async () => {
  await simulate({ ...run, format: "arrow", out: join(folder, "arrow") });
  for (const name of ["events", "events-v2"]) {
    const arrow = tableFromIPC(await readFile(join(folder, `arrow/${name}.arrow`)));
    const parquet = tableFromIPC(readParquet(await readFile(join(folder, `a/${name}.parquet`))).intoIPCStream());
    expect(arrow.schema.fields.map(String)).toEqual(parquet.schema.fields.map(String));
    expect(cells(arrow)).toEqual(cells(parquet));
  }
});
