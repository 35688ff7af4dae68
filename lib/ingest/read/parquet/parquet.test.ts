import { openAsBlob } from "node:fs";
import { describe, expect, test } from "vitest";
import { parquetFrom } from "../../fixtures/parquet";
import { allRows } from "../../fixtures/rows";
import { open } from "../open";

const everyType = `SELECT * FROM (VALUES
  (TRUE, (-128)::TINYINT, 65535::USMALLINT, (-7)::INTEGER, 9007199254740993::BIGINT, 18446744073709551615::UBIGINT, 1.5::FLOAT, 0.1::DOUBLE,
   (-12345.678)::DECIMAL(18,3), 99999999999999999999999999999999999.999::DECIMAL(38,3), 'plain', 'Ünïcode ✓', '\\x00\\xFF'::BLOB, DATE '1899-12-31',
   TIME '23:59:59.123456', TIMESTAMP '1969-12-31 23:59:59.999999', TIMESTAMP_MS '2024-02-29 12:00:00.001', TIMESTAMP_NS '2024-02-29 12:00:00.000000001',
   TIMESTAMPTZ '2024-03-31 00:59:59.5+00', uuid '01234567-89ab-cdef-0123-456789abcdef', [1, NULL, 3], {'a': 9007199254740993, 'b': 'x"y'}, MAP {'k': [1.5]}),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL))
  t(flag, tiny, small, whole, big, huge, single, double, amount, wide, word, unicode, bytes, day, clock, micros, millis, nanos, zoned, key, list, record, map)`;

const first = {
  flag: true,
  tiny: -128,
  small: 65535,
  whole: -7,
  big: 9007199254740993n,
  huge: 18446744073709551615n,
  single: 1.5,
  double: 0.1,
  amount: "-12345.678",
  wide: "99999999999999999999999999999999999.999",
  word: "plain",
  unicode: "Ünïcode ✓",
  bytes: "00ff",
  day: "1899-12-31",
  clock: "23:59:59.123456",
  micros: "1969-12-31T23:59:59.999999",
  millis: "2024-02-29T12:00:00.001",
  nanos: "2024-02-29T12:00:00.000000001",
  zoned: "2024-03-31T00:59:59.500000Z",
  key: "0123456789abcdef0123456789abcdef",
  list: [1, null, 3],
  record: { a: 9007199254740993n, b: 'x"y' },
  map: { k: ["1.5"] },
};
const second = Object.fromEntries(Object.keys(first).map((name) => [name, null]));
const inBatches = { ...first, list: "[1,null,3]", record: '{"a":9007199254740993,"b":"x\\"y"}', map: '{"k":["1.5"]}' };

describe.each(["snappy", "gzip", "brotli", "zstd", "lz4_raw", "uncompressed"])(
  "a Parquet file compressed with %s",
  (codec) => {
    test("arrives value by value, nested columns as JSON text", async () => {
      const reader = await open(await parquetFrom(everyType, `COMPRESSION ${codec}`), "every.parquet");
      expect(await reader.rowsAt([0, 1])).toEqual([first, second]);
      expect(await allRows(reader)).toEqual([inBatches, second]);
    });
  },
);

test("footer totals are known before reading", async () => {
  const reader = await open(
    await parquetFrom("SELECT i, 'x' AS s FROM range(5000) t(i)", "ROW_GROUP_SIZE 2048"),
    "five.parquet",
  );
  expect(reader).toMatchObject({
    format: "parquet",
    rows: 5000,
    columns: [
      { name: "i", type: "Int64" },
      { name: "s", type: "Utf8" },
    ],
  });
  expect(reader.uncompressed).toBeGreaterThan(5000);
});

test("row groups become batches of at most 122,880 rows: large ones are cut, small neighbours joined", async () => {
  const sizes = async (rows: number, group: number) => {
    const found: number[] = [];
    const reader = await open(
      await parquetFrom(`SELECT i FROM range(${rows}) t(i)`, `ROW_GROUP_SIZE ${group}`),
      "groups.parquet",
    );
    for await (const batch of reader.batches()) {
      expect(batch.firstRow).toBe(found.reduce((sum, n) => sum + n, 0));
      found.push(batch.rows);
    }
    return found;
  };
  expect(await sizes(300_000, 300_000)).toEqual([122_880, 122_880, 54_240]);
  expect(await sizes(10_000, 2_048)).toEqual([10_000]);
});

test("chosen columns alone are read, and rows come back by number in the order asked for", async () => {
  const reader = await open(
    await parquetFrom("SELECT i, i * 2 AS twice, 's' || i AS s FROM range(200000) t(i)", "ROW_GROUP_SIZE 20480"),
    "rows.parquet",
  );
  expect((await allRows(reader, ["s", "i"]))[199_999]).toEqual({ i: 199_999n, s: "s199999" });
  expect(await reader.rowsAt([150_000, 3, 150_000])).toEqual(
    [150_000, 3, 150_000].map((i) => ({ i: BigInt(i), twice: BigInt(i * 2), s: `s${i}` })),
  );
});

test("an abort stops between batches", async () => {
  const reader = await open(await parquetFrom("SELECT i FROM range(300000) t(i)"), "stop.parquet");
  const stop = new AbortController();
  let rows = 0;
  const reading = async () => {
    for await (const batch of reader.batches({ signal: stop.signal })) {
      rows += batch.rows;
      stop.abort();
    }
  };
  await expect(reading()).rejects.toMatchObject({ failure: { kind: "cancelled" } });
  expect(rows).toBe(122_880);
});

test("INT96 times arrive whole, also those that nanoseconds cannot hold", async () => {
  const file = new URL("../../fixtures/parquet/int96.parquet", import.meta.url);
  const reader = await open(await openAsBlob(file), "spark.parquet");
  const times = [
    "2024-02-29T12:34:56.123456",
    "1969-12-31T23:59:59",
    "1700-01-01T00:00:00",
    "9999-12-31T00:00:00",
    "1500-06-15T06:00:00",
  ];
  expect((await allRows(reader)).map(({ t }) => t)).toEqual(times);
  expect(await reader.rowsAt([3])).toEqual([{ t: times[3], n: 4 }]);
  expect(reader.columns[0]?.type).toBe("Timestamp<MICROSECOND>");
});
