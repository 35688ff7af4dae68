import { expect, test } from "vitest";
import { inR } from "./in-r";
import question, { type Cell, type Params } from "./question";
import { title } from "./title";
import { labelOf } from "./words";

const asked = (params: object): Params => question.params.parse(params);

/** A group of ten that falls to `share` on day 100 and is then followed to day 200. */
const falling = (group: string, share: number): Cell[] =>
  [
    { time: 100, at_risk: 10, events: Math.round(10 * (1 - share)), censored: 0 },
    { time: 200, at_risk: Math.round(10 * share), events: 0, censored: Math.round(10 * share) },
  ].map((at) => ({ ...at, group, survival: share, std_error: null, lower: null, upper: null }));

const told = (groups: readonly (readonly [group: string, share: number, median: number | null])[], params: object) =>
  title(
    groups.flatMap(([group, share]) => falling(group, share)),
    asked(params),
    { summary: groups.map(([group, , median]) => ({ group, median })) },
  ).replaceAll("\u00a0", " ");

test("one curve: when half have stopped, or how many have not", () => {
  expect(told([["gap=60", 0.4, 100]], {})).toBe("Half of patients have stopped after 100 days");
  expect(told([["gap=60", 0.8, null]], {})).toBe("80 % of patients are still on treatment after 200 days");
  expect(told([["gap=60", 0.4, 336.5]], {})).toBe("Half of patients have stopped after 336.5 days");
});

test("gaps side by side", () => {
  const params = { permissibleGap: [30, 90] };
  const two = (first: number | null, second: number | null) =>
    told(
      [
        ["gap=30", 0.6, first],
        ["gap=90", 0.8, second],
      ],
      params,
    );
  expect(two(524, 579)).toBe("Half have stopped after 524 days at a gap of 30, 579 at 90");
  expect(two(524, null)).toBe("Half have stopped after 524 days at a gap of 30; more than half stay at 90");
  expect(two(null, null)).toBe("After 200 days 60 % are still on treatment at a gap of 30, 80 % at 90");
});

test("groups side by side, up to three by name", () => {
  const params = { group: { measure: "CMA7" } };
  const of = (first: number | null, second: number | null) =>
    told(
      [
        ["CMA7 < 0.8", 0.3, first],
        ["CMA7 ≥ 0.8", 0.9, second],
      ],
      params,
    );
  expect(of(336, null)).toBe("Median persistence is 336 days for CMA7 < 0.8; CMA7 ≥ 0.8 stays above one half");
  expect(of(336, 500)).toBe("Median persistence is 336 days for CMA7 < 0.8, 500 for CMA7 ≥ 0.8");
  // After day 100 three of ten are left of the first.
  expect(of(null, null)).toBe("After 100 days 30 % of CMA7 < 0.8 and 90 % of CMA7 ≥ 0.8 are still on treatment");
  const sites = ["a", "b", "c", "d"].map((group, i) => [group, 0.6 + i / 10, null] as const);
  expect(told(sites, { breakdown: "site" })).toBe(
    "Between 60 % (a) and 90 % (d) are still on treatment after 200 days, across 4 groups",
  );
});

test("groups are called by their gap and its unit", () => {
  const months = asked({ permissibleGap: [0, 1, 3], gapUnit: "months" });
  expect(["gap=0 months", "gap=1 months", "gap=3 months, B"].map((group) => labelOf(group, months))).toEqual([
    "any gap",
    "gap of 1 month",
    "gap of 3 months, B",
  ]);
  expect(labelOf("letrozole", asked({ breakdown: "arm" }))).toBe("letrozole");
});

test("in R the same gaps, limits and groups", () => {
  const code = inR(asked({ permissibleGap: [30, 90], interval: "log-log", breakdown: "first line?" }));
  expect(code).toContain("lapply(c(30, 90), first)");
  expect(code).toContain('survfit(Surv(time, ended) ~ gap + `first line?`, data = rows, conf.type = "log-log")');
  expect(code).toContain("survdiff(Surv(time, ended) ~ gap + `first line?`, data = rows)");
  const one = inR(asked({}));
  expect(one).toContain('survfit(Surv(time, ended) ~ 1, data = rows, conf.type = "log")');
  expect(one).not.toContain("survdiff");
  expect(one).not.toContain("observation.window");
});
