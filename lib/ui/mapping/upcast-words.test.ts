import { expect, test } from "vitest";
import { mappingOf } from "@/lib/ingest/mapping/build";
import { parseMapping } from "@/lib/ingest/mapping/validate";
import { type Draft, finished, reading, typesIn } from "./draft";
import { upcastsText, upcastText } from "./upcast-words";

const mapping = parseMapping({
  ...mappingOf({ name: "clinic", type: { from: ["type"] }, subject: { from: ["who"] }, occurredAt: { from: ["at"] } }),
  upcasts: [
    {
      name: "old visit",
      when: { types: ["visit", "v"], version: { column: "shape", is: ["", "1"] } },
      type: "VisitMade",
      parts: { value: { from: ["score", "points"] }, unit: { constant: "points" }, until: null, traits: { arm: null } },
    },
    { name: "ward", when: { sources: ["ward"] }, type: "Stay" },
  ],
});
const [visit, ward] = mapping.upcasts ?? [];

test("an upcast is said in a sentence", () => {
  expect(visit && upcastText(visit)).toBe(
    "Rows of type “visit” or “v”, shape nothing or “1” become “VisitMade”: unit from “points”, value from score, else points, until from nothing, trait arm from nothing",
  );
  expect(ward && upcastText(ward)).toBe("Rows of source “ward” become “Stay”");
});

test("and counted by the rows that it read", () => {
  expect(upcastsText({ mapping, upcasts: [12_031, 1] })).toBe("2 upcasts: old visit (12,031 rows), ward (1 row)");
  expect(upcastsText({ mapping: { ...mapping, upcasts: undefined }, upcasts: [] })).toBeNull();
});

test("a draft keeps upcasts, and their types can be given a role", () => {
  const draft: Draft = reading(mapping, "item", "drug");
  expect(finished(draft)?.upcasts).toEqual(mapping.upcasts);
  expect(typesIn(draft, [{ type: "visit" }])).toEqual(["Stay", "VisitMade", "visit"]);
});
