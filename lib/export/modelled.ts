import type { Row } from "../engine/decode";
import { grouped } from "../group";
import { textHash } from "../sha256";
import { complement, type Count, type Dependent, joined, type Model, type Sum } from "./disclosure/model";
import { type Given, isShare, type Place, type Ratio, type Summed, workedOut } from "./statement";

/** Under which name all groups together stand, also where a table without groups has no column of them: a figure of all and one of its groups are then known to have the same whole. */
const everyone = "all";

const idOf = (scope: string, row: Row, key: readonly string[], column: string): string =>
  textHash(
    JSON.stringify([scope, ...key.map((name) => [name, row[name] === undefined ? everyone : row[name]]), column]),
  );

/** The name of a count: the same in every report that has it, and without a word of what it counts. */
export const countId = ({ scope, statement: { key } }: Given, row: Row, column: string): string =>
  idOf(scope, row, key, column);

/** What is left of a count. */
const leftOf = (part: string): string => `without ${part}`;

const whole = (value: unknown): number => (typeof value === "number" ? Math.round(value) : 0);
const isKnown = (row: Row, column: string): boolean => typeof row[column] === "number";

/** The counts of a row and what is known of them; a count that is not there is none. */
function ofRow(given: Given, row: Row): Model {
  const { counts, shares = {}, rests = {}, belows = [] } = given.statement;
  const name = (column: string) => countId(given, row, column);
  const own = new Map<string, Count>();
  const add = (column: string, value: number, shown: boolean) =>
    own.set(column, { id: name(column), value, shown, grows: false });
  for (const column of Object.keys(counts)) if (isKnown(row, column)) add(column, whole(row[column]), true);
  for (const [column, share] of Object.entries(shares)) {
    const { of, count } = share;
    if (count === undefined && isKnown(row, column) && own.has(of) && isShare(share, row))
      add(workedOut(column), Math.round(Number(row[column]) * whole(row[of])), false);
  }
  const sums: Sum[] = [];
  const left: Count[] = [];
  const parts = [
    ...Object.entries(counts).map(([part, { of }]) => ({ part, of })),
    ...Object.entries(shares).map(([share, { of, count = workedOut(share) }]) => ({ part: count, of })),
  ];
  for (const { part, of } of parts) {
    const [one, all] = [own.get(part), of === undefined ? undefined : own.get(of)];
    if (!one || !all || left.some(({ id }) => id === name(leftOf(part)))) continue;
    const { count, sum } = complement(name(leftOf(part)), all, [one]);
    left.push(count);
    sums.push(sum);
  }
  const ids = (columns: readonly string[]) => columns.flatMap((column) => own.get(column)?.id ?? []);
  const dependents = [
    ...Object.entries(shares).map(([column, { of, count = workedOut(column) }]): Dependent => ({
      id: name(column),
      on: ids([of, count]),
      pins: true,
    })),
    ...Object.entries(rests).map(([column, on]): Dependent => ({ id: name(column), on: ids(on), pins: false })),
  ].filter(({ on }) => on.length > 0);
  return {
    counts: [...own.values(), ...left],
    sums,
    belows: belows.flatMap(([less, more]) => {
      const [a, b] = [own.get(less), own.get(more)];
      return a && b ? [{ less: a.id, more: b.id }] : [];
    }),
    dependents,
  };
}

/** The names of all counts that a row has, printed or not. */
export const countIds = (given: Given, row: Row): string[] => ofRow(given, row).counts.map(({ id }) => id);

/** A table as a model, and of its counts those that a reader has from elsewhere. */
type Known = { model: Model; known: ReadonlyMap<string, number> };

/** Where the values of a column part patients, all of them together are a count too, which another table of the same scope may print. */
function ofParts(given: Given, by: string, column: string, counts: ReadonlyMap<string, Count>): Model {
  const { key } = given.statement;
  const others = key.filter((name) => name !== by);
  const parted = given.rows.filter((row) => row[by] !== undefined && row[by] !== everyone);
  const wholes = grouped(parted, (row) => JSON.stringify(others.map((name) => row[name] ?? null)));
  const totals: Count[] = [];
  const sums: Sum[] = [];
  for (const rows of wholes.values()) {
    const parts = rows.flatMap((row) => counts.get(countId(given, row, column)) ?? []);
    const [first] = rows;
    if (!first || parts.length === 0) continue;
    const total = idOf(given.scope, { ...first, [by]: everyone }, key, column);
    const value = parts.reduce((sum, part) => sum + part.value, 0);
    totals.push({ id: total, value, shown: false, grows: false });
    sums.push({ total, parts: parts.map(({ id }) => id) });
  }
  return { counts: totals, sums, belows: [], dependents: [] };
}

/** A table as the counts of its rows, and those that they are parts of. */
function ofTable(given: Given): Known {
  const rows = joined(given.rows.map((row) => ofRow(given, row)));
  const counts = new Map(rows.counts.map((count) => [count.id, count]));
  const parts = (given.statement.parted ?? []).flatMap(({ by, counts: columns, known = false }) =>
    columns.map((column) => ({ model: ofParts(given, by, column, counts), known })),
  );
  const known = parts.flatMap((part) => (part.known ? part.model.counts : []));
  return {
    model: joined([rows, ...parts.map((part) => part.model)]),
    known: new Map(known.map(({ id, value }) => [id, value])),
  };
}

/** Ratios across rows by the names of what they rest on: [value, part, whole]. Those whose counts are not there are not. */
export function ratioIds(
  tables: readonly Given[],
  ratios: readonly Ratio[],
): [of: string, part: string, whole: string][] {
  const named = new Map(tables.map((given) => [given.table, given]));
  const id = ({ table, row, column }: Place): string => {
    const given = named.get(table);
    return given ? countId(given, row, column) : "";
  };
  return ratios.map(({ of, part, whole: all }) => [id(of), id(part), id(all)]);
}

/** Sums across tables, with the totals that none of them prints; one of parts that are not there says nothing. */
function across(tables: readonly Given[], summed: readonly Summed[], { counts }: Model): Known {
  const named = new Map(tables.map((given) => [given.table, given]));
  const values = new Map(counts.map((count) => [count.id, count.value]));
  const id = ({ table, row, column }: Place): string => {
    const given = named.get(table);
    return given ? countId(given, row, column) : "";
  };
  const sums = summed
    .map(({ total, parts, known = false }) => ({ total: id(total), parts: parts.map(id), known }))
    .filter(({ parts }) => parts.length > 0 && parts.every((part) => values.has(part)));
  const of = (parts: readonly string[]) => parts.reduce((sum, part) => sum + (values.get(part) ?? 0), 0);
  return {
    model: {
      counts: sums
        .filter(({ total }) => !values.has(total))
        .map(({ total, parts }): Count => ({ id: total, value: of(parts), shown: false, grows: false })),
      sums: sums.map(({ total, parts }) => ({ total, parts })),
      belows: [],
      dependents: [],
    },
    known: new Map(sums.flatMap(({ total, parts, known }) => (known ? [[total, of(parts)] as const] : []))),
  };
}

/** Tables as the counts in them and what every reader knows of these, among it counts that they have from elsewhere. Linear in their cells. */
export function modelled(
  tables: readonly Given[],
  summed: readonly Summed[] = [],
  ratios: readonly Ratio[] = [],
): Known {
  const own = tables.map(ofTable);
  const all = joined(own.map(({ model }) => model));
  const sums = across(tables, summed, all);
  const counted = joined([all, sums.model]);
  const there = new Set(counted.counts.map(({ id }) => id));
  const dependents = ratioIds(tables, ratios).flatMap(([id, ...on]): Dependent[] =>
    on.every((one) => there.has(one)) ? [{ id, on, pins: true }] : [],
  );
  return {
    model: { ...counted, dependents: [...counted.dependents, ...dependents] },
    known: new Map([...own, sums].flatMap(({ known }) => [...known])),
  };
}
