/** A piece of SQL. Only this file makes one: values and identifiers are quoted here and nowhere else. */
export type Sql = { readonly text: string; readonly [brand]: true };
declare const brand: unique symbol;

export type Value = string | number | bigint | boolean | null | Sql;

const piece = (text: string): Sql => ({ text }) as Sql;

const isSql = (value: Value): value is Sql => typeof value === "object" && value !== null;

function literal(value: Value): string {
  if (isSql(value)) return value.text;
  if (value === null) return "NULL";
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError(`SQL has no literal for ${value}`);
    const text = Number.isInteger(value) && !Number.isSafeInteger(value) ? `${value}::DOUBLE` : String(value);
    return value < 0 ? `(${text})` : text;
  }
  if (typeof value === "bigint") return value < 0n ? `(${value})` : value.toString();
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  const quoted = value.split("\0").map((part) => `'${part.replaceAll("'", "''")}'`);
  return quoted.length === 1 ? quoted.join("") : `(${quoted.join(" || chr(0) || ")})`;
}

/** SQL as SQL: interpolated values become literals, interpolated Sql is spliced in. */
export function sql(strings: TemplateStringsArray, ...values: Value[]): Sql {
  return piece(strings.reduce((text, part, i) => text + literal(values[i - 1] ?? null) + part));
}

/** A quoted identifier; several parts make a qualified one. */
export const id = (...parts: string[]): Sql =>
  piece(parts.map((part) => `"${part.replaceAll('"', '""').replaceAll("\0", "")}"`).join("."));

export const join = (pieces: readonly Value[], separator = ", "): Sql => piece(pieces.map(literal).join(separator));

/** A parenthesised list of literals, `(NULL)` when empty so that `IN` stays valid and matches nothing. */
export const list = (values: readonly Value[]): Sql =>
  piece(`(${values.length ? values.map(literal).join(", ") : "NULL"})`);

export const and = (conditions: readonly Sql[]): Sql =>
  conditions.length
    ? join(
        conditions.map((c) => sql`(${c})`),
        " AND ",
      )
    : sql`TRUE`;

export const none: Sql = piece("");
