import type { Data } from "apache-arrow";
import type { Engine } from "../engine/engine";
import { partsOf, traitOf, type Encoded } from "../ingest/encode/encoded";
import { noWord } from "../ingest/encode/row-columns";
import { wordColumns } from "../ingest/encode/rows";
import type { Mapping } from "../ingest/mapping/mapping";
import { textData } from "../ingest/read/text-data";
import { waiting } from "./schema";
import { longsColumn, rowStream, streamOf, wholeColumn } from "./stream";
import { wordKeys, type WordKeys } from "./words";

/** Lines that wait before they are written. */
const mostWaiting = 50_000;

/** Lines of one table beside the rows, gathered over batches and written together. */
function beside<Line>(
  name: string,
  segment: number,
  write: (lines: readonly Line[]) => readonly (readonly [string, Data])[],
) {
  let lines: Line[] = [];
  return {
    add(more: readonly Line[]): void {
      for (const line of more) lines.push(line);
    },
    async flush(engine: Engine, least: number): Promise<void> {
      if (lines.length < least) return;
      const own = wholeColumn(new Int32Array(lines.length).fill(segment), lines.length);
      await engine.insert(name, streamOf([["segment", own], ...write(lines)], lines.length), { append: "log" });
      lines = [];
    },
  };
}

const wholes = <Line>(lines: readonly Line[], of: (line: Line) => number): Data =>
  wholeColumn(Int32Array.from(lines, of), lines.length);
const texts = <Line>(lines: readonly Line[], of: (line: Line) => string): Data =>
  textData(lines.length, (line) => {
    const one = lines[line];
    return one === undefined ? null : of(one);
  });

type Correction = { row: number; space: readonly [number, number]; key: readonly [number, number] };
type Trait = { row: number; type: number; name: string; value: string };

const half = (longs: Int32Array, at: number) => [longs[at * 2] ?? 0, longs[at * 2 + 1] ?? 0] as const;
const longs = (lines: readonly Correction[], of: "space" | "key") =>
  longsColumn(Int32Array.from(lines.flatMap((line) => line[of])), lines.length);

/** The words of one reader: their keys, and those of traits by part and code. */
type Book = { keys: WordKeys; traitWords: Map<number, string[]> };

/** How many rows lie in `incoming` as they came, and how many may. */
export type Unpacked = { rows: number; readonly most: number };

/** Takes the batches of one file in: rows into `incoming`, the rest into `quarantine`, and of the rows that came in their traits and what they correct. `admit` resolves to the rows that came, `finish` writes what
 * still waits. */
export function admission(engine: Engine, mapping: Mapping, segment: number, unpacked: Unpacked, signal?: AbortSignal) {
  const stop = signal ? { signal } : {};
  const books = new Map<number, Book>();
  const traitNames = new Map(partsOf(mapping).map(({ name }, part) => [part, traitOf(name)]));
  const quarantined = beside<Encoded["quarantined"][number]>("quarantine", segment, (lines) => [
    ["row", wholes(lines, ({ row }) => row)],
    ["reason", texts(lines, ({ reason }) => reason)],
  ]);
  const corrections = beside<Correction>("corrections", segment, (lines) => [
    ["row", wholes(lines, ({ row }) => row)],
    ["space", longs(lines, "space")],
    ["key", longs(lines, "key")],
  ]);
  const traits = beside<Trait>("traits", segment, (lines) => [
    ["row", wholes(lines, ({ row }) => row)],
    ["type", wholes(lines, ({ type }) => type)],
    ["name", texts(lines, ({ name }) => name)],
    ["value", texts(lines, ({ value }) => value)],
  ]);

  function bookOf(number: number): Book {
    const book = books.get(number) ?? { keys: wordKeys(engine, mapping, stop), traitWords: new Map() };
    books.set(number, book);
    return book;
  }

  function learn(traitWords: Book["traitWords"], { part, code, text }: Encoded["words"], restart: boolean): void {
    if (restart) traitWords.clear();
    for (const [i, word] of text.entries()) {
      const of = part[i] ?? -1;
      if ((traitNames.get(of) ?? null) === null) continue;
      const known = traitWords.get(of) ?? [];
      known[code[i] ?? 0] = word;
      traitWords.set(of, known);
    }
  }

  async function flush(least: number): Promise<void> {
    for (const lines of [quarantined, corrections, traits]) await lines.flush(engine, least);
  }

  return {
    async admit(batch: Encoded): Promise<number> {
      const { admitted, book, words, restart } = batch;
      const { keys, traitWords } = bookOf(book);
      await keys.enter(words, restart);
      learn(traitWords, words, restart);
      for (const [part, column] of wordColumns) keys.toKeys(part, admitted.columns[column], admitted.count);
      const stream = rowStream(segment, admitted.columns, admitted.count);
      const before = unpacked.rows;
      if (admitted.count > 0) unpacked.rows = await engine.insert(waiting, stream, { ...stop, append: true });
      const came = unpacked.rows - before;
      quarantined.add(batch.quarantined);
      const { row, space, key } = batch.corrections;
      corrections.add(Array.from(row, (of, i) => ({ row: of, space: half(space, i), key: half(key, i) })));
      const said = batch.traits;
      keys.toKeys("type", said.type, said.type.length);
      traits.add(
        Array.from(said.row, (of, i) => ({
          row: of,
          type: said.type[i] ?? noWord,
          name: traitNames.get(said.part[i] ?? -1) ?? "",
          value: traitWords.get(said.part[i] ?? -1)?.[said.code[i] ?? 0] ?? "",
        })),
      );
      await flush(mostWaiting);
      return came + batch.quarantined.length;
    },
    finish: () => flush(1),
  };
}
