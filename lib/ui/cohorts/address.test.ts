import { expect, test } from "vitest";
import { cohortOf } from "@/lib/cohorts/cohort";
import { addressOf, cohortIn } from "./address";
import { changed, idsFrom, moved, namesIn } from "./draft";

const whole = cohortOf({
  name: "Whole & sound",
  entry: { kind: "event", which: "nth", n: 2, event: { types: ["MedicineDispensed"], items: ["A"] } },
  criteria: [
    { kind: "events", name: "first", event: {}, atLeast: 0, atMost: 3, window: { from: -30, to: 0 } },
    {
      kind: "not",
      of: { kind: "number", event: { types: ["SurveyCompleted"] }, is: { above: 0 }, window: { of: "first" } },
    },
    {
      kind: "any",
      of: [
        { kind: "sequence", events: [{}, { items: ["B"] }], within: 0 },
        { kind: "observed", after: 90 },
      ],
    },
    { kind: "trait", trait: "sex", among: ["female"] },
    { kind: "age", is: { below: 60 } },
  ],
  exit: { event: {}, days: 0, gap: { event: { types: ["MedicineDispensed"] }, days: 60 } },
});

test("a cohort is the same out of its address, which says no more than it must", () => {
  for (const cohort of [
    whole,
    cohortOf({ name: "plain" }),
    cohortOf({ name: "set", entry: { kind: "union", of: [whole, { name: "b" }] } }),
  ]) {
    const text = addressOf(cohort);
    expect(cohortIn(text)).toEqual(cohort);
    expect(text.length).toBeLessThan(JSON.stringify(cohort).length);
  }
});

test("ids of patients stay out of the address, and mean the same in this tab", () => {
  const listed = cohortOf({
    name: "listed",
    criteria: [{ kind: "not", of: { kind: "subjects", ids: [{ id: "Anna-17" }, { id: "P2", namespace: "clinic" }] } }],
  });
  const text = addressOf(listed);
  expect(text).not.toMatch(/Anna|P2|clinic/);
  expect(addressOf(listed)).toBe(text);
  expect(cohortIn(text)).toEqual(listed);
});

test.each(["nothing", "{}", '{"name":"x","criteria":[{"kind":"has"}]}', "[1]"])(
  "what is no cohort is refused: %s",
  (text) => {
    expect(() => cohortIn(text)).toThrow(/cohort/);
  },
);

test("a list of a tab that is gone is refused, not taken for an empty one", () => {
  expect(() => cohortIn('{"name":"x","criteria":[{"kind":"subjects","list":"abcdef01"}]}')).toThrow("list of patients");
});

test("ids are read from lines, commas, semicolons and tabs, each once", () => {
  expect(idsFrom("P1, P2;P3\r\n P1\t\n\nP 4")).toEqual([{ id: "P1" }, { id: "P2" }, { id: "P3" }, { id: "P 4" }]);
});

test("elements are changed, removed and moved, and names found wherever they stand", () => {
  expect(changed([1, 2, 3], 1, 9)).toEqual([1, 9, 3]);
  expect(changed([1, 2, 3], 1, null)).toEqual([1, 3]);
  expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
  expect(moved([1, 2, 3], 2, 1)).toEqual([1, 2, 3]);
  expect(namesIn([{ kind: "any", of: [...whole.criteria] }])).toEqual(["first"]);
});
