import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { arrowFile, textColumns } from "../../testing/files";
import { encode } from "../encode/encode";
import { parquetFrom } from "../fixtures/parquet";
import { mappingSchema } from "../mapping/mapping";
import { open } from "../read/open";
import type { Cell, LocalReader } from "../read/reader";
import { keepsOf } from "./keeps";
import { groupsToRead, rowGroupMayMatch, spanOf } from "./may-match";
import type { Slice } from "./subset";
import { runs } from "../../testing/runs";

const slice = (bounds: Partial<Slice>): Slice => ({ from: null, until: null, types: null, sources: null, ...bounds });

const mapping = mappingSchema.parse({
  version: 1,
  name: "Test",
  type: { from: ["kind"], codes: { Q: "Quiz" } },
  source: { from: ["origin"] },
  subject: { from: ["who"] },
  occurredAt: { from: ["at"] },
});

const query = (at: string, order = "i") =>
  `SELECT ${at} AS at, CASE WHEN i < 8192 THEN ['Intake', 'Need'][i % 2 + 1] ELSE ['Quality of life ', 'Q'][i % 2 + 1] END AS kind,
    CASE WHEN i < 4096 THEN NULL ELSE 'system ' || (i // 4096) END AS origin, 'p' || i % 9 AS who FROM range(20480) t(i) ORDER BY ${order}`;
const daily = "TIMESTAMP '2025-01-01' + to_minutes((i * 15)::BIGINT)";

const read = (reader: LocalReader, ...slices: Slice[]) =>
  groupsToRead(reader.pieces, mapping, { want: slices, have: [] }).length;

describe("of ten row groups in order of time", () => {
  let reader: LocalReader;
  beforeAll(async () => {
    reader = await open(await parquetFrom(query(daily), "ROW_GROUP_SIZE 2048"), "sorted.parquet");
  });

  test("those are read that may have events of the days asked for", () => {
    expect(reader.pieces).toHaveLength(10);
    expect(read(reader, slice({ from: "2025-02-20", until: "2025-02-25" }))).toBe(1);
    expect(read(reader, slice({ from: "2025-03-01" }))).toBe(8);
    expect(read(reader, slice({ until: "2024-12-30" }))).toBe(0);
    expect(read(reader, slice({ until: "2025-01-05" }), slice({ from: "2025-07-29" }))).toBe(2);
  });

  test("those that may have a type, also by its code and between spaces, or a source", () => {
    expect(read(reader, slice({ types: ["Intake"] }))).toBe(4);
    expect(read(reader, slice({ types: ["Quiz"] }))).toBe(6);
    expect(read(reader, slice({ types: ["Quality of life"] }))).toBe(6);
    expect(read(reader, slice({ types: ["Q"] }))).toBe(0);
    expect(read(reader, slice({ types: ["Nothing"] }))).toBe(0);
    expect(read(reader, slice({ sources: ["system 2", "system 4"] }))).toBe(4);
    expect(read(reader, slice({ types: ["Intake"], sources: ["system 3"] }))).toBe(0);
  });

  test("what is there already is not read again where all of it is", () => {
    const have = [slice({ until: "2025-03-15" })];
    const left = groupsToRead(reader.pieces, mapping, { want: null, have });
    expect(left).toEqual([3, 4, 5, 6, 7, 8, 9]);
  });

  test("the span of days is known before reading", () => {
    expect(spanOf(reader.pieces, mapping)).toEqual({ first: "2024-12-31", last: "2025-08-03" });
  });
});

test.each([
  ["moments of the zone", "(TIMESTAMPTZ '2025-01-01 00:00:00+00' + to_minutes((i * 15)::BIGINT))"],
  ["nanoseconds", `(${daily})::TIMESTAMP_NS`],
  ["dates", `(${daily})::DATE`],
])("%s decide too", async (_, at) => {
  const reader = await open(await parquetFrom(query(at), "ROW_GROUP_SIZE 2048"), "sorted.parquet");
  expect(read(reader, slice({ from: "2025-02-20", until: "2025-02-25" }))).toBe(1);
});

test("numbers decide by what they count, texts by their year", async () => {
  const counted = await open(await parquetFrom(query(`epoch_ms(${daily})`), "ROW_GROUP_SIZE 2048"), "ms.parquet");
  expect(read(counted, slice({ from: "2025-02-20", until: "2025-02-25" }))).toBe(1);
  const years = "strftime(TIMESTAMP '2025-01-01' + to_days((i // 4)::INTEGER), '%Y-%m-%dT%H:%M:%SZ')";
  const texts = await open(await parquetFrom(query(years), "ROW_GROUP_SIZE 2048"), "text.parquet");
  expect(read(texts, slice({ until: "2025-03-05" }))).toBe(1);
  expect(read(texts, slice({ from: "2038-01-03" }))).toBe(1);
});

test("a file that states nothing is read whole", async () => {
  const { blob } = arrowFile("all.arrow", textColumns([{ at: "2025-01-01", kind: "Intake", who: "p" }]));
  const reader = await open(blob, "all.arrow");
  expect(read(reader, slice({ from: "2030-01-01", types: ["Other"] }))).toBe(1);
  expect(spanOf(reader.pieces, mapping)).toBeNull();
});

const word = fc.constantFrom("A", "B", "Bé", "ü", "𝒳", "￿", " A", "C ", "Q");
const some = fc.option(fc.uniqueArray(fc.constantFrom("A", "B", "Bé", "ü", "𝒳", "￿", "C", "Quiz"), { minLength: 1 }));
const day = fc.integer({ min: 0, max: 60 });
const iso = (n: number) => new Date(Date.parse("2025-01-01") + n * 86_400_000).toISOString().slice(0, 10);
const spelt = (cell: Cell | undefined) => {
  const text = typeof cell === "string" ? cell.trim() : null;
  return text === "Q" ? "Quiz" : text;
};

test("no row group is passed over in which some row matches", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ kind: fc.option(word), origin: fc.option(word), at: fc.option(day) }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.array(fc.record({ from: fc.option(day), until: fc.option(day), types: some, sources: some }), {
        minLength: 1,
        maxLength: 2,
      }),
      async (kinds, bounds) => {
        const text = (value: string | null) => (value === null ? "NULL" : `'${value}'`);
        const values = kinds.map(
          ({ kind, origin, at }) =>
            `(${text(kind)}, ${text(origin)}, ${at === null ? "NULL" : `TIMESTAMP '${iso(at)} 12:00:00'`})`,
        );
        const blob = await parquetFrom(
          `SELECT kind::VARCHAR AS kind, origin::VARCHAR AS origin, "at"::TIMESTAMP AS "at", 'p' AS who FROM (VALUES ${values.join()}) t(kind, origin, "at")`,
        );
        const reader = await open(blob, "random.parquet");
        const rows = await reader.rowsAt(kinds.map((_, i) => i));
        const slices = bounds.map(({ from, until, types, sources }) =>
          slice({ from: from === null ? null : iso(from), until: until === null ? null : iso(until), types, sources }),
        );
        const matching = rows.filter((row) =>
          slices.some(({ from, until, types, sources }) => {
            const [kind, origin] = [
              spelt(row["kind"]),
              typeof row["origin"] === "string" ? row["origin"].trim() : null,
            ];
            const at = typeof row["at"] === "string" ? row["at"].slice(0, 10) : null;
            const timed = from !== null || until !== null;
            return (
              (types === null || (kind !== null && types.includes(kind))) &&
              (sources === null || (origin !== null && sources.includes(origin))) &&
              (!timed || (at !== null && at >= (from ?? "") && at <= (until ?? "9")))
            );
          }),
        );
        const [piece] = reader.pieces;
        if (matching.length > 0) expect(piece && rowGroupMayMatch(piece.statistics, slices, mapping)).toBe(true);
      },
    ),
    runs(150),
  );
});

const ref = fc.constantFrom(undefined, null, { constant: "A" }, { from: ["other"], codes: { Q: "B" } });
const upcast = fc
  .record({
    types: fc.option(fc.subarray(["", "A", "B", "Quiz"], { minLength: 2 })),
    sources: fc.option(fc.subarray(["", "A", "C"], { minLength: 1 })),
    is: fc.option(fc.subarray(["", "1", "2"], { minLength: 1 })),
    type: fc.constantFrom(undefined, "A", "New"),
    source: ref,
    occurredAt: fc.constantFrom(undefined, { from: ["seen"] }),
  })
  .filter(({ types, sources, is }) => types !== null || sources !== null || is !== null)
  .map(({ types, sources, is, type, ...parts }) => ({
    name: "old",
    when: { ...(types && { types }), ...(sources && { sources }), ...(is && { version: { column: "v", is } }) },
    ...(type !== undefined && { type }),
    parts: Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)),
  }));

type Bounds = { from?: number; until?: number; types?: string[]; sources?: string[] };

test("nor where an upcast reads the row in another way", async () => {
  let [passed, upcasted] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          kind: fc.option(fc.constantFrom("A", "B", "Q")),
          origin: fc.option(fc.constantFrom("A", "C")),
          other: fc.option(fc.constantFrom("C", "Q")),
          v: fc.option(fc.constantFrom("1", "2")),
          at: day,
          seen: fc.option(day),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      fc.array(upcast, { minLength: 1, maxLength: 2 }),
      fc.oneof(
        fc.record({ from: day }),
        fc.record({ until: day }),
        fc.record({ types: fc.subarray(["A", "B", "Quiz", "New"], { minLength: 1, maxLength: 2 }) }),
        fc.record({ sources: fc.subarray(["A", "B", "C"], { minLength: 1, maxLength: 2 }) }),
      ),
      fc.boolean(),
      async (given, upcasts, bounds: Bounds, there) => {
        const text = (value: string | null) => (value === null ? "NULL" : `'${value}'`);
        const moment = (value: number | null) => (value === null ? "NULL" : `TIMESTAMP '${iso(value)} 12:00:00'`);
        const values = given.map(
          ({ kind, origin, other, v, at, seen }) =>
            `(${[...[kind, origin, other, v].map(text), moment(at), moment(seen)].join()})`,
        );
        const blob = await parquetFrom(
          `SELECT kind::VARCHAR AS kind, origin::VARCHAR AS origin, other::VARCHAR AS other, v::VARCHAR AS v, "at"::TIMESTAMP AS "at", seen::TIMESTAMP AS seen, 'p' AS who
            FROM (VALUES ${values.join()}) t(kind, origin, other, v, "at", seen)`,
        );
        const reader = await open(blob, "random.parquet");
        const old = mappingSchema.parse({ ...mapping, upcasts });
        const days = (name: "from" | "until") => (bounds[name] === undefined ? null : iso(bounds[name]));
        const one = slice({ ...bounds, from: days("from"), until: days("until") });
        const selection = there ? { want: null, have: [one] } : { want: [one], have: [] };
        let wanted = 0;
        for await (const batch of encode(reader.batches(), old, { keeps: keepsOf(selection, old) })) {
          wanted += batch.admitted.count;
          upcasted += batch.upcasts.reduce((sum, rows) => sum + rows, 0);
        }
        const read = groupsToRead(reader.pieces, old, selection).length;
        if (wanted > 0) expect(read).toBe(1);
        else if (read === 0) passed++;
      },
    ),
    runs(300),
  );
  expect(Math.min(passed, upcasted)).toBeGreaterThan(20);
});
