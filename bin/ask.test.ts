import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { DuckDBInstance } from "@duckdb/node-api";
import { z } from "zod";
import { arrowFile, textColumns } from "@/lib/testing/files";
import { simulated } from "@/lib/testing/simulated";
import { ask, demo, rowsOf, shell, slow } from "./testing";

const root = join(import.meta.dirname, "..");
const omop = join(root, "../shared/data/synthea-omop");
const small = simulated<{ files: { study: { patients: number } } }>({ patients: 20, months: 4, seed: 2 });
const few = small.path("events.parquet");
const folder = mkdtempSync(join(tmpdir(), "rivergraph-ask-"));

const ids = ["adherence-over-time", "events-over-time", "retention"];
const headers: Readonly<Record<string, string>> = {
  "events-over-time": "period,group,events,patients",
  "adherence-over-time": "period,group,patients,mean,q1,median,q3,share80",
  retention: "start,period,size,retained",
};

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  small.remove();
});

test("lists every insight with the JSON Schema of its parameters, each with a default", { timeout: slow }, async () => {
  const { code, out, err } = await shell("--list");
  expect([code, err]).toEqual([0, ""]);
  const parameter = z.object({ default: z.unknown() }).refine((value) => "default" in value);
  const listed = z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        params: z.object({ type: z.literal("object"), properties: z.record(z.string(), parameter) }),
      }),
    )
    .parse(JSON.parse(out));
  expect(listed.map(({ id }) => id).filter((id) => ids.includes(id))).toEqual(ids);
});

describe.each(ids)("%s", (id) => {
  test("answers on the demo history without parameters, rows ascending, days ISO", { timeout: slow }, async () => {
    const result = await ask(id, "--data", demo);
    expect([result.code, result.err.split("\n")]).toEqual([
      0,
      [expect.stringMatching(/^\d+ records contradict an earlier one/), ""],
    ]);
    const [header, ...lines] = result.out.trimEnd().split("\n");
    expect(header).toBe(headers[id]);
    expect(lines.length).toBeGreaterThan(10);
    const first = lines.map((line) => line.split(",")[0] ?? "");
    expect(first.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))).toBe(true);
    expect(first).toEqual(first.toSorted());
  });
});

test("a shell sees the same: the answer and its notes, or one sentence and a failure", { timeout: slow }, async () => {
  const question = ["retention", "--data", few, "--params", '{"unit":"month"}'];
  const answered = await shell(...question);
  expect(answered).toEqual(await ask(...question));
  expect([answered.code, answered.out.split("\n")[0]]).toEqual([0, headers["retention"]]);
  const refused = await shell("retention", "--data", join(folder, "nowhere.parquet"));
  expect(refused).toEqual({
    code: 1,
    out: "",
    err: expect.stringMatching(/^“.*nowhere\.parquet” cannot be opened\.\n$/),
  });
});

test("prints patient rows under the ids of the source, and the same cells as JSON", { timeout: slow }, async () => {
  const params = JSON.stringify({ unit: "month" });
  const [rows, cells] = [
    await ask("retention", "--data", few, "--rows", "patients", "--params", params),
    await ask("retention", "--data", few, "--format", "json", "--params", params),
  ];
  expect(rows.out.split("\n")[0]).toBe("subject,start,period,events");
  const patients = rowsOf(rows);
  expect(new Set(patients.map(({ subject }) => subject)).size).toBe(small.truth.files.study.patients);
  expect(patients.every(({ subject }) => /^P\d{5}$/.test(subject ?? ""))).toBe(true);
  const counted = z
    .array(z.object({ start: z.string(), period: z.number(), size: z.number(), retained: z.number() }))
    .parse(JSON.parse(cells.out));
  for (const { start, period, retained } of counted) {
    const behind = patients.filter((row) => row["start"]?.slice(0, 10) === start && Number(row["period"]) === period);
    expect(new Set(behind.map(({ subject }) => subject)).size).toBe(retained);
  }
});

const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

test.each([
  ["an unknown insight", () => ["sorcery", "--data", few], "retention"],
  ["no insight", () => ["--data", few], "Which insight"],
  ["no data", () => ["retention"], "--data"],
  ["a file that is not there", () => ["retention", "--data", join(folder, "nowhere.parquet")], "nowhere.parquet"],
  [
    "a text file named .parquet",
    () => ["retention", "--data", written("text.parquet", "patient,date\n1,2025-01-01\n")],
    "text.parquet",
  ],
  ["an empty file", () => ["retention", "--data", written("empty.parquet", "")], "empty.parquet"],
  ["parameters that are not JSON", () => ["retention", "--data", few, "--params", "{unit: week}"], "JSON"],
  [
    "a value that a parameter does not take",
    () => ["retention", "--data", few, "--params", '{"unit":"fortnight"}'],
    "unit",
  ],
  ["a parameter that there is not", () => ["retention", "--data", few, "--params", '{"untis":"week"}'], "untis"],
  ["an unknown option", () => ["retention", "--data", few, "--colour", "red"], "--colour"],
  ["an unknown format", () => ["retention", "--data", few, "--format", "xml"], "xml"],
  [
    "a mapping that is none",
    () => ["retention", "--data", few, "--mapping", written("mapping.json", '{"version":2}')],
    "mapping",
  ],
  ["a mapping that is not there", () => ["retention", "--data", few, "--mapping", join(folder, "no.json")], "no.json"],
])("says what is wrong with %s in one line and fails", { timeout: slow }, async (_, args, named) => {
  const { code, out, err } = await ask(...args());
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain(named);
  expect(err.trimEnd().split("\n").length).toBe(1);
  expect(err).not.toMatch(/^\s+at |Error:/m);
});

test("holds files against a manifest among them", { timeout: slow }, async () => {
  const manifest = small.path("manifest.json");
  expect((await ask("retention", "--data", few, manifest)).code).toBe(0);
  const said = z
    .object({ files: z.array(z.object({ name: z.string(), sha256: z.string(), rows: z.number() })) })
    .parse(JSON.parse(readFileSync(manifest, "utf8")));
  const [one] = said.files;
  const other = written("other-manifest.json", JSON.stringify({ files: [{ ...one, sha256: "0".repeat(64) }] }));
  const { code, err } = await ask("retention", "--data", few, other);
  expect(code).toBe(1);
  expect(err).toContain("events.parquet");
  expect(err).toContain("other-manifest.json");
  const counted = written("rows-manifest.json", JSON.stringify({ files: [{ ...one, rows: 7 }] }));
  expect((await ask("retention", "--data", few, counted)).err).toContain("not 7");
});

test.skipIf(!existsSync(omop))(
  "answers on OMOP files without a mapping (skipped where ../shared/data/synthea-omop is not there)",
  { timeout: slow },
  async () => {
    const tables = [
      "cdm_source",
      "condition_occurrence",
      "death",
      "drug_exposure",
      "observation",
      "observation_period",
      "person",
      "procedure_occurrence",
      "visit_occurrence",
    ];
    const files = tables.map((table) => join(omop, `${table}.parquet`));
    const adherence = await ask("adherence-over-time", "--data", ...files, "--params", '{"unit":"year"}');
    expect(adherence.code).toBe(0);
    expect(adherence.err).toMatch(/^(\d+) of the \1 events behind this figure state no time of recording/);
    for (const { patients, mean } of rowsOf(adherence)) {
      expect(Number(patients)).toBeGreaterThan(0);
      expect(Number(patients)).toBeLessThanOrEqual(28);
      expect(Number(mean)).toBeGreaterThanOrEqual(0);
      expect(Number(mean)).toBeLessThanOrEqual(1);
    }
    expect(await ask("adherence-over-time", "--data", ...files.toReversed(), "--params", '{"unit":"year"}')).toEqual(
      adherence,
    );
  },
);

test("--since puts the earlier values and the differences beside each cell", { timeout: slow }, async () => {
  const [later, earlier] = ["2025-04-10", "2025-03-10"];
  const told = await ask("events-over-time", "--data", few, "--as-known-at", later, "--since", earlier);
  const [now, then] = [
    rowsOf(await ask("events-over-time", "--data", few, "--as-known-at", later)),
    rowsOf(await ask("events-over-time", "--data", few, "--as-known-at", earlier)),
  ];
  const rows = rowsOf(told);
  expect(rows.length).toBeGreaterThan(now.length - 1);
  expect(rows.map((row) => row["events"]).filter(Boolean)).toEqual(now.map((row) => row["events"]));
  const known = new Map(then.map((row) => [`${row["period"]} ${row["group"]}`, row["events"]]));
  for (const row of rows) {
    const before = known.get(`${row["period"]} ${row["group"]}`) ?? "";
    expect(row["events then"]).toBe(before);
    if (before !== "") expect(Number(row["events difference"])).toBe(Number(row["events"]) - Number(before));
  }
  expect(rows.some((row) => Number(row["events difference"]) > 0)).toBe(true);
});

test("a column that no role reads breaks events down", { timeout: slow }, async () => {
  const rows = ["mild", "severe", "mild", null].map((severity, i) => ({
    event_id: String(i),
    type: "SymptomReported",
    subject: `P${i}`,
    occurred_at: "2025-03-01T10:00:00Z",
    severity,
  }));
  const path = join(folder, "severity.arrow");
  writeFileSync(path, new Uint8Array(await arrowFile("severity.arrow", textColumns(rows)).blob.arrayBuffer()));
  const { code, out } = await ask("events-over-time", "--data", path, "--params", '{"breakdown":"severity"}');
  const answer = ["2025-03-01,mild,2,2", "2025-03-01,severe,1,1", "2025-03-01,–,1,1"];
  expect([code, out.trimEnd().split("\n").slice(1)]).toEqual([0, answer]);
});

test(
  "the statement it prints gives the same cells in DuckDB beside the events it exports",
  { timeout: slow },
  async () => {
    const events = join(folder, "events.parquet");
    const question = ["persistence", "--data", few, "--params", '{"breakdown":"arm"}'];
    const [cells, { out, code }] = await Promise.all([
      ask(...question, "--format", "json"),
      ask(...question, "--sql", "--export-events", events),
    ]);
    expect(code).toBe(0);
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(`SET file_search_path = '${folder}'`);
    const told = (await connection.runAndReadAll(out)).getRowObjectsJson();
    const expected = z
      .array(z.object({ group: z.string(), time: z.number(), at_risk: z.number() }))
      .parse(JSON.parse(cells.out));
    const counted = (rows: readonly Readonly<Record<string, unknown>>[]) =>
      rows.map(({ group, time, at_risk }) => ({ group, time: Number(time), at_risk: Number(at_risk) }));
    expect(expected.length).toBeGreaterThan(10);
    expect(counted(told)).toEqual(counted(expected));
  },
);

test("two cohorts: the second less the first, where the insight estimates something", { timeout: slow }, async () => {
  const cohorts = ["letrozole", "tamoxifen"].flatMap((arm) => {
    const path = join(folder, `${arm}.json`);
    writeFileSync(path, JSON.stringify({ name: arm, criteria: [{ kind: "trait", trait: "arm", among: [arm] }] }));
    return ["--cohort", path];
  });
  const asked = ["retention", "--data", few, ...cohorts];
  const told = await ask(...asked, "--rows", "difference");
  expect(told.err).toMatch(/^At their index days these cohorts differ most in /m);
  const [difference, overall] = [rowsOf(told), rowsOf(await ask(...asked, "--rows", "overall"))];
  expect(difference.length).toBeGreaterThan(1);
  for (const { period, first, second, ...row } of difference) {
    expect([first, second]).toEqual(["letrozole", "tamoxifen"]);
    const share = (group: string) =>
      Number(overall.find((one) => one["period"] === period && one["group"] === group)?.["share"]);
    expect(Number(row["difference"])).toBeCloseTo(share("tamoxifen") - share("letrozole"), 12);
    expect(Number(row["lower"])).toBeLessThanOrEqual(Number(row["difference"]));
    expect(Number(row["upper"])).toBeGreaterThanOrEqual(Number(row["difference"]));
  }
  const one = await ask("retention", "--data", few, ...cohorts.slice(0, 2), "--rows", "difference");
  expect(one).toMatchObject({ code: 1, err: expect.stringMatching(/is of two cohorts: name them/) });
  const without = await ask("attrition", "--data", few, ...cohorts, "--rows", "difference");
  expect(without.err).toMatch(/^--rows of attrition is one of cells, patients/);
});
