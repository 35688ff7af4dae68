import { describe, expect, test } from "vitest";
import { blank, ofPatients } from "../cohorts/draft";
import { withFigures } from "./add";
import type { Open } from "./open";
import { blankDraft, figurePart, placed, specFrom } from "./report";

const [women, men] = [blank("women"), blank("men")];
const report = (more: Partial<Open["about"]> = {}): Open => ({
  draft: { ...blankDraft("Monthly"), parts: [placed(figurePart("retention"))] },
  about: { knownAt: null, cohorts: [], ...more },
});
const put = (...given: Parameters<typeof withFigures>) => {
  const found = withFigures(...given);
  if ("refused" in found) throw new Error(found.refused);
  const made = specFrom(found.open.draft, found.open.about);
  if ("faults" in made) throw new Error(made.faults.join());
  return {
    cohorts: made.spec.cohorts.map(({ name }) => name),
    parts: made.spec.parts.map((part) => part.kind === "figure" && [part.insight, part.cohorts]),
  };
};

describe("a figure that is put into a report", () => {
  test("asks about its own cohorts, and the others about theirs", () => {
    expect(put(report(), [{ insight: "persistence", params: {}, cohorts: [women] }])).toEqual({
      cohorts: ["women"],
      parts: [
        ["retention", []],
        ["persistence", undefined],
      ],
    });
    expect(put(report({ cohorts: [women, men] }), [{ insight: "persistence", params: {}, cohorts: [men] }])).toEqual({
      cohorts: ["women", "men"],
      parts: [
        ["retention", undefined],
        ["persistence", ["men"]],
      ],
    });
  });

  test("has another cohort of the same name under a name of its own", () => {
    const other = { ...women, description: "others" };
    const { cohorts } = put(report({ cohorts: [women] }), [{ insight: "persistence", params: {}, cohorts: [other] }]);
    expect(cohorts).toEqual(["women", "women (2)"]);
  });

  test("takes the place of the one that it was, and keeps its heading", () => {
    const before = report();
    const [old] = before.draft.parts;
    if (old?.part.kind !== "figure") throw new Error("no figure");
    const titled = {
      ...before,
      draft: { ...before.draft, parts: [{ ...old, part: { ...old.part, heading: "Who stayed" } }] },
    };
    const found = withFigures(titled, [{ insight: "retention", params: { unit: "quarter" }, cohorts: [] }], old.id);
    expect("open" in found && found.open.draft.parts).toEqual([
      { id: old.id, part: { ...figurePart("retention", { unit: "quarter" }), heading: "Who stayed" } },
    ]);
  });

  test("is refused where a cohort names patients, and where there are too many", () => {
    const listed = ofPatients("listed", [{ id: "P1" }]);
    expect(withFigures(report(), [{ insight: "retention", params: {}, cohorts: [listed] }])).toEqual({
      refused: "It is asked about a cohort that names patients, which no report may carry.",
    });
    const many = Array.from({ length: 9 }, (_, i) => blank(`c${i}`));
    expect(withFigures(report(), [{ insight: "retention", params: {}, cohorts: many }])).toEqual({
      refused: "A report has 8 cohorts at most.",
    });
  });
});
