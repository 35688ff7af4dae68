import { Bool, type Data, Field, Float64, Int64, makeData, makeVector, Schema, Table, tableToIPC } from "apache-arrow";
import type { ColumnType, Row } from "../engine/decode";
import { textData } from "../ingest/read/text-data";
import { hiddenColumn, type Provenance, spread } from "./file";
import type { Released } from "./gate";

type Cell = Row[string] | undefined;

/** The bits of which a value says yes. */
function bits(values: readonly Cell[], says: (value: Cell) => boolean): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, i) => {
    if (says(value)) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  });
  return bytes;
}

const isNone = (value: Cell): value is null | undefined => value === null || value === undefined;

/** A column as Arrow holds it. The library's own way to make one compiles code, which no page here may. */
function dataOf(values: readonly Cell[], type: ColumnType): Data {
  const about = {
    length: values.length,
    nullCount: values.filter(isNone).length,
    nullBitmap: bits(values, (value) => !isNone(value)),
  };
  switch (type) {
    case "integer":
    case "big":
      return makeData({
        type: new Int64(),
        ...about,
        data: BigInt64Array.from(values, (value) => (isNone(value) ? 0n : BigInt(String(value)))),
      });
    case "number":
      return makeData({ type: new Float64(), ...about, data: Float64Array.from(values, Number) });
    case "boolean":
      return makeData({ type: new Bool(), ...about, data: bits(values, (value) => value === true) });
    default:
      return textData(values.length, (at) => {
        const value = values[at];
        return isNone(value) ? null : String(value);
      });
  }
}

/** A released table as Arrow IPC, a file or a stream; days and moments are ISO text. What is hidden is null, and named in the column “hidden”; provenance is in the schema's metadata. */
export function toArrow(released: Released, provenance: Provenance, kind: "file" | "stream" = "file"): Uint8Array {
  const { columns, values, hidden } = spread(released);
  const named = [...Object.entries(columns), [hiddenColumn, "text"] as const];
  const vectors = named.map(([name, type], c) => {
    const own = values.map((row, i) => (c < row.length ? row[c] : hidden[i]));
    return [name, makeVector(dataOf(own, type))] as const;
  });
  const schema = new Schema(
    vectors.map(([name, { type }]) => new Field(name, type, true)),
    new Map(Object.entries(provenance)),
  );
  return tableToIPC(new Table(schema, Object.fromEntries(vectors)), kind);
}
