import { expect, test } from "vitest";
import type { Sensitivity } from "@/lib/insights/sensitivity";
import { moves } from "./moves";

const weighed = (insight: string, most: Sensitivity["most"], moved = most.length): Sensitivity => ({
  insight,
  rule: { by: "first" },
  cells: 14,
  moved,
  most,
});
const plain = (lines: readonly string[]) => lines.map((line) => line.replaceAll("\u00A0", " "));

test("what moves is called as in the table, and where it moves is named once", () => {
  const october = { period: "2025-10-01", group: "all" };
  const june = { period: "2025-06-01", group: "arm B" };
  const most = [
    { column: "mean", here: 0.8076, there: 0.8108, cell: october },
    { column: "q1", here: 0.871, there: 0.8871, cell: june },
    { column: "share80", here: 0, there: 1, cell: october },
  ];
  expect(plain(moves(weighed("adherence-over-time", most)))).toEqual([
    "Oct 2025: Mean 80.76 % → 81.08 %, Share at the threshold 0.00 % → 100.00 %",
    "Jun 2025 · arm B: Lower quartile 87.10 % → 88.71 %",
  ]);
});

test("counts stay counts", () => {
  const events = { column: "events", here: 0, there: 1, cell: { period: "2025-10-01", group: "MedicineTaken" } };
  expect(moves(weighed("events-over-time", [events]))).toEqual(["Oct 2025 · MedicineTaken: Events 0 → 1"]);
  const active = { column: "retained", here: 1200, there: 1199, cell: { start: "2025-10-01", period: 2 } };
  expect(moves(weighed("retention", [active]))).toEqual([
    "Started in Oct 2025, 2 months later: Patients active 1,200 → 1,199",
  ]);
});

test("nothing is said to move only where nothing does", () => {
  expect(moves(weighed("retention", []))).toEqual(["nothing"]);
  expect(moves(weighed("retention", [], 3))).toEqual(["values that are there under one rule only"]);
});
