import { expect, test } from "vitest";
import { decode } from "../../engine/decode";
import { sql } from "../../sql";
import { simulated } from "../../testing/simulated";
import { ask, lines, prepare } from "../ask";
import { heldStudy, insightNamed } from "../testing";

const small = simulated<unknown>({ patients: 40, months: 8, seed: 21 });
const { study } = heldStudy(small);

const values = async (id: string, params: object, value: string, condition = sql`TRUE`) => {
  const { rows } = await prepare(study(), insightNamed(id), { params, knownAt: null });
  const told = decode(
    await study().engine.query(
      sql`SELECT subject::BIGINT AS subject, * EXCLUDE (subject) FROM ${rows} WHERE ${condition} ORDER BY subject`,
    ),
    { subject: "integer", [value]: "number" },
  );
  return told.map((row) => [row["subject"], row[value]]);
};

test.each([
  ["doses", "taking"],
  ["dosing", "dosing"],
  ["timing", "timing"],
])("%s per patient is what the doses of each come to", async (measure, column) => {
  const own = await values("adherence-distribution", { measure }, "value");
  const doses = await values("doses", {}, column, sql`part = 'all'`);
  const known = own.flatMap(([, value]) => (value === null ? [] : Number(value)));
  expect(known.length).toBeGreaterThan(25);
  expect(new Set(known).size).toBeGreaterThan(20);
  expect(own.map(([subject]) => subject)).toEqual(doses.map(([subject]) => subject));
  own.forEach(([, value], i) =>
    value === null ? expect(doses[i]?.[1]).toBeNull() : expect(value).toBeCloseTo(Number(doses[i]?.[1]), 12),
  );
});

test("who has no dose due is left out with the reason, and doses rest on no supplies", async () => {
  const question = { params: { measure: "timing", items: ["nobody has this"] }, knownAt: null };
  const { cells, also } = await ask(study(), insightNamed("adherence-distribution"), question);
  expect(cells).toEqual([]);
  expect(also["excluded"]).toEqual([
    { group: "all", why: "no dose follows another at a known time", patients: study().patients },
  ]);
  expect(await lines(study(), insightNamed("adherence-distribution"), question)).toBeNull();
});
