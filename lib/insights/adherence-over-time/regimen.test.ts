import { expect, test } from "vitest";
import { decode } from "../../engine/decode";
import { sql, type Sql } from "../../sql";
import { simulated } from "../../testing/simulated";
import { prepare } from "../ask";
import { heldStudy, insightNamed } from "../testing";

const history = simulated<unknown>({ patients: 30, months: 6, seed: 5 });
const { study, engine } = heldStudy(history);

/** What numbers a patient comes to, from the rows of a question. */
async function sums(id: string, params: object, of: (rows: Sql) => Sql) {
  const insight = insightNamed(id);
  const { rows } = await prepare(study(), insight, { params, knownAt: null });
  return decode(await engine().query(sql`${of(rows)} ORDER BY subject`), {
    subject: "integer",
    numerator: "number",
    denominator: "number",
  });
}

test.each([
  ["dosing", sql`exact`, sql`days`],
  ["timing", sql`in_time`, sql`timed`],
])("%s over time adds up to what the doses of each patient come to", async (measure, part, whole) => {
  const all = await sums(
    "doses",
    {},
    (rows) =>
      sql`SELECT subject::BIGINT AS subject, ${part}::DOUBLE AS numerator, ${whole}::DOUBLE AS denominator FROM ${rows} WHERE part = 'all' AND ${whole} > 0`,
  );
  expect(all.length).toBeGreaterThan(20);
  expect(all.some((row) => row.numerator !== row.denominator)).toBe(true);
  for (const division of [{ unit: "week" }, { unit: "month", by: "index" }, { window: 30, step: 30 }])
    expect(
      await sums(
        "adherence-over-time",
        { measure, ...division },
        (rows) =>
          sql`SELECT subject::BIGINT AS subject, sum(numerator) AS numerator, sum(denominator) AS denominator FROM ${rows} GROUP BY subject`,
      ),
    ).toEqual(all);
});
