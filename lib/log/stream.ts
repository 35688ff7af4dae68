import {
  BufferType,
  Data,
  DateDay,
  Field,
  Float64,
  Int32,
  Int64,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Uint32,
  Uint8,
  makeData,
  type DataType,
} from "apache-arrow";
import { leastHigh, noDay, noWord, rowColumns, type RowColumn, type Rows } from "../ingest/encode/row-columns";

/** One batch of columns as an Arrow IPC stream. */
export function streamOf(columns: readonly (readonly [name: string, data: Data])[], length: number): Uint8Array {
  const fields = columns.map(([name, { type }]) => new Field(name, type, true));
  const children = columns.map(([, data]) => data);
  const batch = new RecordBatch(new Schema(fields), makeData({ type: new Struct(fields), length, children }));
  return RecordBatchStreamWriter.writeAll([batch]).toUint8Array(true);
}

type Values = Rows[RowColumn];
type Validity = { bitmap: Uint8Array; nulls: number } | null;

const column = (type: DataType, values: ArrayLike<unknown>, rows: number, validity: Validity = null): Data =>
  new Data(type, 0, rows, validity?.nulls ?? 0, {
    [BufferType.DATA]: values,
    ...(validity && validity.nulls > 0 && { [BufferType.VALIDITY]: validity.bitmap }),
  });

/** Which of the first rows are there: those that are a number and not `absent`. A loop for each kind, since one that calls what it is given takes four times as long. */
function there(values: Int32Array | Float64Array, rows: number, absent: number): Validity {
  const bitmap = new Uint8Array((rows + 7) >> 3);
  let nulls = 0;
  if (values instanceof Float64Array)
    for (let row = 0; row < rows; row++)
      if (Number.isNaN(values[row])) nulls++;
      else bitmap[row >> 3] = (bitmap[row >> 3] ?? 0) | (1 << (row & 7));
  else
    for (let row = 0; row < rows; row++)
      if (values[row] === absent) nulls++;
      else bitmap[row >> 3] = (bitmap[row >> 3] ?? 0) | (1 << (row & 7));
  return { bitmap, nulls };
}

/** The same of 64 bits, where the least number is none. */
function longsThere(halves: Int32Array, rows: number): Validity {
  const bitmap = new Uint8Array((rows + 7) >> 3);
  let nulls = 0;
  for (let row = 0; row < rows; row++)
    if (halves[row * 2 + 1] === leastHigh && halves[row * 2] === 0) nulls++;
    else bitmap[row >> 3] = (bitmap[row >> 3] ?? 0) | (1 << (row & 7));
  return { bitmap, nulls };
}

export const longsColumn = (halves: Int32Array<ArrayBuffer>, rows: number, validity: Validity = null): Data =>
  column(new Int64(), new BigInt64Array(halves.buffer, 0, rows), rows, validity);

export const wholeColumn = (values: Int32Array, rows: number): Data => column(new Int32(), values, rows);

function rowColumn(name: RowColumn, values: Values, rows: number): Data {
  const some = values.subarray(0, rows);
  const kind = rowColumns[name];
  if (values instanceof Float64Array) return column(new Float64(), some, rows, there(values, rows, Number.NaN));
  if (values instanceof Uint32Array) return column(new Uint32(), some, rows);
  if (values instanceof Uint8Array) return column(new Uint8(), some, rows);
  if (kind === "long") return longsColumn(values, rows, name === "pos" ? longsThere(values, rows) : null);
  if (kind === "day") return column(new DateDay(), some, rows, there(values, rows, noDay));
  return column(new Int32(), some, rows, kind === "word" ? there(values, rows, noWord) : null);
}

const names = Object.keys(rowColumns).filter((name): name is RowColumn => Object.hasOwn(rowColumns, name));

/** The first rows of some columns as the log takes them: of a segment, words as keys. */
export const rowStream = (segment: number, columns: Rows, rows: number): Uint8Array =>
  streamOf(
    [
      ["segment", wholeColumn(new Int32Array(rows).fill(segment), rows)],
      ...names.map((name) => [name, rowColumn(name, columns[name], rows)] as const),
    ],
    rows,
  );
