import fc from "fast-check";
import { complement, type Count, joined, type Model } from "./model";

/** Random tables for tests. */
const counts = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 4, arbitrary: fc.integer({ min: 5, max: 30 }) },
);

const none: Model = { counts: [], sums: [], belows: [], dependents: [] };
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const count = (id: string, value: number): Count => ({ id, value, shown: true, grows: true });

/** A table of two dimensions with both margins and their total. */
export function twoWay(values: readonly (readonly number[])[], { prefix = "", shown = true } = {}): Model {
  const id = (row: number | "all", column: number | "all") => `${prefix}${row}|${column}`;
  const columns = values[0]?.map((_, column) => values.map((row) => row[column] ?? 0)) ?? [];
  const cells = values.flatMap((row, r) => row.map((value, c) => ({ ...count(id(r, c), value), shown })));
  const rows = values.map((row, r) => count(id(r, "all"), sum(row)));
  const foot = columns.map((column, c) => count(id("all", c), sum(column)));
  return {
    ...none,
    counts: [...cells, ...rows, ...foot, count(id("all", "all"), sum(values.flat()))],
    sums: [
      ...values.map((row, r) => ({ total: id(r, "all"), parts: row.map((_, c) => id(r, c)) })),
      ...columns.map((column, c) => ({ total: id("all", c), parts: column.map((_, r) => id(r, c)) })),
      { total: id("all", "all"), parts: values.map((_, r) => id(r, "all")) },
      { total: id("all", "all"), parts: columns.map((_, c) => id("all", c)) },
    ],
  };
}

/** Totals of totals: regions of towns of wards, with a name that stays. */
function hierarchy(values: readonly (readonly (readonly number[])[])[]): Model {
  const counts: Count[] = [count("all", sum(values.flat(2)))];
  const sums: Model["sums"] = [{ total: "all", parts: values.map((_, a) => `${a}`) }];
  values.forEach((town, a) => {
    counts.push(count(`${a}`, sum(town.flat())));
    sums.push({ total: `${a}`, parts: town.map((_, b) => `${a}.${b}`) });
    town.forEach((wards, b) => {
      counts.push(count(`${a}.${b}`, sum(wards)), ...wards.map((value, c) => count(`${a}.${b}.${c}`, value)));
      sums.push({ total: `${a}.${b}`, parts: wards.map((_, c) => `${a}.${b}.${c}`) });
    });
  });
  return { ...none, counts, sums };
}

/** Shares of a whole, each with what is left of it; some printed as a share alone. */
export function shares(whole: number, parts: readonly number[], printed: boolean): Model {
  const all = count("all", whole);
  const counts = parts.map((value, i): Count => ({
    id: `${i}`,
    value: Math.min(value, whole),
    shown: printed,
    grows: true,
  }));
  const rest = counts.map((part) => complement(`not ${part.id}`, all, [part]));
  return {
    counts: [all, ...counts, ...rest.map(({ count }) => count)],
    sums: rest.map(({ sum }) => sum),
    belows: counts.slice(1).flatMap((part, i) => {
      const other = counts[i];
      return other && part.value <= other.value ? [{ less: part.id, more: other.id }] : [];
    }),
    dependents: counts.map(({ id }) => ({ id: `share ${id}`, on: [id, "all"], pins: true })),
  };
}

/** A count now, and in a later report. */
type Twice = readonly [number, number];
const twice: fc.Arbitrary<Twice> = fc
  .tuple(
    counts,
    fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 15 })),
  )
  .map(([count, more]) => [count, count + more]);
type Pair = readonly [Model, Model];
const both = (model: (at: (of: Twice) => number) => Model): Pair => [model((of) => of[0]), model((of) => of[1])];

const grid = (most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 2, max: most }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(twice, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    )
    .map((values) => both((at) => twoWay(values.map((row) => row.map(at)))));

const list = (minLength: number, maxLength: number) => fc.array(twice, { minLength, maxLength });

const trees = fc
  .array(fc.array(list(1, 3), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
  .map((values) => both((at) => hierarchy(values.map((towns) => towns.map((wards) => wards.map(at))))));

const wholes = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(12), list(1, 3), fc.boolean())
  .map(([whole, more, parts, printed]) => both((at) => shares(at([whole, whole + more]), parts.map(at), printed)));

/** Two tables of the same patients, by two attributes, with one total. */
const twins = fc.tuple(list(2, 4), fc.nat(3)).map(([values, split]) =>
  both((at) => {
    const fine = values.map(at);
    const coarse = [...fine.slice(0, split), sum(fine.slice(split))];
    const table = (prefix: string, of: number[]): Model => ({
      ...none,
      counts: [count("all", sum(of)), ...of.map((value, i) => count(`${prefix}${i}`, value))],
      sums: [{ total: "all", parts: of.map((_, i) => `${prefix}${i}`) }],
    });
    return joined([table("a", fine), table("b", coarse)]);
  }),
);

/** Tables of every kind, small enough to go through all their solutions; each as it is, and after new data. */
export const pairs = (most = 3): fc.Arbitrary<Pair> =>
  fc.oneof({ weight: 3, arbitrary: grid(most) }, trees, wholes, twins);

export const models = (most = 3): fc.Arbitrary<Model> => pairs(most).map(([now]) => now);

/** A table of three dimensions with all its margins, where a count is in three sums. */
export const cubes = (size: number): fc.Arbitrary<Model> =>
  fc.array(counts, { minLength: size ** 3, maxLength: size ** 3 }).map((values) => {
    const range = Array.from({ length: size }, (_, i) => i);
    const slices = range.map((k) =>
      twoWay(
        range.map((i) => range.map((j) => values[(k * size + i) * size + j] ?? 0)),
        { prefix: `${k}:` },
      ),
    );
    const all = twoWay(
      range.map((i) => range.map((j) => sum(range.map((k) => values[(k * size + i) * size + j] ?? 0)))),
      { prefix: "all:" },
    );
    const through = all.counts.map(({ id }) => ({ total: id, parts: range.map((k) => id.replace("all:", `${k}:`)) }));
    const whole = joined([...slices, all]);
    return { ...whole, sums: [...whole.sums, ...through] };
  });
