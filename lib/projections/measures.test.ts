import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { tried } from "../log/testing";
import { join, sql, type Sql } from "../sql";
import { runs } from "../testing/runs";
import { anyMedication, type CarryOver } from "./gaps";
import { measured, sliding, supplyMeasures, type Spans, type SupplyMeasure } from "./measures";
import { stays } from "./pdc";
import { supplies } from "./supply";

type Given = { item: number; day: number; days: number; dose: number };
type Window = { f0: number; f1: number; o0: number; o1: number };

const date = (n: number) => sql`(DATE '1970-01-01' + ${n})`;

/** One patient's dispensings as the log would hold them. */
const events = (given: readonly Given[]) => ({
  inRoles: (...roles: readonly string[]) => (roles.includes("supply") ? sql`TRUE` : sql`FALSE`),
  events: sql`(SELECT * FROM (VALUES ${join(
    given.map(
      ({ item, day, days, dose }, i) =>
        sql`(1, ${item}, ${date(day)}, ${date(day)}::TIMESTAMP, ${date(day)}::TIMESTAMP, 2, 0::BIGINT, ${i}::BIGINT, 0, ${i}, ${dose}::DOUBLE, NULL::DOUBLE, ${days}::DOUBLE, NULL::DATE)`,
    ),
  )}) AS e (subject, item, day, occurred_at, recorded_at, kind, space, key, segment, row, dose, per_day, days_supply, until_day))`,
});

const nobody = events([{ item: 1, day: 0, days: 1, dose: 1 }]);

const supply = fc.record({
  item: fc.constantFrom(1, 2),
  day: fc.nat(300),
  days: fc.integer({ min: 1, max: 60 }),
  dose: fc.constantFrom(1, 2, 3),
});
const given = fc.array(supply, { minLength: 1, maxLength: 14 });
const window = fc
  .tuple(fc.nat(60), fc.integer({ min: 30, max: 200 }), fc.nat(80), fc.nat(80))
  .map(([lead, length, start, rest]): Window => ({
    f0: start - lead,
    f1: start + length + rest,
    o0: start,
    o1: start + length,
  }));
const carryOver: fc.Arbitrary<CarryOver> = fc.record({ sameMedication: fc.boolean(), dose: fc.boolean() });
const carrying = supplyMeasures.filter((one) => ["CMA5", "CMA6", "CMA7", "CMA8", "CMA9"].includes(one));

describe.each(tried)("measures on %s", (name, boot, often) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await boot();
  }, 60_000);
  afterAll(() => engine.close());
  const some = name === "node" ? runs(often, 10 * often) : runs(often, 5 * often);
  const fewer = runs(Math.ceil(often / 3), often);

  async function values(
    all: readonly Given[],
    measure: SupplyMeasure,
    { f0, f1, o0, o1 }: Window,
    carry: CarryOver,
    spans: Spans | null = null,
  ): Promise<(number | null)[]> {
    const windows = sql`(SELECT 1 AS subject, ${f0} AS f0, ${f1} AS f1, ${o0} AS o0, ${o1} AS o1, NULL::VARCHAR AS why)`;
    const supplied: Sql = sql`(${supplies(events(all), sql`TRUE`)})`;
    const asked = {
      dialect: engine.dialect,
      supplies: supplied,
      windows,
      carry,
      stays: sql`(${stays(nobody)})`,
      spans,
    };
    const rows = decode(await engine.query(sql`SELECT value, why FROM (${measured(measure, asked)}) ORDER BY part`), {
      value: "number",
      why: "text",
    });
    expect(rows.every(({ value, why }) => (value === null) !== (why === null))).toBe(true);
    return rows.map(({ value }) => value);
  }

  test("each is in its bounds, or not defined with a reason", () =>
    fc.assert(
      fc.asyncProperty(given, window, carryOver, fc.constantFrom(...supplyMeasures), async (all, w, carry, measure) => {
        const [value] = await values(all, measure, w, carry);
        if (value == null) return;
        expect(value).toBeGreaterThanOrEqual(0);
        if (measure !== "MPR" && measure !== "CMA1" && measure !== "CMA2") expect(value).toBeLessThanOrEqual(1);
      }),
      some,
    ));

  test("a longer supply never lowers CMA4, CMA6 or CMA7, the windows fixed", () =>
    fc.assert(
      fc.asyncProperty(
        given,
        window,
        fc.nat(13),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom<SupplyMeasure>("CMA4", "CMA6", "CMA7"),
        async (all, w, at, more, measure) => {
          const longer = all.map((one, i) => (i === at % all.length ? { ...one, days: one.days + more } : one));
          const [[before], [after]] = [
            await values(all, measure, w, anyMedication),
            await values(longer, measure, w, anyMedication),
          ];
          if (before == null) expect(after).toBeNull();
          else expect(after).toBeGreaterThanOrEqual(before - 1e-12);
        },
      ),
      some,
    ));

  test("a dispensing split in two on its day changes no measure with carry-over", () =>
    fc.assert(
      fc.asyncProperty(
        given,
        window,
        carryOver,
        fc.nat(13),
        fc.nat(58),
        fc.constantFrom(...carrying),
        async (all, w, carry, at, cut, measure) => {
          const split = all.flatMap((one, i) => {
            const first = 1 + (cut % one.days);
            if (i !== at % all.length || first === one.days) return [one];
            return [
              { ...one, days: first },
              { ...one, days: one.days - first },
            ];
          });
          const [[before], [after]] = [await values(all, measure, w, carry), await values(split, measure, w, carry)];
          const single = all.filter(({ day }) => day >= w.o0 && day <= w.o1).length < 2;
          if (measure === "CMA5" && single) return;
          if (before == null) expect(after).toBeNull();
          else expect(after).toBeCloseTo(before, 10);
        },
      ),
      some,
    ));

  test("shifting all dates shifts nothing", () =>
    fc.assert(
      fc.asyncProperty(
        given,
        window,
        carryOver,
        fc.integer({ min: -500, max: 500 }),
        fc.constantFrom(...supplyMeasures),
        async (all, w, carry, by, measure) => {
          const moved = all.map((one) => ({ ...one, day: one.day + by }));
          const later = { f0: w.f0 + by, f1: w.f1 + by, o0: w.o0 + by, o1: w.o1 + by };
          expect(await values(moved, measure, later, carry)).toEqual(await values(all, measure, w, carry));
        },
      ),
      some,
    ));

  test("CMA9 over a window is the length-weighted mean of CMA9 over its parts", () =>
    fc.assert(
      fc.asyncProperty(given, window, carryOver, fc.integer({ min: 1, max: 29 }), async (all, w, carry, cut) => {
        const middle = w.o0 + cut;
        const [[whole], [first], [second]] = [
          await values(all, "CMA9", w, carry),
          await values(all, "CMA9", { ...w, o1: middle }, carry),
          await values(all, "CMA9", { ...w, o0: middle }, carry),
        ];
        if (whole == null) expect([first, second]).toEqual([null, null]);
        else expect(((first ?? NaN) * cut + (second ?? NaN) * (w.o1 - middle)) / (w.o1 - w.o0)).toBeCloseTo(whole, 10);
      }),
      fewer,
    ));

  test("sliding windows give what each window gives alone", () =>
    fc.assert(
      fc.asyncProperty(
        given,
        window,
        carryOver,
        fc.integer({ min: 10, max: 60 }),
        fc.integer({ min: 5, max: 40 }),
        fc.constantFrom(...supplyMeasures),
        async (all, w, carry, width, step, measure) => {
          const found = await values(all, measure, w, carry, sliding(width, step));
          const alone: (number | null)[] = [];
          for (let o0 = w.o0; o0 + width <= w.o1; o0 += step)
            alone.push(...(await values(all, measure, { ...w, o0, o1: o0 + width }, carry)));
          expect(found.map((value) => value?.toFixed(10))).toEqual(alone.map((value) => value?.toFixed(10)));
        },
      ),
      fewer,
    ));
});
