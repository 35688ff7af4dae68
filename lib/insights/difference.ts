import type { Columns, Row } from "../engine/decode";
import type { AnyInsight } from "./insight";

/** A cell at two moments; one of them null where it was not there. */
export type Pair = { later: Row | null; earlier: Row | null };

export const nameOfCell = ({ key }: Pick<AnyInsight, "key">, cell: Row): string =>
  JSON.stringify(key.map((column) => cell[column]));

/** The cells of two moments side by side: the later ones in their order, then those that are no more. */
export function paired(insight: Pick<AnyInsight, "key">, later: readonly Row[], earlier: readonly Row[]): Pair[] {
  const before = new Map(earlier.map((cell) => [nameOfCell(insight, cell), cell]));
  const after = new Set(later.map((cell) => nameOfCell(insight, cell)));
  return [
    ...later.map((cell) => ({ later: cell, earlier: before.get(nameOfCell(insight, cell)) ?? null })),
    ...earlier.flatMap((cell) => (after.has(nameOfCell(insight, cell)) ? [] : [{ later: null, earlier: cell }])),
  ];
}

export const isChanged = ({ later, earlier }: Pair): boolean =>
  !later || !earlier || Object.keys(later).some((column) => later[column] !== earlier[column]);

/** The later value less the earlier one; null where either is missing. */
export function difference(later: Row[string] | undefined, earlier: Row[string] | undefined): number | null {
  return typeof later === "number" && typeof earlier === "number" ? later - earlier : null;
}

type Told = { columns: Columns; rows: Row[] };

/** Pairs as a table: what names the cell, then each value with the earlier one (`name then`) and the difference (`name difference`). */
export function pairTable(insight: Pick<AnyInsight, "key" | "columns">, pairs: readonly Pair[]): Told {
  const named = new Set<string>(insight.key);
  const columns = Object.fromEntries(
    Object.entries(insight.columns).flatMap(([name, type]) =>
      named.has(name)
        ? [[name, type] as const]
        : ([
            [name, type],
            [`${name} then`, type],
            [`${name} difference`, type],
          ] as const),
    ),
  );
  const rows = pairs.map(({ later, earlier }) =>
    Object.fromEntries(
      Object.keys(insight.columns).flatMap((name) =>
        named.has(name)
          ? [[name, (later ?? earlier)?.[name] ?? null] as const]
          : ([
              [name, later?.[name] ?? null],
              [`${name} then`, earlier?.[name] ?? null],
              [`${name} difference`, difference(later?.[name], earlier?.[name])],
            ] as const),
      ),
    ),
  );
  return { columns, rows };
}
