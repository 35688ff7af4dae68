import type { FileMetaData } from "hyparquet";
import { ByteWriter } from "hyparquet-writer";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";

const magic = 0x31524150;

/** A file and what its footer states. */
export type Described = { blob: Blob; metadata: FileMetaData };

type Element = FileMetaData["schema"][number];

/** The writer spells the width of a whole number in a way that decoders refuse; its older name says the same. */
function withoutWidth(element: Element): Element {
  if (element.logical_type?.type !== "INTEGER" || !element.converted_type) return element;
  const { logical_type: _, ...kept } = element;
  return kept;
}

/** The same file with another footer: what is said of the data changes, the data does not. Statistics are left out. */
export function withFooter({ blob, metadata }: Described, footer: FileMetaData): Described {
  const written: FileMetaData = {
    ...footer,
    schema: footer.schema.map(withoutWidth),
    row_groups: footer.row_groups.map((group) => ({
      ...group,
      columns: group.columns.map(({ file_path, file_offset, meta_data: column }) => {
        if (!column) return { file_offset };
        const { statistics: _, size_statistics: __, ...kept } = column;
        return { ...(file_path === undefined ? {} : { file_path }), file_offset, meta_data: kept };
      }),
    })),
  };
  const writer = new ByteWriter();
  writeMetadata(writer, written);
  writer.appendUint32(magic);
  const bytes = writer.getBuffer();
  return {
    blob: new Blob([blob.slice(0, blob.size - metadata.metadata_length - 8), bytes]),
    metadata: { ...written, metadata_length: bytes.byteLength - 8 },
  };
}
