import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { engines } from "../log/testing";
import { join, list, sql } from "../sql";
import { covered, supplies, type Events } from "./supply";
import { runs } from "../testing/runs";

type Given = {
  subject: number;
  item: number;
  day: number;
  days: number | null;
  role?: "supply" | "order";
  until?: number;
};

const date = (n: number) => sql`(DATE '1970-01-01' + ${n})`;

/** Events with the columns that supply is made of; days count from 1970-01-01. */
const events = (given: readonly Given[]): Events => ({
  inRoles: (...roles) => sql`role IN ${list(roles)}`,
  events: sql`(SELECT * FROM (VALUES ${join(
    given.map(
      (
        { subject, item, day, days, role = "supply", until },
        i,
      ) => sql`(${subject}, ${item}, ${date(day)}, ${date(day)}::TIMESTAMP, ${date(day)}::TIMESTAMP, 0, 0::BIGINT, ${i}::BIGINT, 0, ${i}, ${role}, NULL::DOUBLE, NULL::DOUBLE,
      ${days}::DOUBLE, ${until === undefined ? sql`NULL::DATE` : date(until)})`,
    ),
  )}) AS e (subject, item, day, occurred_at, recorded_at, kind, space, key, segment, row, role, dose, per_day, days_supply, until_day))`,
});

const dispensing = fc.record({
  subject: fc.constantFrom(1, 2),
  item: fc.constantFrom(1, 2),
  day: fc.nat(120),
  days: fc.integer({ min: 1, max: 60 }),
});
const dispensings = fc.array(dispensing, { minLength: 1, maxLength: 12 });
const often = runs(40, 400);

describe("covered days", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await engines.node();
  }, 60_000);
  afterAll(() => engine.close());

  /** Covered stretches, ends exclusive. */
  async function stretches(
    given: readonly Given[],
    shift: boolean,
  ): Promise<{ subject: number; from: number; to: number }[]> {
    const found = sql`SELECT subject, from_no::DOUBLE AS "from", to_no::DOUBLE AS "to" FROM (${covered(supplies(events(given), sql`TRUE`), shift)}) ORDER BY subject, from_no`;
    const rows = decode(await engine.query(found), { subject: "integer", from: "number", to: "number" });
    return rows.map(({ subject, from, to }) => ({ subject: subject ?? NaN, from: from ?? NaN, to: to ?? NaN }));
  }

  async function days(given: readonly Given[], shift: boolean): Promise<string[]> {
    const all = await stretches(given, shift);
    return all.flatMap(({ subject, from, to }) =>
      Array.from({ length: to - from }, (_, i) => `${subject} ${from + i}`),
    );
  }

  test("splitting a dispensing into two on the same day changes nothing where early refills shift", () =>
    fc.assert(
      fc.asyncProperty(dispensings, fc.nat(11), fc.nat(59), async (given, at, cut) => {
        const split = given.flatMap((one, i) => {
          const first = 1 + (cut % one.days);
          return i === at % given.length && first < one.days
            ? [
                { ...one, days: first },
                { ...one, days: one.days - first },
              ]
            : [one];
        });
        expect(await days(split, true)).toEqual(await days(given, true));
      }),
      often,
    ));

  test("a day is covered at most once, never before the first dispensing and never for more days than were supplied", () =>
    fc.assert(
      fc.asyncProperty(dispensings, fc.boolean(), async (given, shift) => {
        const all = await days(given, shift);
        expect(new Set(all).size).toBe(all.length);
        for (const subject of [1, 2]) {
          const own = given.filter((one) => one.subject === subject);
          const covered = all.filter((day) => day.startsWith(`${subject} `));
          expect(covered.length).toBeLessThanOrEqual(own.reduce((sum, one) => sum + one.days, 0));
          const first = Math.min(...own.map(({ day }) => day));
          expect(covered[0]).toBe(own.length > 0 ? `${subject} ${first}` : undefined);
        }
      }),
      often,
    ));

  test("a longer supply never takes a covered day away", () =>
    fc.assert(
      fc.asyncProperty(
        dispensings,
        fc.nat(11),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        async (given, at, more, shift) => {
          const longer = given.map((one, i) => (i === at % given.length ? { ...one, days: one.days + more } : one));
          const [before, after] = [await days(given, shift), new Set(await days(longer, shift))];
          expect(before.filter((day) => !after.has(day))).toEqual([]);
        },
      ),
      often,
    ));

  test("an early refill of the same item waits, one of another item does not", async () => {
    const given: Given[] = [
      { subject: 1, item: 1, day: 0, days: 30 },
      { subject: 1, item: 1, day: 20, days: 30 },
      { subject: 1, item: 2, day: 55, days: 10 },
    ];
    expect((await days(given, true)).length).toBe(65);
    expect((await days(given, false)).length).toBe(60);
  });

  test("an order covers from its day to its last day, and only where that item was never dispensed", async () => {
    const order: Given = { subject: 1, item: 1, day: 10, days: null, role: "order", until: 30 };
    expect(await stretches([order], true)).toEqual([{ subject: 1, from: 10, to: 31 }]);
    expect(await stretches([order, { subject: 1, item: 1, day: 12, days: 5 }], true)).toEqual([
      { subject: 1, from: 12, to: 17 },
    ]);
    expect(await stretches([{ ...order, until: 10 }], true)).toEqual([{ subject: 1, from: 10, to: 11 }]);
  });
});
