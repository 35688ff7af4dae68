import { makeData, RecordBatch, Schema, Struct } from "apache-arrow";
import type { Column } from "./arrays";
import type { Placed } from "./place";

export const rowsPerGroup = 122_880;

export const schemaOf = (columns: readonly Column[]) => new Schema(columns.map(({ field }) => field));

/** The rows in order of recording, at most `rowsPerGroup` at a time. */
export function* batches(columns: readonly Column[], { order }: Placed): Generator<RecordBatch> {
  const schema = schemaOf(columns);
  for (let from = 0; from < order.length; from += rowsPerGroup) {
    const length = Math.min(rowsPerGroup, order.length - from);
    const children = columns.map(({ fill }) => fill(length, (i) => order[from + i] ?? 0));
    yield new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, nullCount: 0, children }));
  }
}
