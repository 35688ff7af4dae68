import { Float64, Int32, Utf8, vectorFromArray } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import type { Mapping } from "../ingest/mapping/mapping";
import { parseMapping } from "../ingest/mapping/validate";
import { open } from "../ingest/read/open";
import { sql } from "../sql";
import { arrowFile, parquetFile, textColumns, type TestFile, type TextRow } from "../testing/files";
import { quarantine } from "./catalogue";
import { fileColumns } from "./columns";
import { extend } from "./extend";
import { lineage } from "./lineage";
import { rebuild } from "./rebuild";
import { table } from "./schema";
import type { Study } from "./study";
import { bare, emptied, engines, loaded } from "./testing";

const mapping = parseMapping({
  version: 1,
  name: "clinic",
  id: ["id"],
  type: { from: ["type"] },
  subject: { from: ["subject", "pat"] },
  occurredAt: { from: ["occurred_at"] },
  recordedAt: { from: ["recorded_at"] },
  source: { from: ["source"] },
  item: { from: ["item"] },
  unit: { from: ["unit"] },
  value: { from: ["value"] },
  traits: { arm: { from: ["arm"] } },
  roles: { VisitMade: "measure" },
  upcasts: [
    {
      name: "old visit",
      when: { types: ["visit"], version: { column: "schema_version", is: ["", "1"] } },
      type: "VisitMade",
      parts: {
        occurredAt: { from: ["seen"], unit: "s" },
        item: { from: ["what"], codes: { q: "quality of life" } },
        unit: { constant: "points" },
        value: { from: ["score"] },
        corrects: { from: ["instead_of"] },
        traits: { arm: null, site: { from: ["clinic"] } },
      },
    },
    {
      name: "any old",
      when: { version: { column: "schema_version", is: ["1"] } },
      parts: { value: { from: ["score"] } },
    },
  ],
});

const now = (id: string, more: TextRow = {}): TextRow => ({
  schema_version: "2",
  id,
  type: "VisitMade",
  subject: "anna",
  occurred_at: "2025-03-01T10:00:00Z",
  recorded_at: "2025-03-02T10:00:00Z",
  item: "quality of life",
  unit: "points",
  value: "7",
  remark: "fine",
  ...more,
});

const old = (id: string, more: TextRow = {}): TextRow => ({
  schema_version: "1",
  id,
  type: "visit",
  pat: "anna",
  seen: String(Date.parse("2025-03-01T10:00:00Z") / 1000),
  recorded_at: "2025-03-02T10:00:00Z",
  what: "q",
  score: "7",
  remark: "fine",
  ...more,
});

const file = (name: string, rows: readonly TextRow[]): TestFile => arrowFile(name, textColumns(rows));
const as = (read: Mapping, ...files: readonly TestFile[]) => files.map((one) => ({ ...one, mapping: read }));

const eventsOf = async ({ engine }: Study) =>
  decode(
    await engine.query(sql`SELECT row, t.text AS type, i.text AS item, u.text AS unit, value, strftime(occurred_at, '%Y-%m-%d %H:%M') AS at
      FROM ${table("received")} r JOIN ${table("terms")} t ON t.key = type LEFT JOIN ${table("terms")} i ON i.key = item LEFT JOIN ${table("terms")} u ON u.key = unit
      ORDER BY segment, row`),
    { row: "integer", type: "text", item: "text", unit: "text", value: "number", at: "text" },
  );

const countsOf = ({ segments }: Study) => segments.map(({ counts, upcasts }) => ({ ...counts, upcasts }));
const visit = { type: "VisitMade", item: "quality of life", unit: "points", value: 7, at: "2025-03-01 10:00" };

describe.each(Object.entries(engines))("an upcast on %s", (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  test("reads rows of an old shape as the current one, beside those of the current one", async () => {
    const study = await loaded(
      await emptied(engine),
      as(mapping, file("mixed.arrow", [now("1"), old("2"), now("3", { value: "8" })])),
    );
    expect(await eventsOf(study)).toEqual([
      { row: 0, ...visit },
      { row: 1, ...visit },
      { row: 2, ...visit, value: 8 },
    ]);
    expect(countsOf(study)).toMatchObject([{ fresh: 3, upcasts: [1, 0] }]);
  });

  test("makes the same fact in both shapes one event, and another fact a conflict", async () => {
    const one = file("new.parquet", [now("1"), now("2"), now("3"), now("4")]);
    const other = file("old.parquet", [
      old("1"),
      old("2", { score: "8" }),
      old("3", { remark: "poor" }),
      old("4", { value: "6" }),
    ]);
    for (const files of [
      [one, other],
      [other, one],
    ]) {
      const study = await loaded(await emptied(engine), as(mapping, ...files));
      const total = (of: "fresh" | "duplicates" | "conflicts") =>
        countsOf(study).reduce((sum, counts) => sum + counts[of], 0);
      expect([total("fresh"), total("duplicates"), total("conflicts")]).toEqual([4, 1, 3]);
    }
    const kin = await lineage(await loaded(await emptied(engine), as(mapping, one, other)), 0, 0);
    expect(Object.fromEntries(kin.map(({ relation, upcast }) => [relation, upcast]))).toEqual({
      this: null,
      duplicate: "old visit",
    });
  });

  test("makes events without ids equal by what they say in the current shape", async () => {
    const { id: _n, ...inNew } = now("");
    const { id: _o, ...inOld } = old("");
    const study = await loaded(
      await emptied(engine),
      as(mapping, file("a.arrow", [inNew, inNew]), file("b.arrow", [inOld, inOld, inOld])),
    );
    expect(countsOf(study)).toMatchObject([{ fresh: 2 }, { fresh: 1, duplicates: 2 }]);
  });

  test("is the first that applies, and changes only what it names", async () => {
    const rows = [
      old("1", { schema_version: null }),
      old("2", { type: "Weighed", occurred_at: "2025-04-01", item: "weight", score: "70", unit: "kg", seen: null }),
      old("3", { schema_version: "2", occurred_at: "2025-05-01" }),
      old("4", { type: null, score: "9" }),
    ];
    const study = await loaded(await emptied(engine), as(mapping, file("old.arrow", rows)));
    expect(await eventsOf(study)).toEqual([
      { row: 0, ...visit },
      { row: 1, type: "Weighed", item: "weight", unit: "kg", value: 70, at: "2025-04-01 00:00" },
      { row: 2, type: "visit", item: null, unit: null, value: null, at: "2025-05-01 00:00" },
    ]);
    expect(countsOf(study)).toMatchObject([{ fresh: 3, quarantined: 1, upcasts: [1, 2] }]);
  });

  test("takes traits and corrections from where they were, and none where there are none", async () => {
    const rows = [
      now("1", { arm: "A" }),
      old("2", { arm: "B", clinic: "north", instead_of: "1" }),
      now("3", { clinic: "south" }),
    ];
    const study = await loaded(await emptied(engine), as(mapping, file("traits.arrow", rows)));
    expect(
      decode(await engine.query(sql`SELECT row, name, value FROM ${table("traits")} ORDER BY ALL`), {
        row: "integer",
        name: "text",
        value: "text",
      }),
    ).toEqual([
      { row: 0, name: "arm", value: "A" },
      { row: 1, name: "site", value: "north" },
    ]);
    expect((await lineage(study, 0, 1)).map(({ relation }) => relation).toSorted()).toEqual(["names", "this"]);
  });

  test("sets aside what its own columns hold that is none, and not what it does not read", async () => {
    const rows = [
      old("1", { score: "abc" }),
      old("2", { value: "abc" }),
      old("3", { seen: "long ago" }),
      now("4", { score: "abc" }),
    ];
    const study = await loaded(await emptied(engine), as(mapping, file("bad.arrow", rows)));
    expect((await quarantine(study, 10)).rows.map(({ row, reason }) => [row, reason])).toEqual([
      [0, "value is not a number"],
      [2, "time not understood"],
    ]);
    expect(countsOf(study)).toMatchObject([{ fresh: 2, quarantined: 2, upcasts: [3, 0] }]);
  });

  test("knows versions whatever type a file keeps them in, and retyped columns", async () => {
    const typed = {
      schema_version: vectorFromArray([1, 2], new Int32()),
      id: vectorFromArray(["1", "1"], new Utf8()),
      type: vectorFromArray(["visit", "VisitMade"], new Utf8()),
      subject: vectorFromArray(["anna", "anna"], new Utf8()),
      seen: vectorFromArray([Date.parse("2025-03-01T10:00:00Z") / 1000, null], new Float64()),
      occurred_at: vectorFromArray([null, "2025-03-01T10:00:00Z"], new Utf8()),
      recorded_at: vectorFromArray(["2025-03-02T10:00:00Z", "2025-03-02T10:00:00Z"], new Utf8()),
      what: vectorFromArray(["q", null], new Utf8()),
      item: vectorFromArray([null, "quality of life"], new Utf8()),
      unit: vectorFromArray([null, "points"], new Utf8()),
      score: vectorFromArray([7, null], new Int32()),
      value: vectorFromArray([null, 7], new Float64()),
    };
    for (const one of [arrowFile("typed.arrow", typed), parquetFile("typed.parquet", typed)]) {
      const study = await loaded(await emptied(engine), as(mapping, one));
      expect(countsOf(study)).toMatchObject([{ fresh: 1, duplicates: 1, upcasts: [1, 0] }]);
    }
  });

  test("is counted for the part that is loaded, and again with the rest and after a rebuild", async () => {
    const april = String(Date.parse("2025-04-10T10:00:00Z") / 1000);
    const rows = [
      old("1"),
      old("2", { seen: april }),
      now("3"),
      now("4", { occurred_at: "2025-04-11T10:00:00Z" }),
      old("5", { type: "x" }),
    ];
    const [given] = as(mapping, file("part.arrow", rows));
    if (!given) throw new Error("no file");
    const subset = [{ from: "2025-04-01", until: null, types: ["VisitMade"], sources: null }];
    const part = await loaded(await emptied(engine), [{ ...given, subset }]);
    expect(countsOf(part)).toMatchObject([{ fresh: 2, leftOut: 3, upcasts: [1, 0] }]);
    const whole = await extend(part, 0, null);
    expect(countsOf(whole)).toMatchObject([{ fresh: 4, quarantined: 1, leftOut: 0, upcasts: [2, 1] }]);
    const again = await rebuild(whole, await bare(engine), { open: ({ blob, name }) => open(blob, name) });
    expect([again.digest, countsOf(again)]).toEqual([whole.digest, countsOf(whole)]);
  });

  test("reads its columns: they are no longer among those that nothing reads", async () => {
    const study = await loaded(
      await emptied(engine),
      as(mapping, file("mixed.arrow", [now("1"), old("2", { clinic: "north" })])),
    );
    expect(fileColumns(study)).toEqual(["remark"]);
    const { upcasts: _, ...without } = mapping;
    const plain = await loaded(
      await emptied(engine),
      as(without, file("new.arrow", [now("1"), old("2", { occurred_at: "2025-03-01", clinic: "north" })])),
    );
    expect(fileColumns(plain)).toEqual(["clinic", "remark", "schema_version", "score", "seen", "what"]);
  });
});
