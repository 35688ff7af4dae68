import { DataType, Dictionary, Field, Int32, RecordBatchStreamWriter, Schema, Table, Utf8 } from "apache-arrow";
import type { FileMetaData, RowGroup } from "hyparquet";
import { withFooter, type Described } from "./rewritten-footer";

type Chunk = RowGroup["columns"][number];

const isText = (type: DataType): boolean =>
  DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type);

/** Whether a column's chunk holds its values in a dictionary and, as far as its footer tells, nowhere else. */
function packed({ meta_data: column }: Chunk): boolean {
  if (!column) return false;
  const { encodings, encoding_stats: stats } = column;
  const dictionary = (encoding: string) => encoding === "RLE_DICTIONARY" || encoding === "PLAIN_DICTIONARY";
  return stats
    ? stats.every(({ page_type: page, encoding }) => !page.startsWith("DATA_PAGE") || dictionary(encoding))
    : encodings.some(dictionary);
}

/** Places of the top columns of text that every row group keeps as a dictionary. */
function packedTexts(schema: Schema, { row_groups: groups }: FileMetaData): Set<number> {
  const places = new Set<number>();
  for (const [place, { name, type }] of schema.fields.entries()) {
    if (!isText(type)) continue;
    const chunks = groups.map(({ columns }) =>
      columns.find(({ meta_data: column }) => column?.path_in_schema.length === 1 && column.path_in_schema[0] === name),
    );
    if (chunks.length > 0 && chunks.every((chunk) => chunk !== undefined && packed(chunk))) places.add(place);
  }
  return places;
}

function schemaMessage(schema: Schema): string {
  const stream = RecordBatchStreamWriter.writeAll(new Table(schema)).toUint8Array(true);
  const length = new DataView(stream.buffer, stream.byteOffset).getInt32(4, true);
  return btoa(String.fromCharCode(...stream.subarray(0, 8 + length)));
}

/** The same file with a footer that asks the decoder for such texts as the dictionaries they are, which it hands over unspelled; null where there are none. */
export function asDictionaries(file: Described, schema: Schema): Blob | null {
  const { metadata } = file;
  const places = packedTexts(schema, metadata);
  if (places.size === 0 || new Set(schema.names).size !== schema.fields.length) return null;
  const fields = schema.fields.map((field, place) =>
    places.has(place)
      ? new Field(field.name, new Dictionary(new Utf8(), new Int32(), firstId + place, false), field.nullable)
      : field,
  );
  const value = schemaMessage(new Schema(fields));
  return withFooter(file, { ...metadata, key_value_metadata: [{ key: "ARROW:schema", value }] }).blob;
}

/** Beyond the ids of dictionaries that a schema has of itself. */
const firstId = 1 << 20;
