import { RecordBatchReader, type RecordBatch } from "apache-arrow";
import xxhash, { type XXHashAPI } from "xxhash-wasm";
import type { Mapping } from "../mapping/mapping";
import type { Batch } from "../read/reader";
import { batchRows } from "../read/rewrite";
import { clocks } from "./clocks";
import type { Encoded } from "./encoded";
import { partBooks } from "./parts";
import { roomFor } from "./row-columns";
import type { FileState, Keeps } from "./reading";
import { takeRows, type Lists } from "./rows";
import { upcastings } from "./upcasting";

/** Words that are held at a time; a file that has more begins anew. */
const mostWords = 500_000;

const fileState = (hash: XXHashAPI, mapping: Mapping, keeps: Keeps | null): FileState => ({
  hash,
  mapping,
  keeps,
  parts: partBooks(mapping, hash),
  upcastings: upcastings(mapping),
  clocks: clocks(mapping.zone),
});

/** The words that no batch had before. */
function newWords({ parts }: FileState): Encoded["words"] {
  const found = parts.flatMap(({ book, handedOver }, part) =>
    book.words.slice(handedOver).map((text, i) => ({ part, code: handedOver + i, text })),
  );
  for (const part of parts) part.handedOver = part.book.words.length;
  return {
    part: Int32Array.from(found, ({ part }) => part),
    code: Int32Array.from(found, ({ code }) => code),
    text: found.map(({ text }) => text),
  };
}

/** Encodes some batches of one file, in order, as one. */
function encodeTogether(
  state: FileState,
  batches: readonly RecordBatch[],
  firstRow: number,
): Omit<Encoded, "restart" | "book"> {
  const rows = batches.reduce((sum, { numRows }) => sum + numRows, 0);
  const columns = roomFor(rows);
  const lists: Lists = {
    leftOut: 0,
    upcasts: state.upcastings.map(() => 0),
    quarantined: [],
    corrections: { row: [], space: [], key: [] },
    traits: { row: [], type: [], part: [], code: [] },
  };
  let [count, at] = [0, firstRow];
  for (const batch of batches) {
    const own = new Map(batch.schema.fields.map(({ name }, i) => [name, batch.data.children[i]] as const));
    count = takeRows(state, own, { rows: batch.numRows, firstRow: at }, columns, count, lists);
    at += batch.numRows;
  }
  const { corrections, traits } = lists;
  return {
    firstRow,
    rows,
    admitted: { count, columns },
    words: newWords(state),
    leftOut: lists.leftOut,
    upcasts: lists.upcasts,
    quarantined: lists.quarantined,
    corrections: {
      row: Int32Array.from(corrections.row),
      space: Int32Array.from(corrections.space),
      key: Int32Array.from(corrections.key),
    },
    traits: {
      row: Int32Array.from(traits.row),
      type: Int32Array.from(traits.type),
      part: Int32Array.from(traits.part),
      code: Int32Array.from(traits.code),
    },
  };
}

/** Types and keys a file's batches for the log; neighbouring small ones are taken together, up to 122,880 rows. Rows that `keeps` does not want are left out and counted. */
export async function* encode(
  batches: AsyncGenerator<Batch>,
  mapping: Mapping,
  { keeps = null, book = 0 }: { keeps?: Keeps | null; book?: number } = {},
): AsyncGenerator<Encoded> {
  const hash = await xxhash();
  let state = fileState(hash, mapping, keeps);
  let restart = true;
  let held: RecordBatch[] = [];
  let [rows, firstRow] = [0, 0];
  const taken = (): Encoded => {
    const encoded = { ...encodeTogether(state, held, firstRow), book, restart };
    restart = state.parts.reduce((sum, { book }) => sum + book.words.length, 0) > mostWords;
    if (restart) state = fileState(hash, mapping, keeps);
    [held, rows] = [[], 0];
    return encoded;
  };
  for await (const { stream, firstRow: first } of batches) {
    let at = first;
    for (const batch of RecordBatchReader.from(stream)) {
      if (held.length > 0 && (rows + batch.numRows > batchRows || at !== firstRow + rows)) yield taken();
      if (held.length === 0) firstRow = at;
      held.push(batch);
      rows += batch.numRows;
      at += batch.numRows;
    }
  }
  if (held.length > 0) yield taken();
}
