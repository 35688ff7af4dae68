import { expect, test } from "vitest";
import { boxAt, weekAt, weekLayout } from "../../charts/week-layout";
import question from "./question";
import { type Cell, title } from "./told";

const params = question.params.parse({});
const cell = (group: string): Cell => ({
  group,
  weekday: 1,
  hour: 8,
  patients: 1,
  intakes: 1,
  missed: 0,
  timed: 0,
  in_time: 0,
});
const doses = (group: string, taken: number, timed = 0) => ({ group, due: 100, taken, timed, in_time: timed * 0.6 });
const week = (on: (day: number) => number) =>
  Array.from({ length: 7 }, (_, i) => ({ group: "all", weekday: i + 1, due: 100, taken: on(i + 1) }));
const spaces = (text: string) => text.replaceAll("\u00a0", " ");

test("the title says how many due doses are taken, and how many in time", () => {
  const also = { doses: [doses("all", 86, 50)], weekdays: week(() => 86) };
  expect(spaces(title([cell("all")], params, also))).toBe(
    "86 % of due doses are taken, and 60 % come within a quarter of their interval",
  );
  expect(spaces(title([cell("all")], params, { doses: [doses("all", 86)] }))).toBe("86 % of due doses are taken");
});

test("a weekday that stands out is the finding", () => {
  const also = { doses: [doses("all", 86)], weekdays: week((day) => (day === 6 ? 71 : 90)) };
  expect(spaces(title([cell("all")], params, also))).toBe(
    "Doses are missed most on Saturdays: 71 % of those due are taken, 90 % on other days",
  );
});

test("groups are told apart, many by their ends", () => {
  const named = (groups: readonly string[]) =>
    spaces(
      title(groups.map(cell), { ...params, breakdown: "arm" }, { doses: groups.map((g, i) => doses(g, 60 + 10 * i)) }),
    );
  expect(named(["A", "B"])).toBe("Doses taken of those due, by arm: A 60 %, B 70 %");
  expect(named(["A", "B", "C", "D"])).toBe(
    "Doses taken of those due lie between 60 % (A) and 90 % (D) across 4 groups",
  );
});

test.each([320, 800])("at %i pixels every hour of the week has a place of its own inside the figure", (width) => {
  const layout = weekLayout(width, 24, true);
  const found = new Set<string>();
  for (let series = 0; series < layout.rows; series++)
    for (let index = 0; index < layout.columns; index++) {
      const box = boxAt(layout, { series, index });
      expect(box.x + box.width).toBeLessThanOrEqual(width + 1e-9);
      expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
      found.add(JSON.stringify(weekAt(layout, { series, index })));
    }
  expect(found.size).toBe(168);
});
