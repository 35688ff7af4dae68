import {
  DataType,
  Field,
  RecordBatch,
  RecordBatchReader,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  makeData,
  type Data,
} from "apache-arrow";
import { uniqueNames } from "./names";
import { plainOf, type Plain } from "./plain";
import type { Column } from "./reader";
import { isSound } from "./sound";
import type { Part } from "./source";

/** How a file's columns are written for a database; `asIs` where nothing has to change. */
export type Layout = {
  readonly columns: readonly Column[];
  readonly plain: readonly Plain[];
  readonly fields: readonly Field[];
  readonly asIs: boolean;
};

/** Rows in one batch, at most. */
export const batchRows = 122_880;

export function layoutOf(schema: Schema): Layout {
  const names = uniqueNames(schema.fields.map((field) => field.name));
  const plain = schema.fields.map((field) => plainOf(field.type));
  return {
    plain,
    columns: schema.fields.map((field, i) => ({
      name: names[i] ?? field.name,
      type: String(DataType.isDictionary(field.type) ? field.type.dictionary : field.type),
      nullable: field.nullable,
    })),
    fields: plain.map(({ type }, i) => new Field(names[i] ?? "", type, true)),
    asIs: plain.every(({ convert }) => !convert) && schema.fields.every((field, i) => field.name === names[i]),
  };
}

type Written = { stream: Uint8Array; rows: number };

const written = (batches: RecordBatch[]): Written => ({
  stream: RecordBatchStreamWriter.writeAll(batches).toUint8Array(true),
  rows: batches.reduce((sum, batch) => sum + batch.numRows, 0),
});

/** The record batches of a stream that was not written here, checked. */
export function* soundBatches(stream: Uint8Array): Generator<RecordBatch> {
  for (const batch of RecordBatchReader.from(stream)) {
    if (!batch.data.children.every((child) => child.length === batch.numRows && isSound(child)))
      throw new RangeError("a column is shorter than its rows, or points outside itself");
    yield batch;
  }
}

/** Writes a part anew: wanted columns, plain types, unique names, uncompressed, at most 122,880 rows in each stream; small batches share one where they share their dictionaries. */
export function* rewrite(part: Part, layout: Layout, wanted: readonly number[], checked: boolean): Generator<Written> {
  const schema = new Schema(wanted.flatMap((column) => layout.fields[column] ?? []));
  const alone = schema.fields.some(({ type }) => DataType.isDictionary(type));
  const plainly = (column: number, data: Data): Data => layout.plain[column]?.convert?.(data) ?? data;
  let held: RecordBatch[] = [];
  let heldRows = 0;
  for (const batch of checked ? RecordBatchReader.from(part.stream) : soundBatches(part.stream)) {
    for (let from = 0; from < batch.numRows; from += batchRows) {
      const rows = Math.min(batchRows, batch.numRows - from);
      const children = wanted.flatMap((column) => {
        const child = batch.data.children[part.columns.indexOf(column)];
        return child ? [plainly(column, rows === batch.numRows ? child : child.slice(from, rows))] : [];
      });
      if (held.length > 0 && (alone || heldRows + rows > batchRows)) {
        yield written(held);
        [held, heldRows] = [[], 0];
      }
      held.push(new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: rows, children })));
      heldRows += rows;
    }
  }
  if (held.length > 0) yield written(held);
}
