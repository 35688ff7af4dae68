import type { Cell, Column } from "../read/reader";
import type { TimeRef } from "./mapping";

/** What recognition goes by: a file's columns and its first rows. Names are compared without letter case, spaces, dashes and underscores. */
export type Look = {
  readonly file: string;
  readonly columns: readonly Column[];
  readonly sample: readonly Record<string, Cell>[];
  /** The file's own name of the first of these that it has. */
  find(...names: string[]): string | undefined;
  has(...names: string[]): boolean;
};

const folded = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, "");

export function lookAt(file: string, columns: readonly Column[], sample: readonly Record<string, Cell>[]): Look {
  const actual = new Map<string, string>();
  for (const { name } of columns) if (!actual.has(folded(name))) actual.set(folded(name), name);
  const find = (...names: string[]) => names.map((name) => actual.get(folded(name))).find((name) => name !== undefined);
  return { file, columns, sample, find, has: (...names) => names.every((name) => actual.has(folded(name))) };
}

/** The same file as if it had these columns too, as text: payloads differ, and the first rows do not show what later ones hold. */
export const lookAlsoFor = (look: Look, names: readonly string[]): Look =>
  lookAt(
    look.file,
    [
      ...look.columns,
      ...names.filter((name) => !look.has(name)).map((name) => ({ name, type: "Utf8", nullable: true })),
    ],
    look.sample,
  );

export type Kind = "moment" | "day" | "number" | "text" | "other";

export function kindOf(type: string): Kind {
  const held = /^Dictionary<[^,]+, (.*)>$/.exec(type)?.[1] ?? type;
  if (held.startsWith("Timestamp")) return "moment";
  if (held.startsWith("Date")) return "day";
  if (/^(Ui|I)nt|^Float|^Decimal/.test(held)) return "number";
  if (/Utf8|Binary/.test(held)) return "text";
  return "other";
}

/** The values of a column in the sample that are there. */
export const given = (look: Look, name: string): Cell[] =>
  look.sample.map((row) => row[name] ?? null).filter((value) => value !== null && value !== "");

const isoTime = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}(:?\d{2})?)?)?$/;

function isTimeText(value: Cell): boolean {
  return (
    typeof value === "string" && isoTime.test(value.trim()) && !Number.isNaN(Date.parse(value.trim().slice(0, 10)))
  );
}

const isCount = (value: Cell): boolean => typeof value === "string" && /^-?\d{9,19}$/.test(value);

/** What a number counts since 1970, by its size: seconds until the year 5138, then milliseconds, microseconds, nanoseconds. */
function unitOf(values: readonly Cell[]): NonNullable<TimeRef["unit"]> {
  const sizes = values.map(Number).filter(Number.isFinite).map(Math.abs);
  if (sizes.length === 0) return "ms";
  const largest = Math.max(...sizes);
  return largest < 1e11 ? "s" : largest < 1e14 ? "ms" : largest < 1e17 ? "us" : "ns";
}

/** The column as a time, if it can be one: a timestamp, a date, mostly ISO 8601 text, or numbers (also as text) of a size that counts since 1970. */
export function timeIn(look: Look, name: string | undefined): TimeRef | undefined {
  const column = look.columns.find((one) => one.name === name);
  if (!column || name === undefined) return undefined;
  const kind = kindOf(column.type);
  if (kind === "moment" || kind === "day") return { from: [name] };
  const values = given(look, name);
  if (kind === "number") {
    return values.some((value) => Math.abs(Number(value)) < 1e8) ? undefined : { from: [name], unit: unitOf(values) };
  }
  if (kind === "text" && values.length > 0 && values.every(isCount)) return { from: [name], unit: unitOf(values) };
  if (kind === "text" && (values.length === 0 || values.filter(isTimeText).length * 2 >= values.length))
    return { from: [name] };
  return undefined;
}
