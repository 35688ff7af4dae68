import {
  Bool,
  DateDay,
  Float64,
  Int64,
  Table,
  TimestampMicrosecond,
  Utf8,
  makeVector,
  tableToIPC,
  vectorFromArray,
  type DataType,
  type Vector,
} from "apache-arrow";
import {
  DuckDBDateValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  ResultReturnType,
  type DuckDBMaterializedResult,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";

const integers = new Set<number>([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
]);

function arrowType(type: DuckDBType): DataType {
  if (integers.has(type.typeId)) return new Int64();
  if (type.typeId === DuckDBTypeId.DOUBLE || type.typeId === DuckDBTypeId.FLOAT) return new Float64();
  if (type.typeId === DuckDBTypeId.BOOLEAN) return new Bool();
  if (type.typeId === DuckDBTypeId.DATE) return new DateDay();
  if (type.typeId === DuckDBTypeId.TIMESTAMP) return new TimestampMicrosecond();
  return new Utf8();
}

/** Int64 and microseconds as one typed array and its validity, since apache-arrow's builder would round microseconds to milliseconds. */
function wide(
  values: readonly DuckDBValue[],
  type: Int64 | TimestampMicrosecond,
  read: (value: DuckDBValue) => bigint,
): Vector {
  const data = new BigInt64Array(values.length);
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8));
  let nullCount = 0;
  values.forEach((value, i) => {
    if (value === null) nullCount++;
    else {
      data[i] = read(value);
      nullBitmap[i >> 3] = (nullBitmap[i >> 3] ?? 0) | (1 << (i & 7));
    }
  });
  const buffers = { data, length: values.length, nullCount, nullBitmap };
  return type instanceof Int64 ? makeVector({ type, ...buffers }) : makeVector({ type, ...buffers });
}

function vector(values: readonly DuckDBValue[], type: DataType): Vector {
  if (type instanceof Int64)
    return wide(values, type, (value) => (typeof value === "bigint" ? value : BigInt(String(value))));
  if (type instanceof TimestampMicrosecond)
    return wide(values, type, (value) => (value instanceof DuckDBTimestampValue ? value.micros : 0n));
  if (type instanceof DateDay)
    return vectorFromArray(
      values.map((value) => (value instanceof DuckDBDateValue ? new Date(value.days * 86_400_000) : null)),
      type,
    );
  if (type instanceof Utf8)
    return vectorFromArray(
      values.map((value) => (value === null ? null : String(value))),
      type,
    );
  return vectorFromArray(values, type);
}

/** Columns of a native result as one Arrow IPC stream: integers as Int64, moments in microseconds, what Arrow has no plain type for as text. */
export function toStream(
  names: readonly string[],
  types: readonly DuckDBType[],
  columns: readonly DuckDBValue[][],
): Uint8Array {
  const vectors = names.map((name, i) => {
    const type = types[i];
    return [name, vector(columns[i] ?? [], type ? arrowType(type) : new Utf8())] as const;
  });
  return tableToIPC(new Table(Object.fromEntries(vectors)), "stream");
}

const nothing = toStream([], [], []);

/** The rows of a result as such a stream, read without a turn of the event loop for each chunk; of a statement that has none an empty one. */
export function streamOf(result: DuckDBMaterializedResult): Uint8Array {
  if (result.returnType !== ResultReturnType.QUERY_RESULT) return nothing;
  const columns: DuckDBValue[][] = [];
  for (let chunk = 0; chunk < result.chunkCount; chunk++) result.getChunk(chunk).appendToColumns(columns);
  return toStream(result.deduplicatedColumnNames(), result.columnTypes(), columns);
}
