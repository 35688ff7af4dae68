import type { Mapping, Ref, Upcast } from "../mapping/mapping";
import { conditionsOf } from "../mapping/upcasts";
import type { Cell } from "../read/reader";
import { plainText } from "./plain-text";
import { trimmed } from "./texts";

type Row = Readonly<Record<string, Cell>>;

const textIn = (row: Row, column: string): string => trimmed(plainText(row[column] ?? null));

function said(ref: Ref | undefined, row: Row): string {
  if (!ref) return "";
  if ("constant" in ref) return ref.constant;
  const meanings = new Map(Object.entries(ref.codes ?? {}));
  const words = ref.from.map((column) => textIn(row, column)).map((word) => meanings.get(word) ?? word);
  return words.find((word) => word !== "") ?? "";
}

/** The upcast that reads a whole row as exported; null where the mapping's own parts do. */
export const upcastOf = (mapping: Mapping, row: Row): Upcast | null =>
  mapping.upcasts?.find((upcast) =>
    conditionsOf(upcast).every(({ of, among }) =>
      among.has(typeof of === "string" ? said(mapping[of], row) : textIn(row, of.column)),
    ),
  ) ?? null;
