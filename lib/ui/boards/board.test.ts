import { describe, expect, test } from "vitest";
import { blank, ofPatients } from "../cohorts/draft";
import { type Board, boardSchema, freeId, keepable, startingFigures } from "./board";

const board = (more: Partial<Board> = {}): Board =>
  boardSchema.parse({ name: "Weekly", figures: startingFigures, ...more });

describe("a board", () => {
  test("is the same after it was JSON", () => {
    const given = board({ cohorts: [blank("women")], knownAt: "2025-05-01" });
    expect(boardSchema.parse(JSON.parse(JSON.stringify(given)))).toEqual(given);
  });

  test.each([
    ["no name", { name: " " }],
    ["two figures of one id", { figures: [startingFigures[0], startingFigures[0]] }],
    ["an id that could be another parameter", { figures: [{ id: "as-known-at", insight: "retention" }] }],
    ["what no board has", { more: 1 }],
    ["another version", { version: 2 }],
  ])("with %s is refused", (_, more) => {
    expect(boardSchema.safeParse({ name: "Weekly", figures: [], ...more }).success).toBe(false);
  });

  test("gets the first id that is free", () => {
    expect(freeId([])).toBe("f1");
    expect(freeId(startingFigures.filter(({ id }) => id !== "f2"))).toBe("f2");
  });
});

describe("what is saved", () => {
  test("names no patient", () => {
    const listed = ofPatients("listed", [{ id: "P1" }]);
    const one = keepable(board({ cohorts: [listed, blank("women")] }));
    expect(one.cohorts.map(({ name }) => name)).toEqual(["women"]);
    expect(JSON.stringify(one)).not.toContain("P1");
  });
});
