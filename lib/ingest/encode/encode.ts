import {
  BufferType,
  Data,
  DataType,
  Field,
  Int32,
  Int64,
  RecordBatch,
  RecordBatchReader,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  TimeUnit,
  makeData,
  type TypeMap,
} from "apache-arrow";
import xxhash, { type XXHashAPI } from "xxhash-wasm";
import type { Mapping, Ref } from "../mapping/mapping";
import { cellsOf } from "../read/cells";
import type { Batch } from "../read/reader";
import { batchRows } from "../read/rewrite";
import { textData } from "../read/text-data";
import { codesOf, joined, orElse, wordbook, type Wordbook } from "./codes";
import { digests } from "./digest";
import { partsOf, type Encoded } from "./encoded";
import { plainText } from "./plain-text";

/** Columns whose own values the log reads: ids, times, numbers. */
function rawNames(mapping: Mapping): Set<string> {
  const { occurredAt, recordedAt, until, offset, corrects, dose, perDay, daysSupply, value } = mapping;
  const refs = [occurredAt, recordedAt, until, offset, corrects, dose, perDay, daysSupply, value];
  return new Set([...mapping.id, ...refs.flatMap((ref) => (ref && "from" in ref ? ref.from : []))]);
}

const spaces = /^ +| +$/g;

function cleaner(ref: Ref): (text: string) => string {
  const meanings = new Map("from" in ref ? Object.entries(ref.codes ?? {}) : []);
  return (text) => {
    const trimmed = text.startsWith(" ") || text.endsWith(" ") ? text.replaceAll(spaces, "") : text;
    return meanings.get(trimmed) ?? trimmed;
  };
}

type Columns = ReadonlyMap<string, Data | undefined>;

/** The codes of what a reference reads, row by row. */
export function refCodes(ref: Ref, columns: Columns, rows: number, book: Wordbook): Int32Array {
  if ("constant" in ref) return new Int32Array(rows).fill(book.codeOf(ref.constant));
  const clean = cleaner(ref);
  const [first, ...others] = ref.from.flatMap((column) => columns.get(column) ?? []);
  const codes = first ? codesOf(first, book, clean) : new Int32Array(rows).fill(-1);
  return others.reduce((all, data) => orElse(all, codesOf(data, book, clean)), codes);
}

function partCodes(refs: readonly Ref[], columns: Columns, rows: number, book: Wordbook): Int32Array {
  const [only, ...more] = refs;
  if (only && more.length === 0) return refCodes(only, columns, rows, book);
  return joined(
    refs.map((ref) => {
      const own = wordbook();
      return { codes: refCodes(ref, columns, rows, own), words: own.words };
    }),
    book,
  );
}

/** Parts whose words are no content: where a record lies, and how its clock was set. */
const noContent = new Set(["lane", "zoneColumn"]);

/** Moments lose their zone, which is UTC: what DuckDB does with zoned ones is dearer. */
const rawData = (data: Data): Data => {
  if (DataType.isTimestamp(data.type) && data.type.unit === TimeUnit.MICROSECOND && data.type.timezone)
    return new Data(new TimestampMicrosecond(), data.offset, data.length, data.nullCount, {
      [BufferType.DATA]: data.values,
      [BufferType.VALIDITY]: data.nullBitmap,
    });
  if (!DataType.isDictionary(data.type)) return data;
  const get = cellsOf(data);
  return textData(data.length, (row) => {
    const cell = get(row);
    return cell === null ? null : plainText(cell);
  });
};

const codeData = (codes: Int32Array): Data => {
  const nullBitmap = new Uint8Array((codes.length + 7) >> 3);
  let nullCount = 0;
  for (let row = 0; row < codes.length; row++)
    if ((codes[row] ?? -1) < 0) nullCount++;
    else nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7));
  return new Data(new Int32(), 0, codes.length, nullCount, {
    [BufferType.DATA]: codes,
    [BufferType.VALIDITY]: nullBitmap,
  });
};

const batchOf = (columns: readonly (readonly [string, Data])[], rows: number): RecordBatch => {
  const fields = columns.map(([name, data]) => new Field(name, data.type, true));
  const children = columns.map(([, data]) => data);
  return new RecordBatch(
    new Schema<TypeMap>(fields),
    makeData({ type: new Struct<TypeMap>(fields), length: rows, children }),
  );
};

const streamOf = (batches: readonly RecordBatch[]): Uint8Array =>
  RecordBatchStreamWriter.writeAll(batches).toUint8Array(true);

/** Encodes some batches of one file, in order, as one. */
function encodeTogether(hash: XXHashAPI, mapping: Mapping, batches: readonly RecordBatch[], firstRow: number): Encoded {
  const rows = batches.reduce((sum, { numRows }) => sum + numRows, 0);
  const raw = rawNames(mapping);
  const parts = partsOf(mapping).map((part) => ({ ...part, book: wordbook() }));
  const said = parts.flatMap(({ refs }) => refs.flatMap((ref) => ("from" in ref ? ref.from : [])));
  const read = new Set([...raw, ...said]);
  const digest = digests(hash, rows);
  const coded: [string, Data][][] = [];
  let corrects = false;
  let at = 0;
  for (const batch of batches) {
    const columns = new Map(batch.schema.fields.map(({ name }, i) => [name, batch.data.children[i]] as const));
    const own: [string, Data][] = [];
    for (const { name, refs, book } of parts) {
      const codes = partCodes(refs, columns, batch.numRows, book);
      if (!noContent.has(name)) digest.addCodes(name, codes, book.words, at);
      own.push([`code ${name}`, codeData(codes)]);
    }
    for (const [name, data] of columns) {
      if (!data) continue;
      if (raw.has(name)) own.push([`raw ${name}`, rawData(data)]);
      if (mapping.corrects && "from" in mapping.corrects && mapping.corrects.from.includes(name))
        corrects ||= data.nullCount < data.length;
      if (!read.has(name)) digest.add(`column ${name}`, data, at);
    }
    coded.push(own);
    at += batch.numRows;
  }
  return { ...written(coded, parts, digest.done()), corrects, rows, firstRow };
}

function written(
  coded: readonly (readonly [string, Data][])[],
  parts: readonly { book: { words: readonly string[] } }[],
  other: BigInt64Array,
): Pick<Encoded, "stage" | "words" | "shape"> {
  let at = 0;
  const stage = coded.map((columns) => {
    const length = columns[0]?.[1].length ?? 0;
    const digest = makeData({ type: new Int64(), length, nullCount: 0, data: other.subarray(at, (at += length)) });
    return batchOf([...columns, ["other", digest]], length);
  });
  const words = parts.flatMap(({ book }, part) => book.words.map((text, code) => ({ part, code, text })));
  const numbers = (pick: (word: (typeof words)[number]) => number) =>
    makeData({ type: new Int32(), length: words.length, nullCount: 0, data: Int32Array.from(words, pick) });
  return {
    stage: streamOf(stage),
    words: streamOf([
      batchOf(
        [
          ["part", numbers(({ part }) => part)],
          ["code", numbers(({ code }) => code)],
          ["text", textData(words.length, (row) => words[row]?.text ?? null)],
        ],
        words.length,
      ),
    ]),
    shape: stage[0]?.schema.fields.map(({ name, type }) => `${name}: ${String(type)}`).join("\n") ?? "",
  };
}

const namesOf = ({ schema }: RecordBatch): string => JSON.stringify(schema.names);

/** Encodes a file's batches for the log; small ones are taken together, up to 122,880 rows. */
export async function* encode(batches: AsyncGenerator<Batch>, mapping: Mapping): AsyncGenerator<Encoded> {
  const hash = await xxhash();
  let held: RecordBatch[] = [];
  let [rows, firstRow] = [0, 0];
  for await (const { stream } of batches)
    for (const batch of RecordBatchReader.from(stream)) {
      const fits = rows + batch.numRows <= batchRows && namesOf(batch) === (held[0] ? namesOf(held[0]) : "");
      if (held.length > 0 && !fits) {
        yield encodeTogether(hash, mapping, held, firstRow);
        [held, firstRow, rows] = [[], firstRow + rows, 0];
      }
      held.push(batch);
      rows += batch.numRows;
    }
  if (held.length > 0) yield encodeTogether(hash, mapping, held, firstRow);
}
