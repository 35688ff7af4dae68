import { Int32, Table, tableFromArrays, tableToIPC, vectorFromArray, TimestampMicrosecond } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Failed } from "../failure";
import { sql } from "../sql";
import { decode } from "./decode";
import type { Engine } from "./engine";
import { nodeEngine } from "./node/engine";
import { bootInNode } from "./wasm/boot-node";
import { wasmEngine } from "./wasm/engine";

const engines = { wasm: () => wasmEngine(bootInNode), node: () => nodeEngine() };

describe.each(Object.entries(engines))("the %s engine", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  const one = async (text: ReturnType<typeof sql>) => decode(await engine.query(text), { n: "integer" })[0]?.n;

  test("answers with typed columns, nulls among them", async () => {
    const columns = {
      a: "integer",
      b: "text",
      c: "number",
      d: "date",
      t: "moment",
      f: "boolean",
      big: "big",
      none: "text",
    } as const;
    const rows = decode(
      await engine.query(sql`SELECT 42 AS a, ${"it's"} AS b, 1.5::DOUBLE AS c, DATE '2020-02-29' AS d,
        TIMESTAMP '2020-01-02 03:04:05.678' AS t, TRUE AS f, 9007199254740993 AS big, NULL::VARCHAR AS none`),
      columns,
    );
    expect(rows).toEqual([
      {
        a: 42,
        b: "it's",
        c: 1.5,
        d: "2020-02-29",
        t: "2020-01-02T03:04:05.678Z",
        f: true,
        big: 9007199254740993n,
        none: null,
      },
    ]);
  });

  test("keeps every truth value of many apart", async () => {
    const rows = decode(
      await engine.query(sql`SELECT CASE WHEN i % 3 < 2 THEN i % 3 = 1 END AS f FROM range(10) t(i) ORDER BY i`),
      { f: "boolean" },
    );
    expect(rows.map(({ f }) => f)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => (i % 3 < 2 ? i % 3 === 1 : null)));
  });

  test("creates a table from an Arrow stream and counts it", async () => {
    const when = vectorFromArray([new Date(Date.UTC(2025, 0, 1)), null], new TimestampMicrosecond());
    const table = new Table({ x: vectorFromArray([1, 2]), when });
    expect(await engine.insert("batch", tableToIPC(table, "stream"))).toBe(2);
    expect(await one(sql`SELECT epoch_ms("when") // 1000 AS n FROM memory.main.batch WHERE "when" IS NOT NULL`)).toBe(
      Date.UTC(2025, 0, 1) / 1000,
    );
    await engine.query(sql`DROP TABLE memory.main.batch`);
  });

  test("appends column by column to a table, here and in the log, and says how many rows it has then", async () => {
    const stream = (...x: number[]) => tableToIPC(new Table({ x: vectorFromArray(x, new Int32()) }), "stream");
    for (const [append, db] of [
      [true, sql`memory`],
      ["log", sql`log`],
    ] as const) {
      const held = sql`${db}.main.grown`;
      await engine.query(sql`CREATE TABLE ${held} (y INTEGER)`);
      expect(await engine.insert("grown", stream(1, 2), { append })).toBe(2);
      expect(await engine.insert("grown", stream(4), { append })).toBe(3);
      expect(await one(sql`SELECT sum(y)::INTEGER AS n FROM ${held}`)).toBe(7);
      await engine.query(sql`DROP TABLE ${held}`);
    }
  });

  test("refuses a stream without its end and goes on", async () => {
    const stream = tableToIPC(tableFromArrays({ x: Int32Array.of(1) }), "stream");
    await expect(engine.insert("cut", stream.subarray(0, stream.length - 8))).rejects.toThrow("end marker");
    expect(await one(sql`SELECT 1 AS n`)).toBe(1);
  });

  test("really stops when it is aborted", async () => {
    const stop = new AbortController();
    const started = performance.now();
    setTimeout(() => stop.abort(), 100);
    const endless = engine.query(
      sql`SELECT sum(a.range * b.range)::DOUBLE AS n FROM range(1000000) a, range(1000000) b`,
      { signal: stop.signal },
    );
    await expect(endless).rejects.toMatchObject({ failure: { kind: "cancelled" } });
    expect(await one(sql`SELECT 7 AS n`)).toBe(7);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("names what is wrong with a query", async () => {
    const wrong = engine.query(sql`SELECT * FROM nowhere`);
    await expect(wrong).rejects.toBeInstanceOf(Failed);
    await expect(wrong).rejects.toMatchObject({ failure: { kind: "query" } });
  });

  test("is locked: no setting changes, no file is read, no extension comes", async () => {
    await expect(engine.query(sql`SET enable_external_access = true`)).rejects.toThrow();
    await expect(engine.query(sql`FROM read_csv('/etc/passwd')`)).rejects.toThrow();
    await expect(engine.query(sql`LOAD spatial`)).rejects.toThrow();
  });

  test("takes a mean whose last bit no order can move", async () => {
    const meanBy = async (order: ReturnType<typeof sql>) =>
      decode(
        await engine.query(
          sql`SELECT ${engine.dialect.mean(sql`v`)} AS m FROM (SELECT 1.0::DOUBLE / (range + 3) AS v FROM range(5000) ORDER BY ${order})`,
        ),
        { m: "number" },
      )[0]?.m;
    const ascending = await meanBy(sql`range`);
    expect(await meanBy(sql`hash(range)`)).toBe(ascending);
    expect(ascending).toBeCloseTo(
      Array.from({ length: 5000 }, (_, i) => 1 / (i + 3)).reduce((a, b) => a + b) / 5000,
      12,
    );
  });
});

test("a database that broke says so at once, and another takes its place", async () => {
  const engine = await wasmEngine(bootInNode);
  const killing = engine.query(sql`SELECT length(repeat('x', 4000000000)) AS n`);
  await expect(killing).rejects.toMatchObject({ failure: { kind: "engine" } });
  await expect(engine.query(sql`SELECT 1 AS n`)).rejects.toMatchObject({ failure: { kind: "engine" } });
  await engine.close();
  await expect(engine.query(sql`SELECT 1 AS n`)).rejects.toMatchObject({ failure: { kind: "engine" } });
  const another = await wasmEngine(bootInNode);
  expect(decode(await another.query(sql`SELECT 1 AS n`), { n: "integer" })).toEqual([{ n: 1 }]);
  await another.close();
});
