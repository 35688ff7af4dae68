import fc from "fast-check";
import type { ModelRow } from "./model";

/** The moment that a model's day of recording stands for. */
export const momentOf = (day: number): string => `2025-01-${String(day + 1).padStart(2, "0")}T00:00:00Z`;

/** A model's row as a file states it. */
export const textOf = ({ id, position, value, source, recorded, names, withdraws }: ModelRow) => ({
  event_id: id === null ? null : String(id),
  type: withdraws ? "EventRetracted" : "SurveyCompleted",
  subject: "A",
  occurred_at: "2024-06-01T12:00:00Z",
  recorded_at: momentOf(recorded),
  source,
  topic: position === null ? null : "t",
  partition: position === null ? null : "0",
  offset: position === null ? null : String(position),
  corrects: names === null ? null : String(names),
  value: String(value),
});

/** Rows without positions of their own beside ids: a position that rows of different ids share is another test's. */
const row = fc.record({
  id: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 4 }),
  position: fc.option(fc.nat(2)),
  value: fc.nat(2),
  source: fc.constantFrom("a" as const, "b" as const),
  names: fc.option(fc.integer({ min: 1, max: 4 })),
  withdraws: fc.boolean(),
});

/** Up to twelve rows in three files, each recorded on a day of its own. */
export const histories = fc.array(fc.tuple(row, fc.nat(2)), { minLength: 1, maxLength: 12 }).chain((rows) =>
  fc
    .shuffledSubarray(
      rows.map((_, i) => i),
      { minLength: rows.length },
    )
    .map((days) =>
      [0, 1, 2].map((file) =>
        rows.flatMap(([one, of], i): ModelRow[] =>
          of === file ? [{ ...one, position: one.id === null ? one.position : null, recorded: days[i] ?? 0 }] : [],
        ),
      ),
    ),
);
