import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { open } from "../../ingest/read/open";
import { id, sql } from "../../sql";
import { arrowFile, parquetFile, textColumns, type TestFile, type TextRow } from "../../testing/files";
import { asKnown } from "../as-known";
import { quarantine } from "../catalogue";
import { decide } from "../decide";
import type { Source } from "../ingest";
import { rebuild } from "../rebuild";
import type { Study } from "../study";
import { bare, emptied, engines, loaded } from "../testing";
import { erase } from "./erase";
import { askedByLog, extentOf, inEveryRegister } from "./subjects";

const openSource = ({ blob, name }: Source) => open(blob, name);

const row = (n: number, subject: string, more: TextRow = {}): TextRow => ({
  event_id: `e${n}`,
  type: "SurveyCompleted",
  subject,
  occurred_at: `2025-03-${String(1 + (n % 28)).padStart(2, "0")}T10:00:00Z`,
  recorded_at: `2025-04-${String(1 + (n % 28)).padStart(2, "0")}T10:00:00Z`,
  reason: `said by ${subject}`,
  value: String(n),
  ...more,
});

const rows = (from: number, subjects: readonly string[]) => subjects.map((subject, i) => row(from + i, subject));
const one = rows(0, ["anna", "bert", "anna", "carl", "bert"]);
const two = [...rows(2, ["anna", "carl"]), row(40, "bert", { occurred_at: "yesterday" }), row(41, "dora")];
const files = (): TestFile[] => [
  arrowFile("one.arrow", textColumns(one)),
  parquetFile("two.parquet", textColumns(two)),
];
const without = (...gone: string[]): TestFile[] => [
  arrowFile("one.arrow", textColumns(one.filter(({ subject }) => !gone.includes(subject ?? "")))),
  parquetFile("two.parquet", textColumns(two.filter(({ subject }) => !gone.includes(subject ?? "")))),
];
const patient = (name: string) => ({ namespace: "patient", id: name });

/** Every text and number of every table. */
async function everything({ engine }: Study): Promise<string> {
  const tables = decode(
    await engine.query(sql`SELECT database_name AS db, table_name AS name FROM duckdb_tables() ORDER BY ALL`),
    { db: "text", name: "text" },
  );
  const found: string[] = [];
  for (const { db, name } of tables) {
    const all = await engine.query(sql`SELECT t::VARCHAR AS row FROM ${id(db ?? "", "main", name ?? "")} t`);
    found.push(...decode(all, { row: "text" }).map((held) => `${name} ${held.row}`));
  }
  return found.join("\n");
}

describe.each(Object.entries(engines))("erasure on %s", (_, start) => {
  let engine: Engine;
  let next: Engine;
  beforeAll(async () => {
    [engine, next] = [await start(), await start()];
  }, 60_000);
  afterAll(() => Promise.all([engine.close(), next.close()]));

  const erased = (study: Study, ...names: string[]) =>
    erase(study, names.map(patient), { boot: () => bare(next), open: openSource, by: "app" });

  test("leaves the log as if a patient had never been in any file, and a receipt of what it took", async () => {
    const study = await loaded(await emptied(engine), files());
    expect(await everything(study)).toContain("bert");
    expect(await extentOf(study, [patient("bert"), patient("nobody")])).toEqual({ patients: 1, rows: 2, files: 1 });
    const { study: left, receipt } = await erased(study, "bert");
    expect(await everything(left)).not.toContain("bert");
    expect(receipt).toMatchObject({ by: "app", at: study.now, asked: 1, patients: 1, rows: 3 });
    expect(receipt.files.map((file) => file.rows)).toEqual([2, 1]);
    expect(JSON.stringify(receipt)).not.toContain("bert");
    expect(left.segments.map(({ counts }) => [counts.rows, counts.erased, counts.quarantined])).toEqual([
      [5, 2, 0],
      [4, 1, 0],
    ]);
    for (const { counts } of left.segments) {
      const { rows: all, ...others } = counts;
      expect(Object.values(others).reduce((sum, n) => sum + n, 0)).toBe(all);
    }
    const decided = await decide(left, { by: "first" });
    expect([decided.segments.map(({ counts }) => counts), decided.erased]).toEqual([
      left.segments.map(({ counts }) => counts),
      left.erased,
    ]);
    expect((await quarantine(left, 10)).rows).toEqual([]);
    const never = await loaded(await emptied(engine), without("bert"));
    expect([left.digest, left.patients, left.events]).toEqual([never.digest, never.patients, never.events]);
  });

  test("finds patients who are named inside of payloads", async () => {
    const record = (n: number, who: string, more = {}) => ({
      topic: "care",
      partition: "0",
      offset: String(n),
      timestamp: `2025-04-0${n}T10:00:00Z`,
      value: JSON.stringify({
        type: "SurveyCompleted",
        subject: who,
        occurred_at: `2025-03-0${n}T10:00:00Z`,
        value: n,
        told: `by ${who}`,
        ...more,
      }),
    });
    const records = [record(1, "anna"), record(2, "bert", { only: "bert" }), record(3, "anna"), record(4, "carl")];
    const file = (...gone: string[]) =>
      parquetFile("care.parquet", textColumns(records.filter(({ value }) => !gone.some((who) => value.includes(who)))));
    const study = await loaded(await emptied(engine), [file()]);
    expect(study.patients).toBe(3);
    const { study: left, receipt } = await erased(study, "bert");
    expect(receipt.rows).toBe(1);
    const never = await loaded(await emptied(engine), [file("bert")]);
    expect([left.digest, left.events]).toEqual([never.digest, 3]);
    expect(await left.segments[0]?.reader.rowsAt([1])).toEqual(await never.segments[0]?.reader.rowsAt([1]));
  });

  test("does not let them come back, with the same files or others", async () => {
    const study = await loaded(await emptied(engine), files());
    const { study: left } = await erased(study, "anna", "carl");
    const again = await loaded(left, [
      ...files(),
      arrowFile("three.arrow", textColumns(rows(50, ["carl", "carl", "emma"]))),
    ]);
    expect(await everything(again)).not.toMatch(/anna|carl/);
    expect(again.segments.map(({ counts }) => counts.erased)).toEqual([3, 2, 3, 2, 2]);
    expect(again.segments.map(({ counts }) => counts.fresh)).toEqual([2, 1, 0, 0, 1]);
    const rebuilt = await rebuild(again, await bare(engine), { open: openSource });
    expect(rebuilt.segments.map(({ counts }) => counts)).toEqual(again.segments.map(({ counts }) => counts));
    expect(await everything(await loaded(rebuilt, files()))).not.toMatch(/anna|carl/);
  });

  test("keeps out those who were named before any file of theirs came", async () => {
    const study = await loaded(await emptied(engine), files().slice(0, 1));
    const { study: left, receipt } = await erased(study, "dora");
    expect(receipt).toMatchObject({ patients: 0, rows: 0, files: [] });
    const more = await loaded(left, files());
    expect(await everything(more)).not.toContain("dora");
    expect(more.segments.map(({ counts }) => counts.erased)).toEqual([0, 0, 1]);
  });

  test("finds whom the log itself says to erase, and forgets the saying with them", async () => {
    const asks = arrowFile("asks.arrow", textColumns([row(60, "carl", { type: "PatientErased" })]));
    const study = await loaded(await emptied(engine), [...files(), asks]);
    expect(await askedByLog(study)).toEqual([patient("carl")]);
    const { study: left } = await erased(study, "carl");
    expect(await askedByLog(left)).toEqual([]);
    expect(await everything(left)).not.toContain("carl");
  });

  test("is told at earlier moments by which something of theirs was recorded, and at no other", async () => {
    const study = await loaded(await emptied(engine), files());
    expect((await asKnown(study, "2025-04-02")).erased).toBe(0);
    const { study: left } = await erased(study, "anna", "dora", "nobody");
    const told = async (at: string | null) => (await asKnown(left, at)).erased;
    expect([await told("2025-03-31"), await told("2025-04-02"), await told("2025-04-03"), await told(null)]).toEqual([
      0, 1, 1, 0,
    ]);
  });

  test("leaves everything as it was where a file cannot be written anew", async () => {
    const study = await loaded(await emptied(engine), files());
    const broken = study.segments.map((segment) => ({
      ...segment,
      reader: { ...segment.reader, without: () => Promise.reject(new Error("no room")) },
    }));
    await expect(erased({ ...study, segments: broken }, "bert")).rejects.toThrow("no room");
    expect(await everything(study)).toContain("bert");
    expect((await loaded(study, files().slice(0, 1))).patients).toBe(study.patients);
  });
});

test("an id of a list may be of any register that the files name", async () => {
  const engine = await engines.node();
  const study = await loaded(await emptied(engine), files().slice(0, 1));
  expect(inEveryRegister(study, ["7"])).toEqual([{ namespace: "patient", id: "7" }]);
  await engine.close();
});
