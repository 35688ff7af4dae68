import { tableFromIPC } from "apache-arrow";

/** How a result column is read: `date` is an ISO day, `moment` an ISO UTC time, `integer` must fit 2^53, `big` may not. */
export type ColumnType = "text" | "integer" | "big" | "number" | "date" | "moment" | "boolean";
export type Columns = Readonly<Record<string, ColumnType>>;

type Held = {
  text: string;
  integer: number;
  big: bigint;
  number: number;
  date: string;
  moment: string;
  boolean: boolean;
};

/** A row by its declared columns; any value may be absent. */
export type Row<C extends Columns = Columns> = { readonly [K in keyof C]: Held[C[K]] | null };

const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const isoMoment = (ms: number) => new Date(ms).toISOString();

function read(value: unknown, type: ColumnType, name: string): Held[ColumnType] | null {
  if (value === null || value === undefined) return null;
  switch (type) {
    case "text":
      return String(value);
    case "integer": {
      const n = Number(value);
      if (!Number.isSafeInteger(n)) throw new RangeError(`${name} holds ${String(value)}, which is no safe integer`);
      return n;
    }
    case "big":
      return BigInt(String(value));
    case "number":
      return Number(value);
    case "boolean":
      return Boolean(value);
    case "date":
      return isoDay(Number(value));
    case "moment":
      return isoMoment(Number(value));
  }
}

/** Rows of an Arrow IPC stream, read by declared types; a column that is not there is an error. */
export function decode<C extends Columns>(stream: Uint8Array, columns: C): Row<C>[] {
  const table = tableFromIPC(stream);
  const names = Object.keys(columns);
  const vectors = names.map((name) => {
    const vector = table.getChild(name);
    if (!vector) throw new RangeError(`the result has no column ${name}`);
    return vector;
  });
  return Array.from({ length: table.numRows }, (_, i) => {
    const row: Record<string, unknown> = {};
    names.forEach((name, c) => (row[name] = read(vectors[c]?.get(i), columns[name] ?? "text", name)));
    return row as Row<C>;
  });
}
