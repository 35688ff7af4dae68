import fc from "fast-check";
import { expect, test } from "vitest";
import { settle, type Statement, type Version } from "./settle";
import { runs } from "../../testing/runs";

type Row = number;
type Fact = { own: number; target: number | null; withdraws: boolean };

const events = 6;
const facts = fc.array(
  fc.record({
    own: fc.nat(events - 1),
    target: fc.option(fc.nat(events - 1), { freq: 2 }),
    withdraws: fc.boolean(),
  }),
  { maxLength: 14 },
);

/** Row i is recorded at i; of an event's versions the latest holds. */
function settled(given: readonly Fact[]) {
  const until = (i: number) => {
    const next = given.findIndex(({ own }, j) => j > i && own === given[i]?.own);
    return next < 0 ? null : BigInt(next);
  };
  const versions = given.map(({ own }, row): Version<Row> => ({
    row,
    event: String(own),
    from: BigInt(row),
    until: until(row),
  }));
  const statements = given.flatMap(({ own, target, withdraws }, row): Statement<Row>[] =>
    target === null
      ? []
      : [{ row, own: String(own), target: String(target), withdraws, from: BigInt(row), until: until(row) }],
  );
  return settle(statements, versions);
}

/** By the definition, one moment at a time, of the rows recorded by then alone. */
function inForceAt(given: readonly Fact[], moment: number): Set<Row> {
  const known = given.slice(0, moment + 1);
  const accepted: { row: number; own: number; target: number; withdraws: boolean }[] = [];
  const leads = (from: number, to: number, seen: ReadonlySet<number> = new Set()): boolean =>
    from === to ||
    accepted.some(
      ({ own, target }) => own === from && !seen.has(target) && leads(target, to, new Set([...seen, target])),
    );
  known.forEach(({ own, target, withdraws }, row) => {
    if (target !== null && !leads(target, own)) accepted.push({ row, own, target, withdraws });
  });
  const holds = (row: number) => !known.some(({ own }, later) => later > row && own === known[row]?.own);
  const effective = (row: number): boolean =>
    holds(row) && !accepted.some((by) => by.withdraws && by.target === known[row]?.own && effective(by.row));
  return new Set(
    known.flatMap(({ own }, row) =>
      holds(row) && !accepted.some((by) => by.target === own && effective(by.row)) ? [row] : [],
    ),
  );
}

test("every version is in force just when the definition says, and later records change no earlier view", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const { inForce } = settled(given);
      given.forEach((_, moment) => {
        const at = BigInt(moment);
        const found = inForce.flatMap(({ row, intervals }) =>
          intervals.some(({ from, until }) => from <= at && (until === null || at < until)) ? [row] : [],
        );
        expect(new Set(found)).toEqual(inForceAt(given, moment));
      });
    }),
    runs(3000, 30_000),
  );
});

test("where nothing closes a cycle, the order of what was recorded at once does not count", () => {
  const rows = fc.array(fc.record({ own: fc.nat(11), back: fc.integer({ min: 1, max: 4 }), withdraws: fc.boolean() }));
  fc.assert(
    fc.property(rows, fc.infiniteStream(fc.nat()), (given, keys) => {
      const statements = given.flatMap(({ own, back, withdraws }, i): Statement<Row>[] =>
        back > own
          ? []
          : [{ row: i, own: `${own}`, target: `${own - back}`, withdraws, from: BigInt(i % 3), until: null }],
      );
      const versions = given.map(({ own }, i): Version<Row> => ({ row: i, event: `${own}`, from: 0n, until: null }));
      const other = statements
        .map((one) => ({ one, key: keys.next().value }))
        .toSorted((a, b) => Number(a.key) - Number(b.key))
        .map(({ one }) => one);
      expect(settle(other, versions)).toEqual(settle(statements, versions));
    }),
    runs(1000, 10_000),
  );
});

const row = (own: number, target: number | null = null, withdraws = false): Fact => ({ own, target, withdraws });

test("a retraction that is withdrawn gives its event back, from then on", () => {
  const { inForce } = settled([row(1), row(2, 1, true), row(3, 2, true)]);
  expect(inForce.find((one) => one.row === 0)?.intervals).toEqual([
    { from: 0n, until: 1n },
    { from: 2n, until: null },
  ]);
});

test("of a chain of corrections the last is in force", () => {
  const { inForce, cycles } = settled([row(1), row(2, 1), row(3, 2), row(4, 3)]);
  expect(inForce.flatMap((one) => (one.intervals.at(-1)?.until === null ? [one.row] : []))).toEqual([3]);
  expect(cycles).toEqual([]);
});

test("a cycle ends at the row that closes it, which is named and does nothing", () => {
  const { inForce, cycles } = settled([row(1, 3), row(2, 1), row(3, 2)]);
  expect(cycles).toEqual([2]);
  expect(inForce.map(({ intervals }) => intervals.at(-1)?.until ?? "held")).toEqual([1n, "held", "held"]);
});

test("a hundred thousand corrections of corrections are settled at once", () => {
  const length = 100_000;
  const versions = Array.from({ length }, (_, i) => ({ row: i, event: `${i}`, from: BigInt(i), until: null }));
  const statements = versions
    .slice(1)
    .map((version) => ({ ...version, own: version.event, target: `${version.row - 1}`, withdraws: false }));
  const { inForce } = settle(statements, versions);
  expect(inForce.filter(({ intervals }) => intervals.at(-1)?.until === null)).toHaveLength(1);
});
