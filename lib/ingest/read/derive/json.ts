import { type Data } from "apache-arrow";
import { parse as parseExactly, stringify as stringifyExactly } from "lossless-json";
import { cellsOf } from "../cells";
import { textData } from "../text-data";

const mostKeys = 256;
const mostKeyLength = 200;
const mayLoseDigits = /\d{16}/;

/** Column names of promoted keys: a key's own, prefixed where the file has a column of that name; letter case tells no keys apart. */
export type Keys = {
  readonly column: string;
  readonly taken: ReadonlySet<string>;
  readonly names: Map<string, string>;
};

export const keysFor = (column: string, names: readonly string[]): Keys => ({
  column,
  taken: new Set(names.map((name) => name.toLowerCase())),
  names: new Map(),
});

type Member = [key: string, text: string | null];

/** The members of a JSON object as texts, every digit kept; null where the text is none or nested beyond reason. */
function membersOf(text: string): Member[] | null {
  const [parse, stringify] = mayLoseDigits.test(text) ? [parseExactly, stringifyExactly] : [JSON.parse, JSON.stringify];
  try {
    const parsed: unknown = parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
    return Object.entries(parsed).map(([key, value]: [string, unknown]) => {
      if (typeof value === "string") return [key, value];
      return [key, value === null ? null : (stringify(value) ?? null)];
    });
  } catch {
    return null;
  }
}

/** The column of a key, or nothing where it has to stay in the text: there are 256 already, or it is no name. */
function nameFor({ column, taken, names }: Keys, key: string): string | undefined {
  const known = names.get(key) ?? names.get(key.toLowerCase());
  if (known !== undefined || names.size >= mostKeys * 2 || key.length > mostKeyLength || key.includes("\0"))
    return known;
  const name = key === "" || taken.has(key.toLowerCase()) ? `${column}.${key}` : key;
  names.set(key.toLowerCase(), name);
  names.set(key, name);
  return name;
}

/** Hands out a text's values by column name; false where something of the text is in none of them. `set` says whether the column was free. */
export function promote(keys: Keys, text: string, set: (name: string, value: string) => boolean): boolean {
  const members = membersOf(text);
  if (!members) return false;
  let whole = true;
  for (const [key, held] of members) {
    const name = nameFor(keys, key);
    if (name === undefined) whole = false;
    else if (held !== null && !set(name, held)) whole = false;
  }
  return whole;
}

/** One batch's promoted columns by name, and what is left of the text: null where all of it was promoted. */
export function promoteBatch(keys: Keys, texts: Data): { columns: Map<string, Data>; rest: Data } {
  const get = cellsOf(texts);
  const found = new Map<string, (string | null)[]>();
  const rest: (string | null)[] = [];
  let row = 0;
  const set = (name: string, value: string): boolean => {
    let values = found.get(name);
    if (!values) found.set(name, (values = Array.from({ length: texts.length }, () => null)));
    const free = values[row] === null;
    if (free) values[row] = value;
    return free;
  };
  for (; row < texts.length; row++) {
    const text = get(row);
    rest.push(typeof text !== "string" || promote(keys, text, set) ? null : text);
  }
  const column = (values: readonly (string | null)[]) => textData(texts.length, (at) => values[at] ?? null);
  return { columns: new Map([...found].map(([name, values]) => [name, column(values)])), rest: column(rest) };
}
