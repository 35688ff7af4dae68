import { expect, test } from "vitest";
import { type Cohort, cohortOf } from "../cohorts/cohort";
import { members, people, rows } from "../cohorts/naive";
import { textFile } from "../testing/files";
import { ask } from "./ask";
import { behind } from "./behind";
import { comparable } from "./comparable";
import { insightNamed, studyOf } from "./testing";

const { study } = studyOf(textFile("events.arrow", rows));
const one = (given: object): Cohort => cohortOf({ name: "one", ...given });
const women = one({ name: "women", criteria: [{ kind: "trait", trait: "sex", among: ["female"] }] });
const supplied = one({
  name: "supplied",
  entry: { kind: "event", event: { types: ["MedicineDispensed"] }, which: "every" },
});
const idsOf = (cohort: Cohort) => new Set(members(cohort).map(({ id }) => id));
const both = [...idsOf(women)].filter((id) => idsOf(supplied).has(id));
const asking = (cohorts: Cohort[], params: object = {}) => ({ params, knownAt: null, cohorts });

test("cohorts are counted by patient and by entry, with who is in several and in what they differ", async () => {
  const found = await comparable(study(), insightNamed("characteristics"), {
    knownAt: null,
    cohorts: [women, supplied],
  });
  expect(found.members).toEqual([
    { cohort: "women", patients: idsOf(women).size, entries: idsOf(women).size },
    { cohort: "supplied", patients: idsOf(supplied).size, entries: members(supplied).length },
  ]);
  expect(found.shared).toBe(both.length);
  expect(both.length).toBeGreaterThan(3);
  expect(found.differs.map(({ label }) => label)).toContain("sex");
  const smds = found.differs.map(({ smd }) => smd);
  expect(smds).toEqual(smds.toSorted((a, b) => b - a));
  const alone = await comparable(study(), insightNamed("characteristics"), { knownAt: null, cohorts: [women] });
  expect([alone.shared, alone.differs]).toEqual([0, []]);
});

test("every definition is told of each cohort as of that cohort alone", async () => {
  const men = one({ name: "men", criteria: [{ kind: "trait", trait: "sex", among: ["male"] }] });
  const definitions = insightNamed("definitions");
  const told = async (cohorts: Cohort[]) => (await ask(study(), definitions, asking(cohorts))).cells;
  const both = await told([women, men]);
  for (const cohort of [women, men]) {
    const own = both.filter(({ group }) => group === cohort.name);
    expect(own.length).toBeGreaterThan(0);
    const alone = await told([cohort]);
    expect(own).toEqual(alone.map((cell) => ({ ...cell, group: cohort.name })));
  }
});

test("two cohorts of one name cannot be told apart and are refused", async () => {
  await expect(ask(study(), insightNamed("retention"), asking([women, women]))).rejects.toThrow("same name");
});

test("behind a cell entries are counted, and the different patients that they are of", async () => {
  const insight = insightNamed("attrition");
  const activity = insightNamed("events-over-time");
  const question = asking([supplied], { unit: "year", breakdown: "none" });
  const { cells } = await ask(study(), activity, question);
  const [cell = {}] = cells;
  const { total, different } = await behind(study(), activity, question, cell);
  expect(total).toBe(cell["patients"]);
  expect([total, different]).toEqual([members(supplied).length, idsOf(supplied).size]);
  const [all = {}] = (await ask(study(), insight, asking([supplied]))).cells;
  expect((await behind(study(), insight, asking([supplied]), all)).different).toBe(people.length);
});
