import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { arrowFile, textColumns, type TextRow } from "@/lib/testing/files";
import { ask, demo, rowsOf, slow } from "./testing";

const folder = mkdtempSync(join(tmpdir(), "rivergraph-notes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("those whom the log says to erase are in no answer, and it says so", { timeout: slow }, async () => {
  const row = (n: number, subject: string, type: string) => ({
    event_id: String(n),
    type,
    subject,
    occurred_at: `2025-03-0${n}T10:00:00Z`,
    recorded_at: `2025-03-0${n}T11:00:00Z`,
  });
  const rows = [row(1, "anna", "SurveyCompleted"), row(2, "bert", "SurveyCompleted"), row(3, "anna", "PatientErased")];
  const path = join(folder, "erasing.arrow");
  writeFileSync(path, new Uint8Array(await arrowFile("erasing.arrow", textColumns(rows)).blob.arrayBuffer()));
  const answer = await ask("events-over-time", "--data", path);
  expect(answer.code).toBe(0);
  expect(answer.err).toContain(
    "1 patient was erased, as the log says: 2 rows were left out. The files are as they were.\n",
  );
  expect(rowsOf(answer).map(({ events, patients }) => [events, patients])).toEqual([["1", "1"]]);
});

test(
  "--from, --until, --types and --sources load that part, and it says how much was left",
  { timeout: slow },
  async () => {
    const bounds = ["--from", "2025-03-01", "--until", "2025-03-31"];
    const types = ["SurveyCompleted", "MedicineTaken"];
    const part = await ask("events-over-time", "--data", demo, ...bounds, "--types", types.join());
    expect(part.code).toBe(0);
    expect(part.err).toMatch(
      /^\d+ of 311375 rows of “events.parquet” were not loaded; 1 of 3 row groups were read\.\n/,
    );
    const whole = rowsOf(await ask("events-over-time", "--data", demo, "--params", JSON.stringify({ types })));
    const march = whole.filter(({ period }) => period === "2025-03-01");
    expect(march).toHaveLength(2);
    expect(rowsOf(part)).toEqual(march);
    for (const [wrong, sentence] of [
      [["--from", "2025-3-1"], "--from and --until take dates, as in --from 2025-01-01."],
      [["--from", "2025-03-02", "--until", "2025-03-01"], "--from is later than --until."],
      [["--types", ","], "--types and --sources take names, as in --types A,B."],
    ] as const) {
      const { code, out, err } = await ask("events-over-time", "--data", demo, ...wrong);
      expect([code, out, err]).toEqual([1, "", `${sentence}\n`]);
    }
    const none = await ask("events-over-time", "--data", demo, "--sources", "nowhere");
    expect([none.code, none.err]).toEqual([1, expect.stringContaining("rows of “events.parquet” were not loaded")]);
  },
);

test("a mapping's upcasts read old rows as current ones, and what they read is a note", { timeout: slow }, async () => {
  const rows = [
    { type: "intake", who: "P1", taken: "2025-03-01T10:00:00Z" },
    { type: "MedicineTaken", who: "P2", at: "2025-03-02T10:00:00Z" },
  ];
  const path = join(folder, "shapes.arrow");
  writeFileSync(path, new Uint8Array(await arrowFile("shapes.arrow", textColumns(rows)).blob.arrayBuffer()));
  const mapping = {
    version: 1,
    name: "shapes",
    type: { from: ["type"] },
    subject: { from: ["who"] },
    occurredAt: { from: ["at"] },
    upcasts: [
      {
        name: "old intake",
        when: { types: ["intake"] },
        type: "MedicineTaken",
        parts: { occurredAt: { from: ["taken"] } },
      },
    ],
  };
  const json = join(folder, "shapes.mapping.json");
  writeFileSync(json, JSON.stringify(mapping));
  const params = ["--params", '{"breakdown":"type","unit":"month"}'];
  const whole = await ask("events-over-time", "--data", path, "--mapping", json, ...params);
  expect([whole.code, whole.out.trimEnd().split("\n").slice(1)]).toEqual([0, ["2025-03-01,MedicineTaken,2,2"]]);
  expect(whole.err.trimEnd().split("\n")).toEqual([
    "1 of 2 rows of “shapes.arrow” were read by the upcast “old intake”.",
    "2 of the 2 events behind this figure state no time of recording; it is taken to be the time of occurrence.",
  ]);
  const part = await ask("events-over-time", "--data", path, "--mapping", json, "--types", "intake", ...params);
  expect([part.code, part.out.trimEnd().split("\n").length]).toEqual([1, 1]);
});

test("what is odd about a moment, a rule or the clocks is a note", { timeout: slow }, async () => {
  const row = (id: string, recorded: string | null, more: TextRow = {}): TextRow => ({
    event_id: id,
    type: "SurveyCompleted",
    subject: "anna",
    occurred_at: "2025-03-01T10:00:00Z",
    recorded_at: recorded,
    source: "clinic",
    corrects: null,
    value: "1",
    ...more,
  });
  const rows = [
    row("1", "2025-03-02T10:00:00Z"),
    row("1", "2025-03-03T10:00:00Z", { value: "2" }),
    row("2", "2025-03-04T10:00:00Z", { corrects: "nobody" }),
    row("3", null),
  ];
  const path = join(folder, "odd.arrow");
  writeFileSync(path, new Uint8Array(await arrowFile("odd.arrow", textColumns(rows)).blob.arrayBuffer()));
  const told = async (...more: string[]) =>
    (await ask("events-over-time", "--data", path, ...more)).err.trimEnd().split("\n");
  const [disputed, idle, clock] = [
    "1 record contradicts an earlier one of the same event;",
    "1 correction or retraction does nothing so far.",
    "1 of the 3 events behind this figure states no time of recording; it is taken to be the time of occurrence.",
  ];
  expect(await told()).toEqual([`${disputed} the latest recorded is used.`, idle, clock]);
  expect(await told("--conflicts", "source:ward,clinic")).toEqual([
    "No event is from the source “ward” that --conflicts names.",
    `${disputed} that of the first source is used.`,
    idle,
    clock,
  ]);
  expect(await told("--as-known-at", "2024-01-01T00:00:00Z")).toEqual([
    "Nothing had been recorded by --as-known-at 2024-01-01T00:00:00.000000Z.",
  ]);
  expect((await told("--as-known-at", "2030-01-01T00:00:00Z"))[0]).toBe(
    "--as-known-at 2030-01-01T00:00:00.000000Z is later than the last record (2025-03-04T10:00:00.000000Z): it is what is known now.",
  );
});
