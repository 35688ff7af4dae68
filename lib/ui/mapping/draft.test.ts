import { expect, test } from "vitest";
import { columnOf, type Draft, finished, ofOneType, reading, typesIn, withRole } from "./draft";

const whole: Draft = reading(reading(reading({}, "subject", "pid"), "occurredAt", "at"), "type", "what");

test("a draft is a mapping once patient, time and type are known", () => {
  expect(finished(reading({}, "subject", "pid"))).toBeNull();
  expect(finished(whole)).toMatchObject({
    subject: { from: ["pid"] },
    occurredAt: { from: ["at"], unit: "ms" },
    type: { from: ["what"] },
    zone: "UTC",
  });
});

test("a field can be read from no column again", () => {
  const draft = reading(whole, "item", "drug");
  expect(columnOf(draft, "item")).toBe("drug");
  expect(columnOf(reading(draft, "item", null), "item")).toBeNull();
});

test("types come from the first rows, or are the same for all", () => {
  const sample = [{ what: "b" }, { what: "a" }, { what: null }, { what: "b" }];
  expect(typesIn(whole, sample)).toEqual(["a", "b"]);
  expect(typesIn(ofOneType(whole, "Dispensing"), sample)).toEqual(["Dispensing"]);
});

test("a type has one role or none", () => {
  const supply = withRole(whole, "a", "supply");
  expect(withRole(supply, "a", "intake").roles).toEqual({ a: "intake" });
  expect(withRole(supply, "a", null).roles).toEqual({});
});

test("hostile names stay names", () => {
  const draft = withRole(reading(whole, "item", "__proto__"), "constructor", "supply");
  expect(columnOf(draft, "item")).toBe("__proto__");
  expect(Object.entries(finished(draft)?.roles ?? {})).toEqual([["constructor", "supply"]]);
});
