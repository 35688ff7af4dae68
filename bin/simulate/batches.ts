import { makeData, RecordBatch, Schema, Struct } from "apache-arrow";
import type { Column } from "./arrays";
import type { Placed } from "./place";

export const rowsPerGroup = 122_880;

/** The rows in file order, at most `rowsPerGroup` at a time. */
export function* batches(columns: readonly Column[], { order }: Placed): Generator<RecordBatch> {
  const schema = new Schema(columns.map(({ field }) => field));
  for (let from = 0; from < order.length; from += rowsPerGroup) {
    const rows = order.subarray(from, from + rowsPerGroup);
    const children = columns.map(({ fill }) => fill(rows));
    yield new RecordBatch(
      schema,
      makeData({ type: new Struct(schema.fields), length: rows.length, nullCount: 0, children }),
    );
  }
}
