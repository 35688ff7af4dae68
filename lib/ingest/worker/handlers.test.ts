import { expect, test } from "vitest";
import { parquetFrom } from "../fixtures/parquet";
import { mappingSchema } from "../mapping/mapping";
import { whole } from "../read/shares";
import { everything } from "../subset/subset";
import { handlers } from "./handlers";

const mapping = mappingSchema.parse({
  version: 1,
  name: "numbers",
  type: { constant: "Seen" },
  subject: { from: ["a"] },
  occurredAt: { from: ["i"], unit: "s" },
});

test("one file, its rows, and readings that go on side by side until they end or are stopped", async () => {
  const handle = handlers();
  await expect(handle.rowsAt([0])).rejects.toMatchObject({ failure: { kind: "engine" } });
  const blob = await parquetFrom("SELECT i, '{\"a\":' || i || '}' AS j FROM range(250000) t(i)");
  const opened = await handle.open(blob, "rows.parquet", undefined, [{ kind: "json", column: "j" }]);
  expect(opened).toMatchObject({
    file: "rows.parquet",
    rows: 250_000,
    columns: [{ name: "i" }, { name: "j" }, { name: "a" }],
  });
  expect(await handle.rowsAt([7])).toEqual([{ i: 7n, j: '{"a":7}', a: "7" }]);
  const [one, other] = [await handle.start(mapping, everything, whole), await handle.start(mapping, everything, whole)];
  const sizes: (number | undefined)[] = [];
  for (let i = 0; i < 4; i++) sizes.push((await handle.next(one))?.rows);
  expect(sizes).toEqual([122_880, 122_880, 4240, undefined]);
  expect(await handle.next(other)).toMatchObject({ rows: 122_880, firstRow: 0 });
  await handle.stop(other);
  expect(await handle.next(other)).toBeNull();
});

test("a worker that has read a sample reads the first file as one that has not", async () => {
  const sample = await parquetFrom(
    "SELECT i, 'P' || i AS patient_id, DATE '2025-01-01' AS date, 30 AS days_supply FROM range(100) t(i)",
  );
  const blob = await parquetFrom("SELECT i, i AS a FROM range(1000) t(i)");
  const [rehearsed, fresh] = [handlers(), handlers()];
  await rehearsed.prepare(sample);
  await expect(rehearsed.rowsAt([0])).rejects.toMatchObject({ failure: { kind: "engine" } });
  const read = async (handle: typeof fresh) => {
    await handle.open(blob, "rows.parquet", undefined, []);
    return handle.next(await handle.start(mapping, everything, whole));
  };
  expect(await read(rehearsed)).toEqual(await read(fresh));
});

test("a file that needs more memory than there is is refused", async () => {
  const blob = await parquetFrom("SELECT i FROM range(250000) t(i)");
  await expect(handlers().open(blob, "large.parquet", 1_000_000, [])).rejects.toMatchObject({
    failure: { kind: "file", fault: "too-large" },
  });
});
