import {
  BufferType,
  Data,
  Field,
  RecordBatch,
  RecordBatchReader,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  makeData,
} from "apache-arrow";
import type { FileMetaData } from "hyparquet";
import type { Source } from "../source";
import { withFooter, type Described } from "./rewritten-footer";

const width = 12;
const julianEpoch = 2_440_588n;
const microsPerDay = 86_400_000_000n;

/** Names of the top columns that hold times as INT96. */
export const int96Columns = ({ schema, row_groups }: FileMetaData): string[] => {
  const top = new Set(
    row_groups[0]?.columns.flatMap(({ meta_data: column }) =>
      column?.path_in_schema.length === 1 ? column.path_in_schema : [],
    ),
  );
  return schema.flatMap(({ type, name }) => (type === "INT96" && top.has(name) ? [name] : []));
};

/** The same file with a footer that calls its INT96 columns what they are, 12 bytes: the decoder's nanoseconds wrap around outside 1677 to 2262. */
export function asBytes(file: Described, columns: readonly string[]): Described {
  const { metadata } = file;
  const footer: FileMetaData = {
    ...metadata,
    schema: metadata.schema.map((element) =>
      element.type === "INT96" && columns.includes(element.name)
        ? {
            name: element.name,
            type: "FIXED_LEN_BYTE_ARRAY",
            type_length: width,
            ...(element.repetition_type ? { repetition_type: element.repetition_type } : {}),
          }
        : element,
    ),
    row_groups: metadata.row_groups.map((group) => ({
      ...group,
      columns: group.columns.map((chunk) => {
        const path = chunk.meta_data?.path_in_schema;
        const named = path?.length === 1 && columns.includes(path[0] ?? "");
        return chunk.meta_data && named
          ? { ...chunk, meta_data: { ...chunk.meta_data, type: "FIXED_LEN_BYTE_ARRAY" } }
          : chunk;
      }),
    })),
  };
  delete footer.key_value_metadata;
  return withFooter(file, footer);
}

const micros = new TimestampMicrosecond();

function timesOf(data: Data): Data {
  const bytes: Uint8Array = data.values;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const times = BigInt64Array.from({ length: data.length }, (_, row) => {
    const days = BigInt(view.getInt32(row * width + 8, true)) - julianEpoch;
    return days * microsPerDay + view.getBigInt64(row * width, true) / 1000n;
  });
  const held = { [BufferType.DATA]: times, [BufferType.VALIDITY]: data.nullBitmap };
  return new Data(micros, data.offset, data.length, data.nullCount, held);
}

/** The source with its INT96 columns as times in microseconds. */
export function withTimes(source: Source, columns: readonly string[]): Source {
  const field = (given: Field) =>
    columns.includes(given.name) ? new Field(given.name, micros, given.nullable) : given;
  function timed(stream: Uint8Array): Uint8Array {
    const batches = [...RecordBatchReader.from(stream)].map((batch) => {
      const schema = new Schema(batch.schema.fields.map(field));
      const children = batch.data.children.map((child, i) =>
        columns.includes(batch.schema.fields[i]?.name ?? "") ? timesOf(child) : child,
      );
      return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: batch.numRows, children }));
    });
    return RecordBatchStreamWriter.writeAll(batches).toUint8Array(true);
  }
  return {
    ...source,
    schema: new Schema(source.schema.fields.map(field)),
    async *read(from, to, wanted) {
      for await (const part of source.read(from, to, wanted)) yield { ...part, stream: timed(part.stream) };
    },
    some: async (piece, from, count) => {
      const part = await source.some(piece, from, count);
      return { ...part, stream: timed(part.stream) };
    },
  };
}
