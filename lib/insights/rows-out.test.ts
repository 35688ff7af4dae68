import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { cohortOf } from "../cohorts/cohort";
import { decode } from "../engine/decode";
import { toStream } from "../engine/node/arrow";
import { eventsFile, exportedEvents, optionalColumns } from "../export/events";
import { parquetOf } from "../ingest/read/parquet/write";
import { newErasureKey } from "../ingest/read/erase/erasures";
import type { Study } from "../log/study";
import { emptied, engines, loaded, textRowsOf } from "../log/testing";
import { sql } from "../sql";
import { textFile } from "../testing/files";
import { simulated } from "../testing/simulated";
import { ask } from "./ask";
import { membersOut, patientRowsOut } from "./rows-out";
import { standalone } from "./standalone";
import { insightNamed } from "./testing";

const small = simulated<unknown>({ patients: 12, months: 4, seed: 12 });
const folder = mkdtempSync(join(tmpdir(), "rivergraph-leaving-"));
afterAll(() => {
  small.remove();
  rmSync(folder, { recursive: true, force: true });
});

const key = newErasureKey();
const sourceId = /P\d{5}/;

describe.each(Object.entries(engines))("rows that leave, on %s", (_, start) => {
  let study: Study;
  beforeAll(async () => {
    study = await loaded(await emptied(await start()), [await small.file("events.parquet")]);
  }, 120_000);
  afterAll(() => study.engine.close());

  /** The exported file beside a DuckDB that knows nothing of us. */
  async function beside(as: Parameters<typeof exportedEvents>[2]) {
    const { blob } = await exportedEvents(study, parquetOf, as);
    writeFileSync(join(folder, eventsFile), new Uint8Array(await blob.arrayBuffer()));
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(sql`SET file_search_path = ${folder}`.text);
    const rows = async (statement: string) => (await connection.runAndReadAll(statement)).getRowObjectsJson();
    return { connection, rows };
  }
  const all = `SELECT * REPLACE (occurred_at::VARCHAR AS occurred_at) FROM '${eventsFile}' ORDER BY segment, row, known_from`;

  test("events under pseudonyms name nobody, and are the same events", async () => {
    const exact = await (await beside({})).rows(all);
    const dressed = await (await beside({ disguise: { key, shift: false } })).rows(all);
    expect(exact.length).toBeGreaterThan(500);
    expect(JSON.stringify(exact)).toMatch(sourceId);
    expect(JSON.stringify(dressed)).not.toMatch(sourceId);
    expect(dressed.length).toBe(exact.length);
    const pseudonym = (register: unknown, id: unknown) => {
      const hash = createHmac("sha256", Buffer.from(key, "hex"));
      const said = ["patient", String(register), String(id)].join("\0");
      return `p${hash.update(said).digest("hex").slice(0, 16)}`;
    };
    const same = ["type", "item", "occurred_at", "recorded_at", "day", "value", "role", "known_until"];
    const told = (rows: typeof exact, who: (row: (typeof exact)[number]) => unknown) =>
      rows.map((row) => JSON.stringify([who(row), ...same.map((column) => row[column])])).toSorted();
    expect(told(dressed, ({ patient }) => patient)).toEqual(
      told(exact, ({ namespace, patient }) => pseudonym(namespace, patient)),
    );
    // Nothing leads back to where a row lay in its file, or what its source calls it.
    const numbers = new Set(exact.flatMap(({ row, key: number }) => [String(row), String(number)]));
    const led = dressed.filter(
      ({ lane, pos, space, segment, row, key: number }) =>
        lane !== null ||
        pos !== null ||
        [space, segment].some((one) => Number(one) !== 0) ||
        [row, number].some((one) => numbers.has(String(one))),
    );
    expect(led).toEqual([]);
    const places = new Set(dressed.map(({ row, known_from: from }) => `${String(row)} ${JSON.stringify(from)}`));
    expect(places.size).toBe(dressed.length);
    const people = new Set(dressed.map((row) => row["recorded_by"]).filter((person) => person !== null));
    expect([...people].filter((person) => !/^s[0-9a-f]{16}$/.test(String(person)))).toEqual([]);
    expect(new Set(dressed.map(({ patient }) => patient)).size).toBe(study.patients);
  });

  test("a statement gives the same cells beside events under pseudonyms", async () => {
    const { connection } = await beside({ disguise: { key, shift: false } });
    for (const id of ["adherence-over-time", "retention"]) {
      const insight = insightNamed(id);
      const question = { params: {}, knownAt: null };
      const { cells, columns } = await ask(study, insight, question);
      const reader = await connection.runAndReadAll(await standalone(study, insight, question));
      expect(decode(toStream(reader.columnNames(), reader.columnTypes(), reader.getColumns()), columns)).toEqual(cells);
    }
  });

  test("dates that are moved keep what lies between them, and columns that are to stay behind do", async () => {
    const optional = await optionalColumns(study);
    const telling = optional.filter((one) => one.telling).map(({ column }) => column);
    expect(telling).toContain("trait birth_date");
    expect(optional.find(({ column }) => column === "trait arm")?.telling).toBe(false);
    const asked = (more: string) =>
      `SELECT patient, list(day::VARCHAR ORDER BY day) AS days, list(known_from::VARCHAR ORDER BY known_from) AS known, list(DISTINCT "trait birth_date") AS born${more} FROM '${eventsFile}' GROUP BY patient`;
    const exact = await (await beside({})).rows(asked(""));
    const { rows } = await beside({ disguise: { key, shift: true }, without: new Set(["reason", "trait arm"]) });
    const dressed = await rows(asked(", count(reason) AS reasons, count(zone) AS zones, count(local_time) AS clocks"));
    const number = (text: string) => Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000;
    const texts = z.array(z.string().nullable()).transform((all) => all.flatMap((text) => text ?? []));
    const whose = z.object({ days: texts, known: texts, born: texts });
    const firstOf = (row: unknown) => number(whose.parse(row).days[0] ?? "");
    /** How a patient's days lie to each other, whenever they were. */
    const shape = (row: unknown) => {
      const { days, known, born } = whose.parse(row);
      return JSON.stringify(
        [days, known, born.toSorted()].map((all) => all.map((text) => number(text) - firstOf(row))),
      );
    };
    expect(dressed.map(shape).toSorted()).toEqual(exact.map(shape).toSorted());
    const after = new Map(dressed.map((row) => [shape(row), firstOf(row)]));
    const shifts = exact.map((row) => (after.get(shape(row)) ?? NaN) - firstOf(row));
    expect(shifts.every((shift) => shift % 7 === 0 && shift !== 0 && Math.abs(shift) <= 182)).toBe(true);
    const left = dressed.flatMap(({ reasons, zones, clocks }) => [reasons, zones, clocks].map(Number));
    expect(left.every((n) => n === 0)).toBe(true);
    const [columns] = await rows(`SELECT list(name) AS names FROM parquet_schema('${eventsFile}')`);
    expect(JSON.stringify(columns)).not.toContain("trait arm");
    expect(JSON.stringify(columns)).toContain("trait sex");
  });

  const parsed = async (blob: Blob) =>
    Papa.parse<Record<string, string>>(await blob.text(), {
      header: true,
      skipEmptyLines: true,
    }).data;

  test("patient rows behind a cell are as many as it counts, by id or pseudonym", async () => {
    const insight = insightNamed("adherence-over-time");
    const question = { params: {}, knownAt: null };
    const { cells } = await ask(study, insight, question);
    const cell = cells[3] ?? {};
    const own = await patientRowsOut(study, insight, question, cell, { disguise: null });
    const under = await patientRowsOut(study, insight, question, cell, { disguise: { key, shift: true } });
    expect([own.patients, under.patients]).toEqual([cell["patients"], cell["patients"]]);
    const [rows, dressed] = [await parsed(own.blob), await parsed(under.blob)];
    expect([rows.length, dressed.length]).toEqual([own.rows, own.rows]);
    expect(rows.every(({ patient }) => sourceId.test(patient ?? ""))).toBe(true);
    expect(await under.blob.text()).not.toMatch(sourceId);
    const measured = (of: readonly Record<string, string>[]) =>
      of.map((row) => Number(row[own.columns.at(-1) ?? ""])).toSorted((a, b) => a - b);
    expect(measured(dressed)).toEqual(measured(rows));
  });

  test("members leave with their days, once for each time that they entered", async () => {
    const cohort = cohortOf({
      name: '=HYPERLINK("x")',
      entry: { kind: "event", which: "every", event: { types: ["MedicineDispensed"] } },
      criteria: [{ kind: "trait", trait: "sex", among: ["female"] }],
    });
    const asked = { cohorts: [cohort], knownAt: null };
    const { blob, rows, patients } = await membersOut(study, insightNamed("retention"), asked, { disguise: null });
    const found = await parsed(blob);
    expect(found.length).toBe(rows);
    expect(rows).toBeGreaterThan(patients);
    expect(new Set(found.map(({ patient }) => patient)).size).toBe(patients);
    // What a spreadsheet would run as a formula is kept from it.
    expect(found[0]?.["cohort"]).toBe('\'=HYPERLINK("x")');
    expect(found.every(({ entered = "", index = "", left = "" }) => entered <= left && index <= left)).toBe(true);
    const moved = await membersOut(study, insightNamed("retention"), asked, { disguise: { key, shift: true } });
    const leaving = await parsed(moved.blob);
    // Who is still observed at the end of the data all leave on one day, which would tell by how much each is moved.
    expect(leaving.filter(({ left }) => left === "").length).toBe(
      found.filter(({ left }) => left === study.dataEnd).length,
    );
    expect(found.some(({ left }) => left === study.dataEnd)).toBe(true);
    const nobody = { ...asked, knownAt: "1990-01-01" };
    const none = await membersOut(study, insightNamed("retention"), nobody, { disguise: { key, shift: false } });
    expect([none.rows, none.patients]).toEqual([0, 0]);
    expect(await none.blob.text()).toBe("patient,cohort,entered,index,left\r\n");
  });
});

test("a patient's id in the words of an event gives way to the pseudonym", async () => {
  const rows = ["P00001", "P00002", "al"].map((subject, i) => ({
    event_id: String(i),
    type: "SurveyCompleted",
    subject,
    occurred_at: "2025-01-01T10:00:00Z",
    reason: `seen with P00001, of ${subject}`,
    nickname: `the ${subject} one`,
  }));
  const told = await loaded(await emptied(await engines.node()), textFile("told.arrow", rows));
  const { blob } = await exportedEvents(told, parquetOf, { disguise: { key, shift: true } });
  const left = await textRowsOf({ name: "told.parquet", blob });
  const short = left.find((row) => row["column nickname"] === "the al one");
  const first = left.find((row) => row["reason"]?.startsWith("seen with p") === true);
  const second = left.find((row) => row !== first && row !== short);
  expect(first?.["reason"]).toBe(`seen with ${first?.["patient"]}, of ${first?.["patient"]}`);
  expect(first?.["column nickname"]).toBe(`the ${first?.["patient"]} one`);
  // Another patient's id is nothing that a row says of its own: columns of free words are left behind unless somebody wants them.
  expect(second?.["reason"]).toBe(`seen with P00001, of ${second?.["patient"]}`);
  // So short an id stands in other words too.
  expect(short?.["column nickname"]).toBe("the al one");
  await told.engine.close();
});
