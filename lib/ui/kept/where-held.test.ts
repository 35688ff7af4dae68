import { expect, test } from "vitest";
import { whereHeld } from "./where-held";

const [one, other] = [{ blob: new Blob(["one"]) }, { blob: new Blob(["other"]) }];

test.each([
  [[], "held in the memory of this tab only"],
  [[one], "1 of 2 files kept in this browser, the rest held in the memory of this tab only"],
  [[one, other], "kept in this browser"],
])("a history is said to be where its files are", (kept, words) => {
  expect(whereHeld([one, other], new Set(kept.map(({ blob }) => blob)))).toBe(words);
});
