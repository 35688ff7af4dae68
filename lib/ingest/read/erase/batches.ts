import { RecordBatch, RecordBatchReader, Schema, Struct, makeData } from "apache-arrow";
import { soundBatches } from "../rewrite";
import type { Source } from "../source";
import { gather } from "./gather";
import { rangesWithout, rowsIn } from "./ranges";

/** A file's batches as it has its types, without some rows, which are in ascending order. */
export async function* batchesWithout(source: Source, rows: readonly number[]): AsyncGenerator<RecordBatch> {
  const columns = source.schema.fields.map((_, i) => i);
  let [first, next] = [0, 0];
  for (let piece = 0; piece < source.pieces.length; piece++)
    for await (const { stream } of source.read(piece, piece + 1, columns))
      for (const batch of source.sound ? RecordBatchReader.from(stream) : soundBatches(stream)) {
        const from = next;
        while ((rows[next] ?? Infinity) < first + batch.numRows) next++;
        const ranges = rangesWithout(rows.slice(from, next), first, batch.numRows);
        first += batch.numRows;
        const schema = new Schema(batch.schema.fields);
        const children = batch.data.children.map((child) => gather(child, ranges));
        if (ranges.length > 0)
          yield new RecordBatch(
            schema,
            makeData({ type: new Struct(schema.fields), length: rowsIn(ranges), nullCount: 0, children }),
          );
      }
}
