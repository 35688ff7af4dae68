import {
  Bool,
  Field,
  Float64,
  Int64,
  Schema,
  Table,
  tableToIPC,
  type DataType,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import type { ColumnType, Row } from "../engine/decode";
import { hiddenColumn, type Provenance, spread } from "./file";
import type { Released } from "./gate";

const typeOf = (type: ColumnType): DataType => {
  if (type === "integer" || type === "big") return new Int64();
  if (type === "number") return new Float64();
  return type === "boolean" ? new Bool() : new Utf8();
};

const valueOf = (value: Row[string] | undefined, type: ColumnType): Row[string] =>
  value === null || value === undefined ? null : type === "integer" || type === "big" ? BigInt(String(value)) : value;

/** A released table as Arrow IPC, a file or a stream; days and moments are ISO text. What is hidden is null, and named in the column “hidden”; provenance is in the schema's metadata. */
export function toArrow(released: Released, provenance: Provenance, kind: "file" | "stream" = "file"): Uint8Array {
  const { columns, values, hidden } = spread(released);
  const named = [...Object.entries(columns), [hiddenColumn, "text"] as const];
  const vectors = named.map(([name, type], c) => {
    const own = values.map((row, i) => (c < row.length ? valueOf(row[c], type) : hidden[i]));
    return [name, vectorFromArray(own, typeOf(type))] as const;
  });
  const schema = new Schema(
    named.map(([name, type]) => new Field(name, typeOf(type), true)),
    new Map(Object.entries(provenance)),
  );
  return tableToIPC(new Table(schema, Object.fromEntries(vectors)), kind);
}
