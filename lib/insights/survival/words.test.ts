import { expect, test } from "vitest";
import { upTo } from "./figure-curves";
import { inR } from "./in-r";
import { outcomesOf } from "./outcomes";
import question, { type Cell, type Params } from "./question";
import { title } from "./words";

const asked = (params: object): Params => question.params.parse(params);
const died = { to: { types: ["PatientDied"] }, competing: { types: ["PatientLost", "PatientDied"] } };

/** A group of ten that falls to `share` on day 100 and is then followed to day 200. */
const falling = (group: string, share: number): Cell[] =>
  [
    { time: 100, at_risk: 10, events: 1, censored: 0 },
    { time: 200, at_risk: 9, events: 0, censored: 9 },
  ].map((at) => ({ ...at, group, survival: share, std_error: null, lower: null, upper: null }));

const told = (
  groups: readonly (readonly [group: string, share: number, median: number | null])[],
  params: object,
  incidence: readonly (readonly [outcome: string, share: number])[] = [],
) =>
  title(
    groups.flatMap(([group, share]) => falling(group, share)),
    asked(params),
    {
      summary: groups.map(([group, , median]) => ({ group, median })),
      incidence: incidence.map(([outcome, share]) => ({ outcome, time: 100, incidence: share })),
    },
  ).replaceAll("\u00a0", " ");

test("the finding of survival: when half have had the outcome, or how many have not", () => {
  expect(told([["all", 0.8, null]], {})).toBe("80 % of patients are still observed after 200 days");
  expect(told([["all", 0.4, 100]], {})).toBe("Half of patients reached the end of observation within 100 days");
  expect(told([["all", 0.8, null]], { ...died, until: 150 })).toBe(
    "80 % of patients are without PatientDied after 150 days",
  );
  const by = { ...died, breakdown: "arm" };
  const two = (median: number | null) =>
    told(
      [
        ["a", 0.4, median],
        ["b", 0.8, null],
      ],
      by,
    );
  expect(two(90)).toBe("Median time to PatientDied is 90 days for a; b stays above one half");
  expect(two(null)).toBe("After 200 days 40 % of a and 80 % of b are without PatientDied");
  expect(
    told(
      [1, 2, 3, 4].map((i) => [`g${i}`, i / 10, null]),
      by,
    ),
  ).toBe("Between 10 % (g1) and 40 % (g4) are without PatientDied after 200 days, across 4 groups");
});

test("the finding of incidence: how many had each outcome, or the one by group", () => {
  const incidence = { ...died, estimate: "incidence" };
  expect(
    told([["all", 0.9, null]], incidence, [
      ["PatientDied", 0.1],
      ["PatientLost", 0.25],
    ]),
  ).toBe("Within 200 days 10.0 % of patients had PatientDied and 25.0 % PatientLost");
  expect(
    told(
      [
        ["a", 0.9, null],
        ["b", 0.7, null],
      ],
      { ...incidence, breakdown: "arm" },
    ),
  ).toBe("Within 200 days 10.0 % of a and 30.0 % of b had PatientDied");
});

test("each competing type is an outcome, the outcome itself none; items go with each", () => {
  const labels = (params: object) => outcomesOf(asked(params)).map(({ label }) => label);
  expect(labels(died)).toEqual(["PatientDied", "PatientLost"]);
  expect(labels({ to: { types: ["A", "B"], items: ["x", "y"] } })).toEqual(["A or B of x or y"]);
  expect(labels({ competing: { types: ["A", "B", "A"], items: ["x"] } })).toEqual([
    "end of observation",
    "A of x",
    "B of x",
  ]);
  expect(labels({ competing: { items: ["x"] } })).toEqual(["end of observation", "any event of x"]);
});

test("in R the same outcomes, limits, groups and days", () => {
  const code = inR(asked({ ...died, estimate: "incidence", interval: "log-log", breakdown: "first line?", until: 90 }));
  expect(code).toContain('factor(ended, c("censored", "PatientDied", "PatientLost"))');
  expect(code).toContain(
    'survfit(Surv(time, status) ~ `first line?`, data = rows, conf.type = "log-log", influence = TRUE)',
  );
  expect(code).toContain("rmean = 90");
  expect(code).toContain('survdiff(Surv(time, status == "PatientDied") ~ `first line?`, data = rows)');
  const one = inR(asked({}));
  expect(one).toContain('survfit(Surv(time, status == "end of observation") ~ 1, data = rows, conf.type = "log")');
  expect(one).not.toContain("survdiff");
});

test("a curve that goes on after the axis ends there, with those at risk then", () => {
  const rows = falling("a", 0.9);
  const times = (until: number) => upTo(rows, until, {}).map(({ time, at_risk: n, events }) => [time, n, events]);
  expect(times(0)).toEqual([
    [100, 10, 1],
    [200, 9, 0],
  ]);
  expect(times(150)).toEqual([
    [100, 10, 1],
    [150, 9, 0],
  ]);
  expect(times(100)).toEqual([[100, 10, 1]]);
  expect(times(900)).toEqual(times(0));
});
