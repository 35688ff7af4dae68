import { expect, test } from "vitest";
import { parquetFrom } from "../../fixtures/parquet";
import { allRows } from "../../fixtures/rows";
import { bytesOf } from "../bytes";
import { open } from "../open";
import { footerOf } from "./footer";
import { asBytes } from "./int96";

test("the footer written anew says the same of every other column", async () => {
  const types = `TRUE AS a, (-1)::TINYINT AS b, 65535::USMALLINT AS c, 18446744073709551615::UBIGINT AS d, 0.5::FLOAT AS e, 12.345::DECIMAL(18,3) AS f,
    'x' AS g, DATE '2024-02-29' AS h, TIME '12:00:00.5' AS i, TIMESTAMPTZ '2024-02-29 12:00:00+00' AS j, TIMESTAMP_NS '2024-02-29 12:00:00' AS k, [1, 2] AS l, {'m': 1} AS m, MAP {'n': 1} AS n, uuid() AS o`;
  const blob = await parquetFrom(`SELECT ${types} FROM range(5000)`, "ROW_GROUP_SIZE 2048");
  const { metadata } = await footerOf(bytesOf(blob, "types.parquet"));
  const [was, is] = [
    await open(blob, "types.parquet"),
    await open(asBytes({ blob, metadata }, []).blob, "types.parquet"),
  ];
  expect(is.columns).toEqual(was.columns);
  expect(await allRows(is)).toEqual(await allRows(was));
});
