import { Table, tableToIPC, tableFromIPC, type Vector } from "apache-arrow";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { everyType } from "../../fixtures/arrow";
import { parquetFrom } from "../../fixtures/parquet";
import { mappingSchema } from "../../mapping/mapping";
import { open } from "../open";
import type { Cell, LocalReader } from "../reader";
import { textColumn } from "../../../testing/files";
import { hasherOf, newErasureKey } from "./erasures";
import { runs } from "../../../testing/runs";

const key = newErasureKey();
const hash = hasherOf(key);
const mapping = mappingSchema.parse({
  version: 1,
  name: "Test",
  type: { constant: "Seen" },
  subject: { from: ["who"] },
  occurredAt: { from: ["at"] },
});
const erasing = (...ids: string[]) => [{ key, hashes: ids.map((id) => hash("patient", id)) }];

const rowsOf = (reader: LocalReader): Promise<Record<string, Cell>[]> =>
  reader.rowsAt(Array.from({ length: reader.rows ?? 0 }, (_, i) => i));

const repeated = (vector: Vector, times: number): Vector =>
  Array.from({ length: times - 1 }).reduce<Vector>((all) => all.concat(vector), vector);

const latin1 = async (blob: Blob) => new TextDecoder("latin1").decode(await blob.arrayBuffer());

/** Everything that a Parquet or Arrow file decodes to, dictionaries included. */
async function decoded(reader: LocalReader, blob: Blob): Promise<string> {
  const words =
    reader.format === "arrow"
      ? tableFromIPC(await blob.arrayBuffer()).batches.flatMap(({ dictionaries }) =>
          [...dictionaries.values()].map((words) => words.toString()),
        )
      : [];
  return JSON.stringify([await rowsOf(reader), words], (_, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}

async function left(blob: Blob, ids: readonly string[]) {
  const reader = await open(blob, "given");
  const rewritten = await reader.without(mapping, erasing(...ids));
  return { reader, rewritten, again: rewritten && (await open(rewritten.blob, "left")) };
}

const nested = (rows: number, groups = rows) =>
  parquetFrom(
    `SELECT 'patient-' || (i % 7) AS who, TIMESTAMP '2024-01-01' + INTERVAL (i) HOUR AS at, (9007199254740993 + i)::BIGINT AS big, (18446744073709551615 - i::HUGEINT)::UBIGINT AS huge,
       (i / 8)::DECIMAL(18,3) AS amount, 'note of patient-' || (i % 7) AS note, [i, NULL, i % 3] AS list, {'a': i, 'b': ['of patient-' || (i % 7)]} AS record, MAP {'of patient-' || (i % 7): i} AS map,
       CASE WHEN i % 5 = 0 THEN NULL ELSE i % 2 = 0 END AS flag, CASE WHEN i % 4 = 0 THEN NULL ELSE uuid END AS key, TIMESTAMPTZ '2024-01-01 00:00:00+00' + INTERVAL (i) MICROSECOND AS zoned
     FROM (SELECT i, md5(i::VARCHAR) AS uuid FROM range(${rows}) t(i))`,
    `ROW_GROUP_SIZE ${groups}`,
  );

describe("a Parquet file without some patients", () => {
  test.each([[["patient-3"]], [["patient-0", "patient-6"]], [["patient-1", "patient-2", "patient-4"]]])(
    "has every other row as it was, and no trace of %s",
    async (gone) => {
      const { reader, rewritten, again } = await left(await nested(3000, 2048), gone);
      const before = await rowsOf(reader);
      const kept = before.filter(({ who }) => !gone.includes(String(who)));
      expect(rewritten?.rows).toBe(before.length - kept.length);
      expect(again && (await rowsOf(again))).toEqual(kept);
      expect(again?.columns).toEqual(reader.columns);
      for (const id of gone) {
        expect(await decoded(reader, new Blob())).toContain(id);
        expect(again && (await decoded(again, new Blob()))).not.toContain(id);
        expect(rewritten && (await latin1(rewritten.blob))).not.toContain(id);
      }
    },
  );

  test("of only such patients is left with its columns and no row", async () => {
    const { reader, rewritten, again } = await left(
      await nested(70),
      Array.from({ length: 7 }, (_, i) => `patient-${i}`),
    );
    expect([rewritten?.rows, again?.rows]).toEqual([70, 0]);
    expect(again?.columns.map(({ name }) => name)).toEqual(reader.columns.map(({ name }) => name));
  });

  test("is written to the same bytes each time", async () => {
    const blob = await nested(500);
    const [one, other] = [await left(blob, ["patient-2"]), await left(blob, ["patient-2"])];
    expect(one.rewritten?.rewritten).toBe(other.rewritten?.rewritten);
    expect(one.rewritten?.original).not.toBe(one.rewritten?.rewritten);
  });
});

describe.each(["file", "stream"] as const)("an Arrow %s without some patients", (form) => {
  const whole = (times: number) =>
    new Table({
      who: textColumn(Array.from({ length: 3 * times }, (_, i) => `patient-${i % 5}`)),
      at: textColumn(Array.from({ length: 3 * times }, (_, i) => `note of patient-${i % 5}`)),
      ...Object.fromEntries(Object.entries(everyType).map(([name, vector]) => [name, repeated(vector, times)])),
    });

  test("has every other row as it was, whatever its type", async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }), async (who) => {
        const gone = who.map((i) => `patient-${i}`);
        const blob = new Blob([Uint8Array.from(tableToIPC(whole(4), form))]);
        const { reader, rewritten, again } = await left(blob, gone);
        const kept = (await rowsOf(reader)).filter(({ who: id }) => !gone.includes(String(id)));
        expect(again && (await rowsOf(again))).toEqual(kept);
        expect(again?.columns).toEqual(reader.columns);
        for (const id of gone) expect(rewritten && (await latin1(rewritten.blob))).not.toContain(id);
      }),
      runs(15),
    );
  });
});

test("nothing is written where nobody of the file is erased", async () => {
  const { rewritten } = await left(await nested(50), ["patient-7", "patient"]);
  expect(rewritten).toBeNull();
});

test("the same id of another register is another patient", () => {
  expect(hash("patient", "1")).not.toBe(hash("person", "1"));
  expect(hash("patient", "1")).not.toBe(hasherOf(newErasureKey())("patient", "1"));
});
