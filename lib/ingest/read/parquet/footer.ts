import { parquetMetadataAsync } from "hyparquet";
import type { FileMetaData } from "hyparquet";
import { Failed, type FileFault } from "../../../failure";
import type { Bytes } from "../bytes";
import { noStatistics, statisticsOf } from "../../subset/bounds";
import type { Piece } from "../source";

export type Footer = {
  readonly metadata: FileMetaData;
  readonly groups: readonly Piece[];
  readonly uncompressed: number;
};

const mostFooter = 256 << 20;

/** What the footer states, checked against the file. Throws Failed: encrypted, truncated, corrupt, too-large. */
export async function footerOf(bytes: Bytes): Promise<Footer> {
  const fail = (fault: FileFault, detail?: string): Failed =>
    new Failed({ kind: "file", file: bytes.file, fault, ...(detail ? { detail } : {}) });
  if (bytes.size < 12) throw fail("truncated");
  const tail = await bytes.read(bytes.size - 8, 8);
  const magic = new TextDecoder("latin1").decode(tail.subarray(4));
  if (magic === "PARE") throw fail("encrypted");
  if (magic !== "PAR1") throw fail("truncated", "it has no Parquet footer");
  const length = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
  if (length > bytes.size - 12 || length > mostFooter) throw fail("corrupt", `it states a footer of ${length} bytes`);

  let metadata: FileMetaData;
  try {
    metadata = await parquetMetadataAsync(
      {
        byteLength: bytes.size,
        slice: async (start, end) => (await bytes.read(start, (end ?? bytes.size) - start)).slice().buffer,
      },
      { geoparquet: false },
    );
  } catch (thrown) {
    if (thrown instanceof Failed) throw thrown;
    throw fail("corrupt", "its footer cannot be read");
  }

  const statistics = statisticsOf(metadata);
  const groups = metadata.row_groups.map((group, place): Piece => {
    let uncompressed = 0;
    for (const { meta_data: column, crypto_metadata: crypto } of group.columns) {
      if (crypto || !column) throw fail("encrypted");
      const start = Number(column.dictionary_page_offset || column.data_page_offset);
      const size = Number(column.total_compressed_size);
      if (start < 4 || size < 0 || start + size > bytes.size - 8)
        throw fail("corrupt", "its footer points outside the file");
      uncompressed += Number(column.total_uncompressed_size);
    }
    return {
      rows: Number(group.num_rows),
      bytes: Math.max(uncompressed, Number(group.total_byte_size)),
      epoch: 0,
      statistics: statistics[place] ?? noStatistics,
    };
  });
  if (groups.some(({ rows, bytes: held }) => !Number.isSafeInteger(rows) || rows < 0 || held < 0))
    throw fail("corrupt", "its footer states impossible counts");
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (rows !== Number(metadata.num_rows))
    throw fail("row-count", `its row groups hold ${rows} rows where the footer states ${metadata.num_rows}`);
  return { metadata, groups, uncompressed: groups.reduce((sum, group) => sum + group.bytes, 0) };
}
