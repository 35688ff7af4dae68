import { expect, test } from "vitest";
import { insights } from "@/lib/insights/registry";
import { boardSchema } from "../boards/board";
import { blank } from "../cohorts/draft";
import { figuresOf, refusalOf } from "./from-board";

test("figures of a board come as they are asked there, without those that cannot be in a report", () => {
  const women = blank("women");
  const board = boardSchema.parse({
    name: "Weekly",
    cohorts: [women],
    figures: [
      { id: "f1", insight: "adherence-over-time", query: "unit=quarter", data: "items=A" },
      { id: "f2", insight: "gone" },
    ],
  });
  expect(figuresOf(board)).toEqual({
    asked: [{ insight: "adherence-over-time", params: { unit: "quarter", items: ["A"] }, cohorts: [women] }],
    left: ["gone"],
  });
});

test("an insight that discloses nothing says why it cannot be chosen, and no other does", () => {
  for (const { id, discloses } of insights.values()) expect(refusalOf(id) === null, id).toBe(discloses !== undefined);
  expect(refusalOf("gone")).toMatch(/^Not in a report: /);
});
