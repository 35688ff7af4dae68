import type { Mapping } from "../mapping/mapping";
import { columnsOfRef, type Condition, conditionsOf, upcastMapping, versionColumns } from "../mapping/upcasts";
import { codesOf, wordbook } from "./codes";
import type { Columns } from "./columns";
import { upcastParts } from "./encoded";
import { type Amount, amounts } from "./numbers";
import type { PartBook } from "./parts";
import { columnsRead } from "./reads";
import { trimmed } from "./texts";

export const times = ["occurredAt", "recordedAt", "until"] as const;

/** An upcast made ready: when it applies, the whole mapping of its rows, which parts differ from the file's own, and the columns that its rows are read from. */
export type Upcasting = {
  conditions: readonly Condition[];
  mapping: Mapping;
  words: ReturnType<typeof upcastParts>;
  times: ReadonlySet<(typeof times)[number]>;
  amounts: ReadonlySet<Amount>;
  corrects: boolean;
  reads: ReadonlySet<string>;
};

/** A mapping's upcasts in order. What tells their rows apart counts as read, since the current shape says it otherwise. */
export const upcastings = (mapping: Mapping): Upcasting[] =>
  (mapping.upcasts ?? []).map((upcast) => {
    const { parts } = upcast;
    const own = upcastMapping(mapping, upcast);
    const telling = [...columnsOfRef(mapping.type), ...columnsOfRef(mapping.source), ...versionColumns(mapping)];
    return {
      conditions: conditionsOf(upcast),
      mapping: own,
      words: upcastParts(upcast),
      times: new Set(times.filter((name) => parts[name] !== undefined)),
      amounts: new Set(amounts.filter((name) => parts[name] !== undefined)),
      corrects: parts.corrects !== undefined,
      reads: new Set([...columnsRead(own), ...telling]),
    };
  });

type Coded = { codes: Int32Array; words: readonly string[] };

/** By which upcast each row is read: 0 for none, else its place from 1. Null where no row of the batch is. */
export function shapesOf(
  all: readonly Upcasting[],
  coded: ReadonlyMap<string, { part: PartBook; codes: Int32Array }>,
  columns: Columns,
  rows: number,
): Uint16Array | null {
  if (all.length === 0) return null;
  const said = new Map<string, Coded | null>();
  const column = (name: string): Coded | null => {
    const known = said.get(name);
    if (known !== undefined) return known;
    const data = columns.get(name);
    const book = wordbook();
    const fresh = data ? { codes: codesOf(data, book, trimmed), words: book.words } : null;
    said.set(name, fresh);
    return fresh;
  };
  const holds = ({ of, among }: Condition): ((row: number) => boolean) => {
    const part = typeof of === "string" ? coded.get(of) : undefined;
    const given =
      typeof of === "string" ? part && { codes: part.codes, words: part.part.book.words } : column(of.column);
    const known: (boolean | undefined)[] = [];
    return (row) => {
      const code = given?.codes[row] ?? -1;
      return code < 0 ? among.has("") : (known[code] ??= among.has(given?.words[code] ?? ""));
    };
  };
  const shapes = new Uint16Array(rows);
  let some = false;
  for (const [place, { conditions }] of all.entries()) {
    const tests = conditions.map(holds);
    for (let row = 0; row < rows; row++) {
      if (shapes[row] !== 0 || !tests.every((test) => test(row))) continue;
      shapes[row] = place + 1;
      some = true;
    }
  }
  return some ? shapes : null;
}
