import { expect, test } from "vitest";
import { joined, type Slice, subsetOf } from "./subset";

const slice = (bounds: Partial<Slice>): Slice => ({ from: null, until: null, types: null, sources: null, ...bounds });
const spring = slice({ from: "2025-03-01", until: "2025-05-31" });
const year = slice({ from: "2025-01-01", until: "2025-12-31" });

test("a slice that leaves everything open is the whole file", () => {
  expect(subsetOf([spring, slice({})])).toBeNull();
  expect(joined([spring], null)).toBeNull();
});

test("a slice within another adds nothing, the same slice twice is one", () => {
  expect(subsetOf([spring, year])).toEqual([year]);
  expect(subsetOf([year, year])).toEqual([year]);
  expect(joined([slice({ types: ["A"] })], [slice({ types: ["B", "A"] })])).toEqual([slice({ types: ["B", "A"] })]);
});

test("slices that overlap are both kept", () => {
  const some = slice({ types: ["A"] });
  expect(joined([spring], [some])).toEqual([spring, some]);
  expect(joined([slice({ until: "2025-01-31" })], [year])).toHaveLength(2);
});
