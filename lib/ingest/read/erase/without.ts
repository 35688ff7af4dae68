import { RecordBatchReader } from "apache-arrow";
import { sha256Of } from "../../../sha256";
import { wordbook } from "../../encode/codes";
import { refCodes } from "../../encode/parts";
import type { Mapping } from "../../mapping/mapping";
import type { LocalReader } from "../reader";
import { erasedBy, type Erasures } from "./erasures";

/** A file written anew without the rows of erased patients; hashes are SHA-256 in hexadecimal. */
export type Rewritten = { blob: Blob; rows: number; original: string; rewritten: string };

/** The numbers of the rows that name an erased patient, as `mapping` reads them. */
async function rowsToErase(reader: LocalReader, mapping: Mapping, erasures: Erasures): Promise<number[]> {
  const isErased = erasedBy(erasures);
  const book = wordbook();
  const gone: boolean[] = [];
  const rows: number[] = [];
  let first = 0;
  const columns = "from" in mapping.subject ? mapping.subject.from : reader.columns.map(({ name }) => name);
  for await (const { stream } of reader.batches({ columns }))
    for (const { data, schema, numRows } of RecordBatchReader.from(stream)) {
      const held = new Map(schema.names.map((name, i) => [String(name), data.children[i]]));
      const codes = refCodes(mapping.subject, held, numRows, book);
      for (let code = gone.length; code < book.words.length; code++)
        gone.push(isErased(mapping.namespace, book.words[code] ?? ""));
      codes.forEach((code, row) => gone[code] === true && rows.push(first + row));
      first += numRows;
    }
  return rows;
}

/** The file without the rows of erased patients; null where it has none. One pass over the column of patients, and one over the file where there are some. */
export async function without(
  reader: LocalReader,
  blob: Blob,
  mapping: Mapping,
  erasures: Erasures,
): Promise<Rewritten | null> {
  if (mapping.reference || erasures.length === 0) return null;
  const rows = await rowsToErase(reader, mapping, erasures);
  if (rows.length === 0) return null;
  const left = await reader.leaveOut(rows);
  return { blob: left, rows: rows.length, original: await sha256Of(blob), rewritten: await sha256Of(left) };
}
