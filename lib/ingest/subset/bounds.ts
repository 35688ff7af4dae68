import type { ColumnMetaData, FileMetaData, SchemaElement, Statistics as Stated } from "hyparquet";

/** Between which values a column of a row group lies, both included; `nothing` where it has none. Moments are milliseconds since 1970, texts compare by their bytes. */
export type Bounds =
  | { readonly kind: "text"; readonly least: string; readonly most: string }
  | { readonly kind: "whole"; readonly least: bigint; readonly most: bigint }
  | { readonly kind: "moment"; readonly least: number; readonly most: number }
  | { readonly kind: "day"; readonly least: number; readonly most: number }
  | { readonly kind: "nothing" };

/** What a file states of one row group: by column, the bounds of its values and how many it lacks. A column of which nothing is stated is not in it. */
export type Statistics = ReadonlyMap<string, { readonly bounds: Bounds; readonly absent: number | null }>;

export const noStatistics: Statistics = new Map();

const dayMs = 86_400_000;
const isText = ({ converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  converted === "UTF8" || converted === "ENUM" || logical?.type === "STRING" || logical?.type === "ENUM";
const isDay = ({ converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  converted === "DATE" || logical?.type === "DATE";
const isUnsigned = ({ converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  converted?.startsWith("UINT") === true || (logical?.type === "INTEGER" && !logical.isSigned);
const isWhole = ({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  (type === "INT32" || type === "INT64") &&
  (converted === undefined || /^U?INT_/.test(converted)) &&
  (logical === undefined || logical.type === "INTEGER");

/** Of texts and unsigned numbers the older pair of fields is in an order of its own. */
function pairOf(element: SchemaElement, { min_value, max_value, min, max }: Stated) {
  const old = !isText(element) && !isUnsigned(element);
  return [min_value ?? (old ? min : undefined), max_value ?? (old ? max : undefined)] as const;
}

function boundsOf(element: SchemaElement, stated: Stated): Bounds | null {
  const [least, most] = pairOf(element, stated);
  if (typeof least === "string" && typeof most === "string" && isText(element)) return { kind: "text", least, most };
  if (least instanceof Date && most instanceof Date) {
    const [from, to] = [least.getTime(), most.getTime()];
    if (!(from <= to)) return null;
    return isDay(element)
      ? { kind: "day", least: Math.round(from / dayMs), most: Math.round(to / dayMs) }
      : { kind: "moment", least: from, most: to };
  }
  if (typeof least === "number" && typeof most === "number" && element.type === "INT32" && isDay(element))
    return least <= most ? { kind: "day", least, most } : null;
  if (!isWhole(element)) return null;
  const whole = (value: typeof least) =>
    typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value)) ? BigInt(value) : null;
  const [from, to] = [whole(least), whole(most)];
  return from === null || to === null || from > to ? null : { kind: "whole", least: from, most: to };
}

const nameOf = ({ path_in_schema: path }: ColumnMetaData): string | null =>
  path.length === 1 ? (path[0] ?? "") : null;

/** What a footer states of each row group's top columns, as far as names tell them apart. */
export function statisticsOf({ schema, row_groups: groups }: FileMetaData): Statistics[] {
  const elements = new Map<string, SchemaElement | null>();
  for (const element of schema.slice(1))
    if (element.num_children === undefined || element.num_children === 0)
      elements.set(element.name, elements.has(element.name) ? null : element);
  return groups.map(({ columns, num_rows: rows }) => {
    const found = new Map<string, { bounds: Bounds; absent: number | null }>();
    for (const { meta_data: column } of columns) {
      const name = column && nameOf(column);
      const element = name === null || name === undefined ? null : elements.get(name);
      if (!column?.statistics || !element || name === null || name === undefined) continue;
      const { null_count: nulls } = column.statistics;
      const absent = nulls === undefined ? null : Number(nulls);
      const bounds: Bounds | null =
        nulls !== undefined && nulls === rows ? { kind: "nothing" } : boundsOf(element, column.statistics);
      if (bounds) found.set(name, { bounds, absent });
    }
    return found;
  });
}
