import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { and, id, join, list, sql } from "./sql";

test("values become literals, pieces of SQL are spliced in", () => {
  expect(sql`SELECT ${1}, ${2.5}, ${-3}, ${true}, ${null}, ${9007199254740993n}, ${"it's"}, ${sql`a + b`}`.text).toBe(
    "SELECT 1, 2.5, (-3), TRUE, NULL, 9007199254740993, 'it''s', a + b",
  );
  expect(() => sql`${NaN}`).toThrow(RangeError);
  expect(() => sql`${Infinity}`).toThrow(RangeError);
});

test("a negative number after a minus is no comment", () => {
  expect(sql`SELECT 5 -${-3}`.text).not.toContain("--");
});

test("no list is empty, and no condition is none", () => {
  expect(sql`x IN ${list([])} AND ${and([])}`.text).toBe("x IN (NULL) AND TRUE");
  expect(and([sql`a OR b`, sql`c`]).text).toBe("(a OR b) AND (c)");
  expect(join([1, "x"]).text).toBe("1, 'x'");
});

test("an identifier cannot end its own quotes", () => {
  expect(id("a", 'b"; DROP TABLE e; --').text).toBe('"a"."b""; DROP TABLE e; --"');
});

test("any text comes back from the database as it went in", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 5 }), async (texts) => {
      const reader = await connection.runAndReadAll(sql`SELECT ${join(texts)}`.text);
      expect(reader.getRows()).toEqual([texts]);
    }),
    { seed: 1, numRuns: 20, examples: [[["\0", "a\0'b\0", "--", "/*", "$$", "''", "\\'"]]] },
  );
  connection.closeSync();
  instance.closeSync();
});
