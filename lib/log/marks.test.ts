import { expect, test } from "vitest";
import { type Mark, markOf, marksSchema, newSince, withMark } from "./marks";
import { settingsOf } from "./settings";

const one = { namespace: "a", id: "P1" };
const other = { namespace: "b", id: "P1" };
const seen: Mark = { kind: "seen", day: "2026-03-01", rules: ["gap"] };
const call: Mark = { kind: "call", day: "2026-03-02", rules: ["gap", "silent"] };

test("a mark is its patient's until another takes its place or it is taken away", () => {
  let marks = withMark(withMark(null, one, seen), other, call);
  expect([one, other, { namespace: "a", id: "P2" }].map(markOf(marks))).toEqual([seen, call, null]);
  marks = withMark(marks, one, call);
  expect(markOf(marks)(one)).toEqual(call);
  marks = withMark(marks, one, null);
  expect([one, other].map(markOf(marks))).toEqual([null, call]);
});

test("what is kept of marks is read back, names nobody, and is under another key in another study", () => {
  const marks = withMark(null, one, seen);
  const kept = JSON.stringify(marks);
  expect(kept).not.toContain("P1");
  expect(settingsOf({ marks: JSON.parse(kept) }).marks).toEqual(marks);
  expect(settingsOf({}).marks).toBeNull();
  expect(Object.keys(withMark(null, one, seen).of)).not.toEqual(Object.keys(marks.of));
  expect(marksSchema.safeParse({ key: "P1", of: {} }).success).toBe(false);
});

test("a rule is new that was not there when the patient was marked", () => {
  expect(newSince(seen, ["gap", "below"])).toEqual(["below"]);
  expect(newSince(call, ["silent"])).toEqual([]);
});
