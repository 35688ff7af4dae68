import { Field, RecordBatch, RecordBatchReader, RecordBatchStreamWriter, Schema, Struct, makeData } from "apache-arrow";
import { uniqueNames } from "./names";
import { plainOf, type Plain } from "./plain";
import type { Column } from "./reader";

/** How a file's columns are written for a database. */
export type Layout = { readonly columns: readonly Column[]; readonly plain: readonly Plain[]; readonly fields: readonly Field[]; readonly asIs: boolean };

/** Rows in one batch, at most. */
export const batchRows = 122_880;

export function layoutOf(schema: Schema): Layout {
  const names = uniqueNames(schema.fields.map((field) => field.name));
  const plain = schema.fields.map((field) => plainOf(field.type));
  return {
    plain,
    columns: schema.fields.map((field, i) => ({ name: names[i] ?? field.name, type: String(field.type), nullable: field.nullable })),
    fields: plain.map(({ type }, i) => new Field(names[i] ?? "", type, true)),
    asIs: plain.every(({ convert }) => !convert) && schema.fields.every((field, i) => field.name === names[i]),
  };
}

const written = (batch: RecordBatch): Uint8Array => RecordBatchStreamWriter.writeAll([batch]).toUint8Array(true);

/** Writes a stream anew: chosen columns, plain types, unique names, uncompressed, at most 122,880 rows in each stream that comes out. `held` says which of the layout's columns the stream has. */
export function* rewrite(stream: Uint8Array, layout: Layout, held: readonly number[], wanted: readonly number[]): Generator<{ stream: Uint8Array; rows: number }> {
  const schema = new Schema(wanted.flatMap((column) => layout.fields[column] ?? []));
  for (const batch of RecordBatchReader.from(stream)) {
    const children = wanted.flatMap((column) => {
      const child = batch.data.children[held.indexOf(column)];
      return child ? [layout.plain[column]?.convert?.(child) ?? child] : [];
    });
    const rows = batch.numRows;
    const whole = new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: rows, children }));
    for (let from = 0; from < rows; from += batchRows) {
      const part = rows <= batchRows ? whole : whole.slice(from, Math.min(from + batchRows, rows));
      yield { stream: written(part), rows: part.numRows };
    }
  }
}
