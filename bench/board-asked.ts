/** The figures of a new board, in their order. */
export const figures = [
  "adherence-over-time",
  "persistence",
  "events-over-time",
  "retention",
  "adherence-distribution",
  "lifecycle",
] as const;

/** Women under 60 from their first letrozole, who were observed for half a year; another age is an edit. */
export const cohortUnder = (age: number) => ({
  name: "starters",
  entry: {
    kind: "event",
    which: "first",
    event: { types: ["TreatmentPrescribed"], items: ["letrozole"], attributes: {} },
  },
  criteria: [
    { kind: "trait", trait: "sex", among: ["female"] },
    { kind: "age", trait: "birth_date", is: { below: age } },
    {
      kind: "events",
      event: { types: ["MedicineSkipped"], items: [], attributes: {} },
      atLeast: 2,
      window: { from: 0, to: 90, of: "index" },
    },
    { kind: "observed", before: 0, after: 180 },
  ],
});

/** A stretch that is brushed. */
export const brushed = {
  insight: "events-over-time",
  params: { unit: "month", breakdown: "type", types: [] },
  cells: ["2025-04-01", "2025-05-01"].map((period) => ({ period, group: "SymptomReported" })),
} as const;
