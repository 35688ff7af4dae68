import { grouped } from "../group";
import type { Cell } from "../ingest/read/reader";
import type { Segment, Study } from "./study";

type Place = { segment: number | null; row: number | null };

const said = (cell: Cell | undefined): string =>
  cell === null || cell === undefined ? "" : typeof cell === "object" ? JSON.stringify(cell) : String(cell);

function nameOf({ file, mapping }: Segment, row: number, whole: Readonly<Record<string, Cell>>): string {
  const own = mapping.id.map((column) => said(whole[column]));
  if (own.length > 0 && own.every((part) => part !== "")) return own.join("/");
  return `${file}, row ${row + 1}`;
}

/** What events are called where they come from: the id that their source gave them, else the file and the row. Read back from the files, each of them once. */
export async function eventNames(study: Study, places: readonly Place[]): Promise<string[]> {
  const names = new Map<string, string>();
  for (const [id, own] of grouped(places, ({ segment }) => segment)) {
    const segment = study.segments.find((one) => one.id === id);
    const rows = [...new Set(own.flatMap(({ row }) => row ?? []))];
    const wholes = (await segment?.reader.rowsAt(rows)) ?? [];
    rows.forEach((row, i) => segment && names.set(`${id} ${row}`, nameOf(segment, row, wholes[i] ?? {})));
  }
  return places.map(({ segment, row }) => names.get(`${segment} ${row}`) ?? "");
}
