import { describe, expect, test } from "vitest";
import { specSchema } from "@/lib/reports/spec";
import { versionedAmong } from "@/lib/versions";
import { blank, ofPatients } from "../cohorts/draft";
import {
  blankDraft,
  draftOf,
  figurePart,
  moved,
  numberOf,
  placed,
  reportSchema,
  specFrom,
  textPart,
  versionWords,
} from "./report";

const everybody = { knownAt: null, cohorts: [] };
const parts = [textPart("Hello"), figurePart("persistence"), figurePart("retention")].map(placed);
const draft = { ...blankDraft("Monthly"), parts };
const faults = (...given: Parameters<typeof specFrom>) => {
  const found = specFrom(...given);
  return "faults" in found ? found.faults : [];
};

describe("a draft", () => {
  test("is what it was made from", () => {
    const spec = specSchema.parse({ title: "Monthly", parts: [{ kind: "figure", insight: "persistence" }] });
    expect(specFrom(draftOf(spec), everybody)).toEqual({ spec });
  });

  test("says in words what it lacks", () => {
    expect(faults({ ...blankDraft(" "), disclosure: { kind: "none", reason: " " } }, everybody)).toEqual([
      "It needs a title, of 200 letters at most.",
      "Say why nothing is hidden: the reason stands in the report.",
      "It has no part yet.",
    ]);
  });

  test("does not become a report where a cohort names patients", () => {
    const said = faults(draft, { knownAt: null, cohorts: [ofPatients("listed", [{ id: "P1" }])] });
    expect(said).toEqual([
      "A cohort names patients by their ids, which no report may carry. Choose another in the bar above.",
    ]);
  });

  test("names the figure that asks about a cohort that is not there", () => {
    const asking = { ...draft, parts: [...parts, placed(figurePart("lifecycle", {}, ["men"]))] };
    expect(faults(asking, { knownAt: null, cohorts: [blank("women")] })).toEqual([
      "Figure 3: there is no cohort “men”.",
    ]);
  });

  test("lets its parts change places as far as there are any", () => {
    const [a, b, c] = parts.map(({ id }) => id);
    const order = (id = "", by: -1 | 1) => moved(parts, id, by).map((one) => one.id);
    expect(order(a, 1)).toEqual([b, a, c]);
    expect(order(c, -1)).toEqual([a, c, b]);
    expect(order(a, -1)).toEqual([a, b, c]);
    expect(order(c, 1)).toEqual([a, b, c]);
    expect(parts.map(({ id }) => numberOf(parts, id))).toEqual([null, 1, 2]);
  });
});

test("a version is told by what differs from the one before it", () => {
  const report = (more: object) => ({
    name: "Monthly",
    spec: specSchema.parse({ title: "Monthly", parts: parts.map(({ part }) => part), ...more }),
  });
  expect(versionWords(report({}), undefined)).toBe("2 figures, 1 text");
  expect(versionWords(report({ knownAt: "2025-01-01", disclosure: { kind: "five" } }), report({}))).toBe(
    "2 figures, 1 text; another rule; another moment",
  );
});

test("what is kept of reports is the same after it was JSON, and what carries a patient is not taken up", () => {
  const spec = specSchema.parse({ title: "Monthly", parts: parts.map(({ part }) => part) });
  const kept = [{ name: "Monthly", versions: [{ savedAt: "2026-01-01T00:00:00Z", saved: { name: "Monthly", spec } }] }];
  const naming = { name: "Listed", spec: { ...spec, cohorts: [ofPatients("listed", [{ id: "P1" }])] } };
  expect(versionedAmong([...JSON.parse(JSON.stringify(kept)), naming], reportSchema)).toEqual(kept);
});
