import {
  Field,
  RecordBatch,
  RecordBatchReader,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Utf8,
  makeData,
  type Data,
} from "apache-arrow";
import { cellsOf } from "../cells";
import { without } from "../erase/without";
import { encoded } from "../encoded";
import type { Batch, Cell, Column, Derivation, LocalReader } from "../reader";
import type { Piece } from "../source";
import { worded } from "../worded";
import { jsonText } from "../text";
import { textData } from "../text-data";
import { birthColumns, birthDate } from "./birth-date";
import { keysFor, promote, promoteBatch } from "./json";

/** Columns to work out, from which of the file's, how for a batch and how for a row. A batch's column of the same name is replaced. */
type Derived = {
  from: readonly string[];
  columns: readonly Column[];
  batch(held: ReadonlyMap<string, Data>, rows: number): Map<string, Data>;
  row(row: Record<string, Cell>): Record<string, Cell>;
};

const textColumn = (name: string): Column => ({ name, type: "Utf8", nullable: true });

const sampleRows = 1000;
const spots = 8;

/** The first rows, and a few from all over the file. */
function sampled(rows: number): number[] {
  const first = Array.from({ length: Math.min(rows, sampleRows) }, (_, i) => i);
  const later = Array.from({ length: spots }, (_, spot) => Math.floor(((spot + 1) * (rows - 1)) / spots));
  return [...new Set([...first, ...later.filter((row) => row >= first.length)])];
}

async function fromJson(reader: LocalReader, column: string): Promise<Derived> {
  const keys = keysFor(
    column,
    reader.columns.map(({ name }) => name),
  );
  const promoted = (row: Record<string, Cell>) => {
    const found = new Map<string, string>();
    const held = row[column] ?? null;
    const text = typeof held === "object" ? jsonText(held) : String(held);
    promote(keys, text, (name, value) => !found.has(name) && Boolean(found.set(name, value)));
    return Object.fromEntries(found);
  };
  const seen = new Set<string>();
  for (const row of await reader.rowsAt(sampled(reader.rows ?? 0)))
    for (const name of Object.keys(promoted(row))) seen.add(name);
  return {
    from: [column],
    columns: [...seen].map(textColumn),
    batch(held) {
      const texts = held.get(column);
      if (!texts) return new Map();
      const { columns, rest } = promoteBatch(keys, texts);
      return columns.set(column, rest);
    },
    row: promoted,
  };
}

function fromBirth(reader: LocalReader): Derived {
  const actual = birthColumns.flatMap((name) => {
    const column = reader.columns.find((one) => one.name.toLowerCase() === name);
    return column ? [[name, column.name] as const] : [];
  });
  const name = "birth_date";
  return {
    from: actual.map(([, column]) => column),
    columns: [textColumn(name)],
    batch(held, rows) {
      const gets = actual.flatMap(([part, column]) => {
        const data = held.get(column);
        return data ? [[part, cellsOf(data)] as const] : [];
      });
      return new Map([
        [name, textData(rows, (row) => birthDate(Object.fromEntries(gets.map(([part, get]) => [part, get(row)]))))],
      ]);
    },
    row: (row) => ({
      [name]: birthDate(Object.fromEntries(actual.map(([part, column]) => [part, row[column] ?? null]))),
    }),
  };
}

/** Every record batch of a stream with the same columns: those it has (as far as wanted) and those worked out. */
function rewritten(stream: Uint8Array, derived: Derived, wanted: ((name: string) => boolean) | null): Uint8Array {
  const parts = [...RecordBatchReader.from(stream)].map((batch) => {
    const held = new Map(
      batch.schema.fields.flatMap((field, i): [string, Data][] => {
        const child = batch.data.children[i];
        return child ? [[field.name, child]] : [];
      }),
    );
    return { rows: batch.numRows, columns: new Map([...held, ...derived.batch(held, batch.numRows)]) };
  });
  const types = new Map(parts.flatMap(({ columns }) => [...columns].map(([name, data]) => [name, data.type] as const)));
  const schema = new Schema(
    [...types].filter(([name]) => !wanted || wanted(name)).map(([name, type]) => new Field(name, type, true)),
  );
  const batches = parts.map(({ rows, columns }) => {
    const children = schema.fields.map(
      (field) => columns.get(field.name) ?? makeData({ type: new Utf8(), ...nothing(rows) }),
    );
    return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: rows, children }));
  });
  return RecordBatchStreamWriter.writeAll(batches).toUint8Array(true);
}

const nothing = (rows: number) => ({
  length: rows,
  nullCount: rows,
  nullBitmap: new Uint8Array((rows + 7) >> 3),
  valueOffsets: new Int32Array(rows + 1),
  data: new Uint8Array(),
});

/** What a file states of columns that are worked out anew no longer holds. */
const silentOn = (piece: Piece, columns: readonly string[]): Piece => ({
  ...piece,
  statistics: new Map([...piece.statistics].filter(([name]) => !columns.includes(name))),
});

/** A reader with further columns; what it reads from is the same file. */
export async function derive(reader: LocalReader, blob: Blob, derivation: Derivation): Promise<LocalReader> {
  const derived = derivation.kind === "json" ? await fromJson(reader, derivation.column) : fromBirth(reader);
  const base = new Set(reader.columns.map(({ name }) => name));
  const self: LocalReader = {
    ...reader,
    columns: [...reader.columns, ...derived.columns.filter(({ name }) => !base.has(name))],
    pieces: reader.pieces.map((piece) => silentOn(piece, derived.from)),
    async *batches({ columns, ...options } = {}): AsyncGenerator<Batch> {
      const wanted = columns && new Set(columns);
      const read = columns && [...new Set([...columns.filter((name) => base.has(name)), ...derived.from])];
      for await (const batch of reader.batches({ ...(read ? { columns: read } : {}), ...options }))
        yield { ...batch, stream: rewritten(batch.stream, derived, wanted ? (name) => wanted.has(name) : null) };
    },
    encoded: (mapping, options) => encoded(self, mapping, options),
    worded: (ref, options) => worded(self, ref, options),
    rowsAt: async (rows) => (await reader.rowsAt(rows)).map((row) => ({ ...row, ...derived.row(row) })),
    without: (mapping, erasures) => without(self, blob, mapping, erasures),
    derive: (further) => derive(self, blob, further),
  };
  return self;
}
