import { RecordBatchReader } from "apache-arrow";
import { Failed } from "../../failure";
import { cellsOf } from "./cells";
import { fileFailure, ofFile } from "./failing";
import { without } from "./erase/without";
import { leftOver } from "./erase/write";
import { derive } from "./derive/derive";
import { encoded } from "./encoded";
import type { Batch, Cell, LocalReader, Reading } from "./reader";
import { batchRows, layoutOf, rewrite, soundBatches } from "./rewrite";
import type { Part, Piece, Source } from "./source";
import { worded } from "./worded";

const batchBytes = 96 << 20;

type Group = { from: number; to: number; rows: number; firstRow: number };

/** Neighbouring pieces that one stream may hold: up to 122,880 rows and 96 MiB; of chosen ones alone where some are. */
function* groups(pieces: readonly Piece[], chosen?: readonly number[]): Generator<Group> {
  const among = chosen && new Set(chosen);
  let [from, firstRow] = [0, 0];
  while (from < pieces.length) {
    if (among && !among.has(from)) {
      firstRow += pieces[from]?.rows ?? 0;
      from++;
      continue;
    }
    let to = from;
    let rows = 0;
    let bytes = 0;
    for (let next = pieces[to]; next; next = pieces[to]) {
      const fits =
        rows + next.rows <= batchRows && bytes + next.bytes <= batchBytes && next.epoch === pieces[from]?.epoch;
      if (to > from && (!fits || (among && !among.has(to)))) break;
      rows += next.rows;
      bytes += next.bytes;
      to++;
    }
    yield { from, to, rows, firstRow };
    firstRow += rows;
    from = to;
  }
}

function clusters(
  { pieces, apart }: Source,
  rows: readonly number[],
): { piece: number; from: number; count: number; first: number }[] {
  const found: { piece: number; from: number; count: number; first: number }[] = [];
  let piece = 0;
  let first = 0;
  for (const row of [...new Set(rows)].toSorted((a, b) => a - b)) {
    for (let held = pieces[piece]; held && row >= first + held.rows; held = pieces[piece]) {
      first += held.rows;
      piece++;
    }
    if (!pieces[piece]) throw new RangeError(`the file has no row ${row}`);
    const last = found.at(-1);
    if (last && last.piece === piece && row - first < last.from + last.count + apart)
      last.count = row - first - last.from + 1;
    else found.push({ piece, from: row - first, count: 1, first });
  }
  return found;
}

/** A reader over what a format gives: plain types, unique names, batches of bounded size, row counts reconciled. */
export function assemble(file: string, blob: Blob, source: Source, memoryLimit: number): LocalReader {
  const layout = layoutOf(source.schema);
  const all = layout.columns.map((_, i) => i);

  function* plainly(part: Part, wanted: readonly number[]): Generator<{ stream: Uint8Array; rows: number }> {
    if (source.sound && layout.asIs && part.rows <= batchRows && part.columns.length === wanted.length) yield part;
    else yield* rewrite(part, layout, wanted, source.sound);
  }

  async function* batches({ columns, pieces, signal }: Reading): AsyncGenerator<Batch> {
    const wanted = columns ? all.filter((i) => columns.includes(layout.columns[i]?.name ?? "")) : all;
    for (const group of groups(source.pieces, pieces)) {
      let { firstRow } = group;
      const expected = firstRow + group.rows;
      for await (const part of source.read(group.from, group.to, wanted)) {
        for (const { stream, rows } of plainly(part, wanted)) {
          if (signal?.aborted) throw new Failed({ kind: "cancelled" });
          if (rows > 0) yield { stream, rows, firstRow };
          firstRow += rows;
        }
      }
      if (firstRow !== expected)
        throw new Failed({
          kind: "file",
          file,
          fault: "row-count",
          detail: `${firstRow - group.firstRow} rows where it states ${group.rows}`,
        });
    }
  }

  async function collect(rows: readonly number[], found: Map<number, Record<string, Cell>>): Promise<void> {
    for (const { piece, from, count, first } of clusters(source, rows)) {
      const part = await source.some(piece, from, count);
      let at = first + part.skipped;
      for (const batch of source.sound ? RecordBatchReader.from(part.stream) : soundBatches(part.stream)) {
        const columns = batch.data.children.map((child, i) => [layout.columns[i]?.name ?? "", cellsOf(child)] as const);
        for (const row of rows)
          if (row >= at && row < at + batch.numRows)
            found.set(row, Object.fromEntries(columns.map(([name, get]) => [name, get(row - at)])));
        at += batch.numRows;
      }
    }
  }

  const self: LocalReader = {
    file,
    format: source.format,
    size: blob.size,
    rows: source.pieces.reduce((sum, piece) => sum + piece.rows, 0),
    uncompressed: source.uncompressed,
    columns: layout.columns,
    pieces: source.pieces,
    memoryLimit,
    batches: (options = {}) => ofFile(file, batches(options)),
    encoded: (mapping, options) => encoded(self, mapping, options),
    worded: (ref, options) => worded(self, ref, options),
    async rowsAt(rows) {
      const found = new Map<number, Record<string, Cell>>();
      await collect(rows, found).catch((thrown: unknown) => {
        throw fileFailure(file, thrown);
      });
      return rows.map((row) => {
        const record = found.get(row);
        if (!record) throw new Failed({ kind: "file", file, fault: "row-count", detail: `row ${row} is not there` });
        return record;
      });
    },
    async leaveOut(rows) {
      try {
        return await leftOver(source, rows);
      } catch (thrown) {
        throw fileFailure(file, thrown);
      }
    },
    without: (mapping, erasures) => without(self, blob, mapping, erasures),
    derive: (derivation) => derive(self, blob, derivation),
    close: () => source.close(),
  };
  return self;
}
