import fc from "fast-check";
import { mappingSchema } from "../../ingest/mapping/mapping";
import type { ModelRow } from "./model";

const days = 12;
/** The days of recording that a model has. */
export const moments = Array.from({ length: days }, (_, day) => day);
/** A day by which everything was recorded. */
export const lastDay = days - 1;

/** The moment that a model's day of recording stands for. */
export const momentOf = (day: number): string => `2025-01-${String(day + 1).padStart(2, "0")}T00:00:00Z`;

/** A model's row as a file states it. */
export const textOf = (row: ModelRow) => ({
  event_id: row.id === null ? null : String(row.id),
  type: row.withdraws ? "EventRetracted" : "SurveyCompleted",
  subject: row.subject,
  occurred_at: row.sound ? "2024-06-01T12:00:00Z" : "once",
  recorded_at: momentOf(row.recorded),
  source: row.source,
  topic: row.position === null ? null : "t",
  partition: row.position === null ? null : "0",
  offset: row.position === null ? null : String(row.position),
  corrects: row.names === null ? null : String(row.names),
  value: String(row.value),
});

/** How a model's files are read, whatever little they hold. */
export const mapping = mappingSchema.parse({
  version: 1,
  name: "Model",
  id: ["event_id"],
  type: { from: ["type"] },
  subject: { from: ["subject"] },
  occurredAt: { from: ["occurred_at"] },
  recordedAt: { from: ["recorded_at"] },
  source: { from: ["source"] },
  topic: { from: ["topic"] },
  partition: { from: ["partition"] },
  offset: { from: ["offset"] },
  corrects: { from: ["corrects"] },
  value: { from: ["value"] },
  roles: { SurveyCompleted: "measure", EventRetracted: "retraction" },
});

const ids = fc.option(fc.integer({ min: 1, max: 4 }), { freq: 4 });
const plain = fc.record({
  position: fc.option(fc.nat(2)),
  subject: fc.constantFrom("A", "A", "A", "B", "C"),
  value: fc.nat(2),
  source: fc.constantFrom("a", "b"),
  names: fc.option(fc.integer({ min: 1, max: 4 })),
  withdraws: fc.boolean(),
  sound: fc.nat(9).map((n) => n > 0),
});
/** Rows without positions of their own beside ids: a position that rows of different ids share is another test's. */
const row = fc
  .tuple(ids, plain)
  .map(([id, said]): Omit<ModelRow, "recorded"> => ({ ...said, id, position: id === null ? said.position : null }));

/** Up to twelve rows in three files, each recorded on a day of its own. */
export const histories: fc.Arbitrary<ModelRow[][]> = fc
  .array(fc.tuple(row, fc.nat(2)), { minLength: 1, maxLength: days })
  .chain((rows) =>
    fc
      .shuffledSubarray(
        rows.map((_, i) => i),
        { minLength: rows.length },
      )
      .map((own) =>
        [0, 1, 2].map((file) =>
          rows.flatMap(([one, of], i): ModelRow[] => (of === file ? [{ ...one, recorded: own[i] ?? 0 }] : [])),
        ),
      ),
  );

/** Rows with an id or a position, many of them recorded at the same moment. */
export const ties: fc.Arbitrary<ModelRow[]> = fc
  .array(fc.tuple(row, fc.nat(2)), { minLength: 2, maxLength: days })
  .map((rows) =>
    rows.map(([one, recorded]) => ({ ...one, id: one.id ?? (one.position === null ? 1 : null), recorded })),
  );

/** Histories that share a load, since it is loading that costs: none of them names what another has. */
const batch = 10;
/** The loads that so many histories take. */
export const loads = (histories: number): number => Math.ceil(histories / batch);
const batched = <One>(one: fc.Arbitrary<One>) => fc.array(one, { minLength: batch, maxLength: batch });
const numbered = (number: number | null, nth: number) => (number === null ? null : nth * 100 + number);
const apart = (row: ModelRow, nth: number): ModelRow => ({
  ...row,
  id: numbered(row.id, nth),
  position: numbered(row.position, nth),
  names: numbered(row.names, nth),
  subject: `${row.subject}${nth}`,
});

/** The rows of several histories as one. */
export const together = (rows: fc.Arbitrary<ModelRow[]>): fc.Arbitrary<ModelRow[]> =>
  batched(rows).map((all) => all.flatMap((one, nth) => one.map((row) => apart(row, nth))));

/** Several histories of three files as one, and some patients of each. */
export const files: fc.Arbitrary<{ files: ModelRow[][]; some: string[] }> = batched(
  fc.record({ files: histories, some: fc.subarray(["A", "B", "C", "D"], { minLength: 1 }) }),
).map((all) => ({
  files: [0, 1, 2].map((i) => all.flatMap((one, nth) => (one.files[i] ?? []).map((row) => apart(row, nth)))),
  some: all.flatMap((one, nth) => one.some.map((id) => `${id}${nth}`)),
}));

/** Rows in some order, dealt out to four files. */
export const deals = fc.array(fc.tuple(fc.nat(), fc.nat(3)), { minLength: batch * days, maxLength: batch * days });
export function dealt<Row>(rows: readonly Row[], deal: readonly (readonly [number, number])[]): Row[][] {
  const shuffled = rows
    .map((row, i) => ({ row, place: deal[i] ?? [0, 0] }))
    .toSorted((a, b) => a.place[0] - b.place[0]);
  return [0, 1, 2, 3].map((file) => shuffled.flatMap(({ row, place }) => (place[1] === file ? [row] : [])));
}

/** Those rows of some files that an id or a position tells apart, whichever file they come in. */
export const identified = (files: readonly (readonly ModelRow[])[]): ModelRow[] =>
  files.flat().filter(({ id, position }) => id !== null || position !== null);
