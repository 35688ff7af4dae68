import fc from "fast-check";
import type { Cohort, Criterion } from "./cohort";
import { dateOf, people } from "./naive";

const patterns = fc.record({
  types: fc.subarray(["MedicineDispensed", "SurveyCompleted", "SymptomReported"]),
  items: fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.constantFrom<string[][]>(["A"], ["B"]) },
  ),
  attributes: fc.constant({}),
  number: fc.option(fc.record({ of: fc.constant("value" as const), atLeast: fc.integer({ min: 0, max: 6 }) }), {
    nil: undefined,
    freq: 4,
  }),
});
const edges = fc.option(fc.integer({ min: -40, max: 40 }), { freq: 2 });
const windows = (anchor: string) => fc.record({ from: edges, to: edges, of: fc.constantFrom("index", anchor) });
const limits = fc.record({ above: fc.integer({ min: 0, max: 8 }) });

/** Criteria, those within others too; windows count from the index or from what the anchor found. */
const criteriaFrom = (anchor: string) =>
  fc.letrec<{ criterion: Criterion }>((tie) => ({
    criterion: fc.oneof(
      { depthSize: "small" },
      fc.record({
        kind: fc.constant("events" as const),
        event: patterns,
        atLeast: fc.integer({ min: 0, max: 3 }),
        atMost: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
        window: windows(anchor),
      }),
      fc.record({
        kind: fc.constant("number" as const),
        event: patterns,
        which: fc.constantFrom("least" as const, "greatest" as const, "mean" as const),
        of: fc.constant("value" as const),
        is: limits,
        window: windows(anchor),
      }),
      fc.record({
        kind: fc.constant("sequence" as const),
        events: fc.array(patterns, { minLength: 2, maxLength: 3 }),
        within: fc.option(fc.integer({ min: 0, max: 20 })),
        window: windows("index"),
      }),
      fc.record({
        kind: fc.constant("trait" as const),
        trait: fc.constant("sex"),
        among: fc.constantFrom<string[][]>(["female"], ["male"]),
      }),
      fc.record({
        kind: fc.constant("age" as const),
        trait: fc.constant("birth_date"),
        is: fc.record({ below: fc.integer({ min: 30, max: 80 }) }),
      }),
      fc.record({
        kind: fc.constant("observed" as const),
        before: fc.integer({ min: 0, max: 20 }),
        after: fc.integer({ min: 0, max: 60 }),
      }),
      fc.record({ kind: fc.constant("subjects" as const), ids: fc.subarray(people.map(({ id }) => ({ id }))) }),
      fc.record({
        kind: fc.constantFrom("all" as const, "any" as const),
        of: fc.array(tie("criterion"), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant("not" as const), of: tie("criterion") }),
    ),
  })).criterion;

const day = (min: number, max: number) => fc.option(fc.integer({ min, max }).map(dateOf), { nil: undefined, freq: 2 });
const period = { from: day(0, 40), until: day(30, 90) };

const anchor: Criterion = {
  kind: "events",
  name: "A",
  event: { types: ["SurveyCompleted"], items: [], attributes: {} },
  atLeast: 0,
  window: { from: -10, to: null, of: "index" },
};

const exits = fc.record({
  event: fc.option(patterns, { nil: undefined, freq: 3 }),
  days: fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined, freq: 3 }),
  gap: fc.option(fc.record({ event: patterns, days: fc.integer({ min: 0, max: 20 }) }), { nil: undefined, freq: 3 }),
});

const simple = fc
  .record({
    entry: fc.record({
      kind: fc.constant("event" as const),
      event: patterns,
      which: fc.constantFrom("first" as const, "last" as const, "nth" as const, "every" as const),
      n: fc.integer({ min: 1, max: 3 }),
      ...period,
    }),
    criteria: fc.array(criteriaFrom("A"), { maxLength: 3 }),
    exit: exits,
  })
  .map((parts): Cohort => ({
    version: 1,
    name: "one",
    description: "",
    ...parts,
    criteria: [anchor, ...parts.criteria],
  }));

/** Cohorts by an event, and those made of others. */
export const cohorts = fc.oneof(
  { weight: 3, arbitrary: simple },
  {
    weight: 1,
    arbitrary: fc
      .record({
        entry: fc.record({
          kind: fc.constantFrom("union" as const, "intersection" as const, "difference" as const),
          of: fc.array(simple, { minLength: 2, maxLength: 3 }),
          ...period,
        }),
        criteria: fc.array(criteriaFrom("index"), { maxLength: 1 }),
        exit: exits,
      })
      .map((parts): Cohort => ({ version: 1, name: "set", description: "", ...parts })),
  },
);
