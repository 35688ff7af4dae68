import { expect, test } from "vitest";
import { decode } from "../../engine/decode";
import { table } from "../../log/schema";
import { sql } from "../../sql";
import { dayNumber, factsOf } from "../../testing/facts";
import { simulated } from "../../testing/simulated";
import { warningsOf } from "../../testing/warnings";
import { ask, prepare } from "../ask";
import { countBehind } from "../behind";
import { heldRows, insightNamed } from "../testing";

const question = insightNamed("warnings");
const held = heldRows(simulated({ patients: 40, months: 12, seed: 21 }));
const all = () => ({ study: held.study(), facts: factsOf(held.rows()) });

const asking = (params: object) => ({ params, knownAt: null });
const names = ["gap", "below", "falling", "missed", "score", "overdue", "silent"];
const rules = {
  gap: { days: 7 },
  below: { share: 0.85, days: 60 },
  falling: { by: 0.15, days: 45 },
  missed: { doses: 2 },
  score: { items: ["fatigue", "nausea"], limit: 6 },
  overdue: { days: 5 },
  silent: { days: 4 },
};

async function told(params: object): Promise<string[]> {
  const { study } = all();
  const { rows } = await prepare(study, question, asking(params));
  const found = await study.engine.query(sql`
    SELECT rule, state, id, day, outcome FROM ${rows} r JOIN ${table("subjects")} s ON s.key = r.subject WHERE state <> 'listed'`);
  return decode(found, { rule: "text", state: "text", id: "text", day: "date", outcome: "date" })
    .map((row) =>
      Object.values(row)
        .map((value) => value ?? "")
        .join(","),
    )
    .toSorted();
}

test.each([
  { outcome: "stopped", horizon: 90, outcomeGap: 60, weeks: 26 },
  { outcome: "end", horizon: 60, outcomeGap: 60, weeks: 40 },
  { outcome: "gap", horizon: 45, outcomeGap: 10, weeks: 35 },
] as const)("who was warned, and what became of them, is what the rules say of those days: %j", async (given) => {
  const { facts, study } = all();
  const plain = {
    ...rules,
    gap: rules.gap.days,
    missed: rules.missed.doses,
    overdue: rules.overdue.days,
    silent: rules.silent.days,
  };
  const expected = warningsOf(facts, dayNumber(study.dataEnd), plain, names, given);
  expect(await told({ ...rules, ...given })).toEqual(expected.told.toSorted());
  const states = new Set(expected.told.map((one) => one.split(",")[1]));
  expect(states.size).toBeGreaterThan(3);
  const { also, cells } = await ask(study, question, asking({ ...rules, ...given }));
  const listed = also["listed"] ?? [];
  expect(new Map(listed.map((row) => [`${String(row["day"])} ${String(row["rule"])}`, row["patients"]]))).toEqual(
    new Map(
      [...expected.listed].filter(
        ([key]) => key.slice(0, 10) > new Date((dayNumber(study.dataEnd) - 7 * given.weeks) * 86_400_000).toISOString(),
      ),
    ),
  );
  const row = listed.find((one) => one["rule"] === "any");
  expect(
    (await countBehind(study, question, asking({ ...rules, ...given }), row ?? {}, { aside: "listed" })).total,
  ).toBe(row?.["patients"]);
  const count = (rule: string, state: string) =>
    expected.told.filter((one) => one.startsWith(`${rule},${state},`)).length;
  for (const cell of cells) expect(cell["patients"]).toBe(count(String(cell["rule"]), String(cell["state"])));
  const days = expected.told.flatMap((one) => {
    const [rule, state, , day = "", outcome = ""] = one.split(",");
    return rule === "any" && state === "warned" ? (Date.parse(outcome) - Date.parse(day)) / 86_400_000 : [];
  });
  const sorted = days.toSorted((a, b) => a - b);
  const middle =
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
  const any = cells.find(({ rule, state }) => rule === "any" && state === "warned");
  expect(any?.["median_days"]).toBe(sorted.length > 0 ? middle : null);
});

test("on the last day looked at as many are on the list as the worklist has", async () => {
  const { study } = all();
  const { also } = await ask(study, question, asking(rules));
  const { cells, also: now } = await ask(study, insightNamed("worklist"), asking(rules));
  const last = (also["listed"] ?? []).filter(({ day }) => day === study.dataEnd);
  const of = (rule: string) => last.find((row) => row["rule"] === rule)?.["patients"] ?? 0;
  expect(of("any")).toBe(now["list"]?.[0]?.["patients"]);
  for (const { rule, patients } of cells) expect(of(String(rule))).toBe(patients);
});
