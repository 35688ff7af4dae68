import { openAsBlob, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { allRows } from "../../fixtures/rows";
import { open } from "../open";

const folder = new URL("../../fixtures/polars/", import.meta.url);
const files = readdirSync(folder).filter((name) => !name.endsWith(".md"));

const rows = Array.from({ length: 40 }, (_, i) => {
  const type = i % 2 ? "MedicineSkipped" : "MedicineTaken";
  return {
    type,
    subject: i % 7 === 6 ? null : `P${i % 5}`,
    occurred_at: new Date(1_700_000_000_000 + i * 1000).toISOString().replace(/(\.000)?Z$/, ""),
    value: i / 3,
    list: [i, i + 1],
    category: type,
  };
});

test.each(files)("%s, written by Polars, arrives value by value", async (name) => {
  const reader = await open(await openAsBlob(new URL(name, folder)), name);
  expect(reader.rows).toBe(40);
  expect(await reader.rowsAt(rows.map((_, i) => i))).toEqual(rows);
  expect(await allRows(reader)).toEqual(rows.map((row) => ({ ...row, list: JSON.stringify(row.list) })));
});
