import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { engines } from "../log/testing";
import { join, list, sql } from "../sql";
import { schedules, taken } from "./doses";

type Given = { role: "order" | "stop" | "intake"; day: number; perDay?: number; until?: number; item?: number | null };

const date = (n: number) => sql`(DATE '2025-01-01' + ${n})`;

describe("doses taken of those due", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await engines.node();
  }, 60_000);
  afterAll(() => engine.close());

  /** Days (from 2025-01-01) and doses taken of those due on them; data end is day 60. */
  async function takenOn(given: readonly Given[]): Promise<string[]> {
    const events = sql`(SELECT * FROM (VALUES ${join(
      given.map(
        ({ role, day, perDay, until, item = 1 }, i) =>
          sql`(1, ${item}::INTEGER, ${date(day)}, ${date(day)}::TIMESTAMP, ${date(day)}::TIMESTAMP, ${i}, ${role}, ${perDay ?? null}::DOUBLE, ${until === undefined ? sql`NULL::DATE` : date(until)})`,
      ),
    )}) AS e (subject, item, day, occurred_at, recorded_at, key, role, per_day, until_day))`;
    const inRoles = (...roles: readonly string[]) => sql`role IN ${list(roles)}`;
    const plan = sql`(${schedules({ events, inRoles }, sql`TRUE`, "2025-03-02")})`;
    const rows = decode(
      await engine.query(
        sql`SELECT (day - ${date(0)})::BIGINT AS day, taken::DOUBLE AS taken FROM (${taken(plan, { events, inRoles }, sql`TRUE`)}) ORDER BY day`,
      ),
      { day: "integer", taken: "number" },
    );
    return rows.map((row) => `${row.day}: ${row.taken}`);
  }

  const intake = (day: number, item?: number | null): Given => ({
    role: "intake",
    day,
    ...(item === undefined ? {} : { item }),
  });

  test("a day's intakes count up to the doses due on it", async () => {
    const order: Given = { role: "order", day: 0, perDay: 2 };
    expect(await takenOn([order, intake(0), intake(1), intake(1), intake(1)])).toEqual(["0: 1", "1: 2"]);
  });

  test("a weekly dose taken a day early or late is that dose, and taken twice it is one", async () => {
    const order: Given = { role: "order", day: 0, perDay: 1 / 7 };
    expect(await takenOn([order, intake(0), intake(6), intake(15), intake(20), intake(22)])).toEqual([
      "0: 1",
      "7: 1",
      "14: 1",
      "21: 1",
    ]);
  });

  test("three doses in two days are two and one", async () => {
    const order: Given = { role: "order", day: 0, perDay: 1.5 };
    expect(await takenOn([order, ...[0, 0, 1, 1, 2, 2].map((day) => intake(day))])).toEqual(["0: 2", "1: 1", "2: 2"]);
  });

  test("the last due dose owns what comes after it, as long as the order holds", async () => {
    const order: Given = { role: "order", day: 0, perDay: 1 / 7, until: 12 };
    expect(await takenOn([order, intake(12), intake(13)])).toEqual(["7: 1"]);
  });

  test("a change or stop ends the old schedule on its day, another item does not", async () => {
    const orders: Given[] = [
      { role: "order", day: 0, perDay: 1 },
      { role: "order", day: 2, perDay: 2 },
      { role: "stop", day: 4 },
      { role: "stop", day: 1, item: 2 },
    ];
    expect(await takenOn([...orders, ...[0, 1, 2, 2, 4].map((day) => intake(day))])).toEqual(["0: 1", "1: 1", "2: 2"]);
  });

  test("orders and intakes that name no item belong together", async () => {
    expect(await takenOn([{ role: "order", day: 0, perDay: 1, item: null }, intake(3, null), intake(3, 1)])).toEqual([
      "3: 1",
    ]);
  });
});
