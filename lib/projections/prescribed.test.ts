import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { engines } from "../log/testing";
import { join, list, sql } from "../sql";
import { runs } from "../testing/runs";
import { interruptionRules, prescribedDays, type Rules } from "./prescribed";
import type { Events } from "./supply";
import { stays } from "./pdc";

type Order = { day: number; dose: number | null; lasts: number | null; stop: boolean };
type Fill = { day: number; amount: number };
type Stay = { day: number; lasts: number };
type History = { orders: readonly Order[]; fills: readonly Fill[]; inHospital: readonly Stay[] };

const date = (n: number) => sql`(DATE '1970-01-01' + ${n})`;

/** One patient's events as the log would hold them. */
function events({ orders, fills, inHospital }: History): Events {
  const rows = [
    ...orders.map(({ day, dose, lasts, stop }) => ({ role: stop ? "stop" : "order", day, dose, value: null, lasts })),
    ...fills.map(({ day, amount }) => ({ role: "supply", day, dose: null, value: amount, lasts: null })),
    ...inHospital.map(({ day, lasts }) => ({ role: "stay", day, dose: null, value: null, lasts })),
  ];
  return {
    inRoles: (...roles) => sql`role IN ${list(roles)}`,
    events: sql`(SELECT * FROM (VALUES ${join(
      rows.map(
        ({ role, day, dose, value, lasts }, i) =>
          sql`(1, 7, ${role}, ${date(day)}, ${date(day)}::TIMESTAMP, ${date(day)}::TIMESTAMP, 2, ${i}::BIGINT, 0, ${i}, ${dose}::DOUBLE, NULL::DOUBLE, NULL::DOUBLE, ${value}::DOUBLE, ${lasts === null ? sql`NULL::DATE` : date(day + lasts)})`,
      ),
    )}) AS e (subject, item, role, day, occurred_at, recorded_at, kind, key, segment, row, dose, per_day, days_supply, value, until_day))`,
  };
}

type Piece = { day: number; days: number; dose: number };

/** The same day by day, as a person would use it up. */
function used({ orders, inHospital }: History, { day: from, amount }: Fill, rules: Rules): Piece[] {
  const sorted = orders.map((order, i) => ({ ...order, i })).toSorted((a, b) => a.day - b.day || a.i - b.i);
  const on = (day: number) => {
    const soFar = sorted.filter((order) => order.day <= day);
    const last = soFar.at(-1);
    const dose = soFar.findLast((order) => !order.stop && order.dose !== null)?.dose ?? null;
    const given = last !== undefined && !last.stop && (last.lasts === null || day <= last.day + last.lasts);
    const inside =
      rules.stays !== "continue" && inHospital.some((stay) => day >= stay.day && day <= stay.day + stay.lasts);
    return { known: last !== undefined && dose !== null, dose: dose ?? 0, given, inside };
  };
  const first = on(from);
  if (!first.known || (rules.interruptions === "discard" && !first.given)) return [];
  const pieces: Piece[] = [];
  let [left, before] = [amount, first];
  for (let day = from; left > 1e-9 && day < from + 2000; day++) {
    const now = on(day);
    if (rules.stays === "discard" && now.inside && !before.inside) break;
    if (rules.interruptions === "discard" && !now.given) break;
    const rate = now.inside || (!now.given && rules.interruptions !== "continue") ? 0 : now.dose;
    const last = pieces.at(-1);
    const days = rate === 0 ? 0 : Math.min(1, left / rate);
    if (days > 0 && last && last.dose === rate && last.day + last.days === day) last.days += days;
    else if (days > 0) pieces.push({ day, days, dose: rate });
    left -= days * rate;
    before = now;
  }
  return pieces;
}

const day = fc.nat(60);
const history = fc.record({
  orders: fc.array(
    fc.record({
      day,
      dose: fc.constantFrom(null, 1, 2, 4),
      lasts: fc.option(fc.nat(20)),
      stop: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  fills: fc.array(fc.record({ day, amount: fc.integer({ min: 1, max: 90 }) }), { minLength: 1, maxLength: 3 }),
  inHospital: fc.array(fc.record({ day, lasts: fc.nat(9) }), { maxLength: 3 }),
});
const rule = fc.constantFrom(...interruptionRules);
const rules = fc.record({ interruptions: rule, stays: rule, initial: fc.constant(false) });

let engine: Engine;
beforeAll(async () => {
  engine = await engines.node();
}, 60_000);
afterAll(() => engine.close());

test("what is dispensed lasts as long as it would used day by day", async () => {
  await fc.assert(
    fc.asyncProperty(history, rules, async (given, by) => {
      const of = events(given);
      const found = decode(
        await engine.query(
          sql`SELECT row::BIGINT AS row, day::BIGINT AS day, days, dose, why FROM (${prescribedDays(of, sql`TRUE`, stays(of), by)}) ORDER BY row, day`,
        ),
        { row: "integer", day: "integer", days: "number", dose: "number", why: "text" },
      );
      given.fills.forEach((fill, i) => {
        const own = found.filter(({ row }) => row === given.orders.length + i);
        const wanted = used(given, fill, by);
        const some = own.filter(({ days }) => days !== null);
        expect(some.map((piece) => [piece.day, piece.dose])).toEqual(wanted.map((piece) => [piece.day, piece.dose]));
        some.forEach(({ days }, p) => expect(days).toBeCloseTo(wanted[p]?.days ?? NaN, 9));
        expect(own.filter(({ why }) => why !== null).length).toBe(wanted.length === 0 ? 1 : 0);
      });
    }),
    runs(40, 400),
  );
}, 240_000);
