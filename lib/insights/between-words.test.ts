import { expect, test } from "vitest";
import type { Row } from "../engine/decode";
import { aboutWords, headline, scaleOf, told, whyNone } from "./between-words";

const row = (more: Row): Row => ({
  first: "A",
  second: "B",
  n_first: 10,
  n_second: 12,
  difference: 0.062,
  lower: -0.01,
  upper: 0.134,
  method: "Newcombe",
  why: null,
  ...more,
});
const shared = { lower: null, upper: null, why: "3 patients are in both cohorts" };

test("the finding says what is less what, by how much, and whether no difference is among what the interval holds", () => {
  expect(headline(row({}), "points")).toBe(
    "B less A: +6.2 points (95\u00a0% interval −1.0 to +13.4, which includes no difference)",
  );
  expect(headline(row({ difference: -2.5, lower: -4, upper: -1 }), "units")).toBe(
    "B less A: −2.5 (95\u00a0% interval −4.0 to −1.0)",
  );
  expect(headline(row(shared), "points")).toBe("B less A: +6.2 points");
  expect(headline(row({ difference: null, ...shared }), "points")).toBe("B less A");
  expect([
    scaleOf(row({}), {}),
    scaleOf(row({ method: "Welch" }), {}),
    scaleOf(row({ method: "Welch" }), { shares: true }),
  ]).toEqual(["points", "units", "points"]);
});

test("told is the last row that rests on half as many patients as the fullest", () => {
  const rows = [row({ n_first: 20, n_second: 20 }), row({}), row({ n_first: 9 }), row({ difference: null })];
  expect(told(rows)).toBe(rows[1]);
  expect(told([row({ difference: null })])).toBeNull();
});

test("what all differences lack is said once, what some lack beside the method, and no cause is named", () => {
  expect(whyNone([row(shared), row({ difference: null, why: "nobody in B" })])).toBe("3 patients are in both cohorts");
  expect(whyNone([row(shared), row({})])).toBeNull();
  expect(whyNone([row({})])).toBeNull();
  expect(aboutWords([row(shared)])).toEqual([
    "Cohorts are compared as they are: nothing is adjusted for, and a difference is not an effect.",
  ]);
  expect(
    aboutWords([row({}), row({ method: "normal", ...shared, why: "a curve at 0 has no standard error" })]),
  ).toEqual([
    "Intervals of shares are Newcombe’s hybrid score (1998, method 10).",
    "Intervals are normal, the variances of both curves added, at each day by itself.",
    "Cohorts are compared as they are: nothing is adjusted for, intervals are not widened for their number, and a difference is not an effect.",
    "No interval where a curve at 0 has no standard error.",
  ]);
});
