import { describe, expect, test } from "vitest";
import { insights } from "@/lib/insights/registry";
import { blank, ofPatients } from "../cohorts/draft";
import { type Board, boardSchema, freeId, keepable, startingFigures } from "./board";
import { versionWords, wordsOf } from "./words";

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

describe("words", () => {
  const retention = { id: "f1", insight: "retention", query: "", data: "", wide: false };
  const lifecycle = { ...retention, id: "f2", insight: "lifecycle" };
  test("of versions tell what came, went and is asked otherwise", () => {
    const first = board({ figures: [retention, lifecycle] });
    expect(versionWords(first, undefined)).toBe("2 figures, Retention by start, Lifecycle");
    const second = board({
      figures: [
        { ...retention, query: "unit=quarter" },
        { ...lifecycle, id: "f3" },
      ],
    });
    expect(versionWords(second, first)).toBe(
      "2 figures; Retention by start asked otherwise; with Lifecycle; without Lifecycle",
    );
    expect(versionWords(board({ figures: [lifecycle, retention] }), first)).toBe(
      "2 figures; in another order or width",
    );
    expect(versionWords({ ...first, cohorts: [blank("women")], knownAt: "2025-05-01" }, first)).toBe(
      "2 figures; other cohorts; another moment",
    );
  });

  test("of a stretch of a curve say that who is behind it is at risk on its first day", () => {
    const params = insights.get("persistence")?.params.parse({});
    const at = (...times: number[]) => ({
      figure: "f1",
      insight: "persistence",
      params,
      cells: times.map((time) => ({ group: "60", time })),
      within: [],
    });
    expect(wordsOf(at(90))).toBe("at risk on day 90");
    expect(wordsOf(at(120, 90, 180))).toBe(
      "at risk on day 90, where the stretch to day 180 begins, whatever came after",
    );
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
