import { DataType, type Data } from "apache-arrow";
import { cellsOf } from "../read/cells";
import { plainText } from "./plain-text";
import { bitmapOf, isThere } from "./presence";

const spaces = /^ +| +$/g;

export const trimmed = (text: string): string =>
  text.startsWith(" ") || text.endsWith(" ") ? text.replaceAll(spaces, "") : text;

/** What a column's rows say as text, without spaces around it; the empty text is nothing. What a dictionary holds is read once. */
export function textsOf(data: Data): (row: number) => string {
  const get = cellsOf(data);
  if (!DataType.isDictionary(data.type)) return (row) => trimmed(plainText(get(row)));
  const bitmap = bitmapOf(data);
  const codes: ArrayLike<number | bigint> = data.values;
  const known: (string | undefined)[] = [];
  return (row) => {
    if (!isThere(bitmap, data.offset + row)) return "";
    return (known[Number(codes[row])] ??= trimmed(plainText(get(row))));
  };
}
