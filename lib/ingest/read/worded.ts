import { RecordBatchReader } from "apache-arrow";
import { wordbook } from "../encode/codes";
import { refCodes } from "../encode/parts";
import type { Ref } from "../mapping/mapping";
import { ofFile } from "./failing";
import type { LocalReader, Reading } from "./reader";

/** What rows from `firstRow` on say: each the code of its word, −1 for nothing. Codes count up over the whole reading; `words` are those that are new. */
export type Worded = { firstRow: number; codes: Int32Array<ArrayBuffer>; words: string[] };

async function* read(reader: LocalReader, ref: Ref, options: Omit<Reading, "columns">): AsyncGenerator<Worded> {
  const book = wordbook();
  const columns = "from" in ref ? ref.from : [];
  let told = 0;
  for await (const { stream, firstRow } of reader.batches({ ...options, columns })) {
    let at = firstRow;
    for (const { data, schema, numRows } of RecordBatchReader.from(stream)) {
      const held = new Map(schema.names.map((name, i) => [String(name), data.children[i]]));
      const codes = refCodes(ref, held, numRows, book);
      yield { firstRow: at, codes, words: book.words.slice(told) };
      told = book.words.length;
      at += numRows;
    }
  }
}

/** What a reference says row by row; only its columns are read. */
export const worded = (reader: LocalReader, ref: Ref, options: Omit<Reading, "columns"> = {}): AsyncGenerator<Worded> =>
  ofFile(reader.file, read(reader, ref, options));
