import { expect, test } from "vitest";
import { inR } from "./in-r";
import question, { type Cell } from "./question";
import { courseOf, coursesOf, labelsOf, title, windowName, windowsWords } from "./words";

const asked = (params: object = {}) => question.params.parse(params);
const plain = (text: string) => text.replaceAll("\u00a0", " ");
const monthly = { window: 30, step: 0 };

const cellsOf = (groups: readonly (readonly [group: string, patients: number, means: readonly number[]])[]): Cell[] =>
  groups.flatMap(([group, patients, means]) =>
    means.map((mean, window) => ({ group, window, patients, mean, q1: mean, median: mean, q3: mean })),
  );

test.each([
  [[0.96, 0.94, 0.95], "stay near 95 %"],
  [[0.9, 0.8, 0.6], "fall from 90 % to 60 %"],
  [[0.3, 0.5, 0.7], "rise from 30 % to 70 %"],
  [[1, 0.8, 0.6, 0.5, 0.3, 0.2, 0.05, 0], "stop within half a year"],
  [[1, 0.02, 0.04], "stop within 1 month"],
  [[1, 0.04, 0.3, 0.02], "stop within 3 months"],
  [[0.05, 0.02], "stay below 10 %"],
])("%j are told as: %s", (means, words) => {
  expect(plain(courseOf(means, monthly))).toBe(words);
});

test("windows that overlap end where the last one does that holds supply", () => {
  expect(courseOf([1, 0.9, 0.5, 0.05], { window: 90, step: 30 })).toBe("stop within 5 months");
  expect(courseOf([1, 0], { window: 7, step: 0 })).toBe("stop within 7 days");
  expect(windowName(2, asked({ window: 90, step: 30 }))).toBe("days 60 to 150");
  expect(windowsWords(asked({ window: 90, step: 30 }))).toBe("windows of 90 days, one every 30");
  expect(windowsWords(asked())).toBe("months of 30 days");
});

test("one course, a few and many", () => {
  const told = (groups: Parameters<typeof cellsOf>[0]) => plain(title(cellsOf(groups), asked()));
  const [keep, fall, stop] = [
    [0.95, 0.95],
    [0.9, 0.6],
    [0.9, 0.01],
  ];
  expect(told([["A", 10, keep]])).toBe("One course: all stay near 95 %");
  expect(
    told([
      ["A", 61, keep],
      ["B", 27, fall],
      ["C", 12, stop],
    ]),
  ).toBe("Three courses: 61 % stay near 95 %, 27 % fall from 90 % to 60 %, 12 % stop within 1 month");
  expect(
    told([
      ["A", 50, keep],
      ["B", 20, fall],
      ["C", 20, fall],
      ["D", 10, stop],
    ]),
  ).toBe("Four courses, from 50 % who stay near 95 % to 10 % who stop within 1 month");
});

test("courses that would be called alike keep their letter", () => {
  const cells = cellsOf([
    ["A", 5, [0.9, 0.6]],
    ["B", 5, [0.9, 0.6]],
  ]);
  expect(labelsOf(coursesOf(cells, asked())).map(plain)).toEqual([
    "50 % fall from 90 % to 60 %",
    "50 % fall from 90 % to 60 % (B)",
  ]);
});

test("in R the same windows, then kml", () => {
  const code = inR(asked({ measure: "CMA9", window: 60, step: 15, windows: 9, groups: 4 }));
  expect(code).toContain('CMA.to.apply = "CMA9"');
  expect(code).toContain("sliding.window.duration = 60");
  expect(code).toContain("sliding.window.step.duration = 15");
  expect(code).toContain("window.ID <= 9");
  expect(code).toContain("getClusters(courses, 4)");
  expect(inR(asked())).toContain("sliding.window.step.duration = 30");
});
