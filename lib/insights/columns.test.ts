import { Float64, vectorFromArray } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Row } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { fileColumns } from "../log/columns";
import { extend } from "../log/extend";
import type { Study } from "../log/study";
import { emptied, engines, loaded } from "../log/testing";
import { arrowFile, parquetFile, textColumns, type TextRow } from "../testing/files";
import { ask } from "./ask";
import { behind, eventsBehind } from "./behind";
import { changes } from "./changes";
import { insightNamed } from "./testing";

const grades = ["mild", "moderate", null, "severe"];
const at = (i: number) => `2025-0${1 + (i % 4)}-1${i % 9}T08:00:00Z`;

const rows = (from: number, count: number): TextRow[] =>
  Array.from({ length: count }, (_, n) => from + n).map((i) => ({
    event_id: String(i),
    type: i % 3 === 0 ? "DrugDispensed" : "SymptomReported",
    subject: `P${i % 6}`,
    occurred_at: at(i),
    severity: grades[i % 4] ?? null,
    site: `site ${i % 2}`,
    note: `note ${i}`,
  }));

const one = rows(0, 120);
const columns = {
  ...textColumns(one),
  cycle: vectorFromArray(
    one.map((_, i) => (i % 5) / 2),
    new Float64(),
  ),
};
const first = arrowFile("one.arrow", columns);
const two = rows(120, 60);

/** Events by month and value, counted from the rows themselves. */
function counted(all: readonly TextRow[], column: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const row of all) {
    const key = `${row["occurred_at"]?.slice(0, 7)} ${row[column] ?? "–"}`;
    found[key] = (found[key] ?? 0) + 1;
  }
  return found;
}

const activity = insightNamed("events-over-time");
const asking = (breakdown: string) => ({ params: { breakdown }, knownAt: null });

async function answered(study: Study, column: string): Promise<Record<string, number>> {
  const { cells } = await ask(study, activity, asking(column));
  return Object.fromEntries(
    cells.map(({ period, group, events }) => [`${String(period).slice(0, 7)} ${group}`, Number(events)]),
  );
}

describe.each(Object.entries(engines))("columns that no role reads, on %s", (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  test("are known by name, and break events down as the files say", async () => {
    const study = await loaded(await emptied(engine), [first]);
    expect(fileColumns(study)).toEqual(["cycle", "note", "severity", "site"]);
    expect(await answered(study, "severity")).toEqual(counted(one, "severity"));
    const cycles = one.map((row, i) => ({ ...row, cycle: String((i % 5) / 2) }));
    expect(await answered(study, "cycle")).toEqual(counted(cycles, "cycle"));
  });

  test("also of files that are added, of another format, and of a part of one", async () => {
    const study = await loaded(await emptied(engine), [first]);
    await answered(study, "severity");
    const later = parquetFile("two.parquet", textColumns(two));
    const part = [{ from: null, until: "2025-02-28", types: null, sources: null }];
    const more = await loaded(study, [{ ...later, subset: part }]);
    const early = two.filter((row) => (row["occurred_at"] ?? "") < "2025-03-01");
    expect(await answered(more, "severity")).toEqual(counted([...one, ...early], "severity"));
    const whole = await extend(more, 1, null);
    expect(await answered(whole, "severity")).toEqual(counted([...one, ...two], "severity"));
  });

  test("of a JSON payload too", async () => {
    const kafka = one.map(({ subject, type, occurred_at: occurred, severity }, i) => ({
      topic: "events",
      partition: "0",
      offset: String(i),
      timestamp: occurred ?? null,
      key: subject ?? null,
      value: JSON.stringify({ type, subject, occurred_at: occurred, severity }),
    }));
    const study = await loaded(await emptied(engine), [arrowFile("kafka.arrow", textColumns(kafka))]);
    expect(fileColumns(study)).toContain("severity");
    expect(await answered(study, "severity")).toEqual(counted(one, "severity"));
  });

  test("name who is behind a group, and by which events", async () => {
    const study = await loaded(await emptied(engine), [first]);
    const { cells } = await ask(study, activity, asking("severity"));
    const cell = cells.find(({ group }) => group === "severe");
    expect(cell).toBeDefined();
    const { total, patients } = await behind(study, activity, asking("severity"), cell ?? {});
    expect(total).toBe(cell?.["patients"]);
    let events = 0;
    for (const { subject } of patients)
      events += (await eventsBehind(study, activity, asking("severity"), cell ?? {}, subject)).length;
    expect(events).toBe(cell?.["events"]);
    const span = { params: { breakdown: "severity" }, since: "2025-03-01T00:00:00Z", knownAt: null };
    const { total: since } = await changes(study, activity, span, null);
    expect(since).toBe(one.filter(({ occurred_at: day }) => (day ?? "") > "2025-03-01").length);
  });

  test("group patients by what was said of them at the index", async () => {
    const supplied: TextRow[] = one.map((row) => ({ ...row, type: "MedicineDispensed", days_supply: "20", item: "X" }));
    const study = await loaded(await emptied(engine), [arrowFile("supplied.arrow", textColumns(supplied))]);
    const { cells } = await ask(study, insightNamed("adherence-over-time"), asking("site"));
    const first: Record<string, string> = {};
    for (const row of supplied.toSorted((a, b) => (a["occurred_at"] ?? "").localeCompare(b["occurred_at"] ?? "", "en")))
      first[row["subject"] ?? ""] ??= row["site"] ?? "";
    const sizes = (group: string) => Object.values(first).filter((site) => site === group).length;
    const most = (group: string) =>
      Math.max(...cells.filter((cell: Row) => cell["group"] === group).map((cell: Row) => Number(cell["patients"])));
    expect([most("site 0"), most("site 1")]).toEqual([sizes("site 0"), sizes("site 1")]);
  });

  test("of too many values are refused in a sentence", async () => {
    const many = rows(0, 1200);
    const study = await loaded(await emptied(engine), [arrowFile("many.arrow", textColumns(many))]);
    const refused = { failure: { kind: "query", detail: "“note” has more than 1,000 different values." } };
    await expect(ask(study, activity, asking("note"))).rejects.toMatchObject(refused);
    await expect(ask(study, activity, asking("note"))).rejects.toMatchObject(refused);
    expect(await answered(study, "site")).toEqual(counted(many, "site"));
  });
});
