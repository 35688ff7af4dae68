import { beforeAll, describe, expect, test } from "vitest";
import { cohortOf } from "../../cohorts/cohort";
import type { Row } from "../../engine/decode";
import { open } from "../../ingest/read/open";
import { dayNumber, factsOf, type Fact } from "../../testing/facts";
import { textFile } from "../../testing/files";
import { kinds, sequences, timeline, ways } from "../../testing/patterns";
import { simulated } from "../../testing/simulated";
import { ask } from "../ask";
import { behind, eventsBehind } from "../behind";
import { heldStudy, insightNamed, studyOf } from "../testing";
import { params } from "./params";
import { title } from "./title";

const patterns = insightNamed("patterns");
const entered = (type: string, days?: number) =>
  cohortOf({
    name: "entered",
    entry: { kind: "event", which: "first", event: { types: [type] } },
    ...(days !== undefined && { exit: { days } }),
  });

describe("a simulated history gives what the definitions give", () => {
  const history = simulated<unknown>({ patients: 25, months: 6, seed: 9 });
  const { study } = heldStudy(history);
  let facts: Fact[] = [];
  beforeAll(async () => {
    const { blob, name } = await history.file("events.parquet");
    const reader = await open(blob, name);
    facts = factsOf(await reader.rowsAt(Array.from({ length: reader.rows ?? 0 }, (_, i) => i)));
  });

  const from = { type: "MedicineTaken", days: 90 };
  const reported = ["SymptomReported", "SurveyCompleted", "MedicineDispensed"];
  test.each([
    ["everybody, by week", {}, {}],
    ["a cohort, with the time before it", { before: 3, after: 10 }, { from, before: 3, after: 10 }],
    ["a cohort by day", { unit: "day", before: 5, after: 9 }, { from, days: 1, before: 5, after: 9 }],
    ["by item, of some types", { by: "item", types: reported }, { types: reported, kind: ({ item }: Fact) => item }],
    ["of four weeks, rarer and longer", { unit: "four weeks", length: 4, share: 0 }, { days: 28, length: 4, share: 0 }],
  ])("%s", async (_, params, asked) => {
    const cohorts = "from" in asked ? [entered(from.type, from.days)] : [];
    const answer = async (picture: string) =>
      ask(study(), patterns, { params: { ...params, picture }, knownAt: null, cohorts });
    const dataEnd = dayNumber(study().dataEnd);
    const map = await answer("map");
    const expected = timeline(facts, dataEnd, asked);
    expect(expected.filter(({ events }) => events > 0).length).toBeGreaterThan(4);
    expect(map.cells).toEqual(expected);
    expect((await answer("sequences")).also["sequences"]).toEqual(sequences(facts, dataEnd, asked));
    expect(map.also["edges"]).toEqual(ways(facts, dataEnd, asked));
    const told = (map.also["nodes"] ?? []).filter(({ kind }) => kind === "event");
    const share = "share" in asked ? asked.share : 0.1;
    const all = kinds(facts, dataEnd, asked).filter((one) => one.share >= share);
    expect(new Set(told)).toEqual(new Set(all));
  });
});

const cell = (event: string, period: number, events: number, group = "all") => ({
  group,
  event,
  period,
  patients: 1,
  events,
  observed: 10,
  days: 70,
  rate: events / 10,
});
const defaults = params.parse({});

test("the title tells what recurs and changes most at the index day, else what is most frequent, or how groups differ", () => {
  const once = [cell("PatientEnrolled", -1, 90), cell("PatientEnrolled", 0, 1)];
  const after = [cell("Taken", 0, 70), cell("Pain", 0, 25)];
  const before = [cell("Taken", -1, 65), cell("Pain", -1, 50)];
  expect(title([...once, ...after, ...before] as never, defaults, {})).toBe(
    "Pain: 5 times a patient-week in the 4 weeks before the index day, 2.5 in the 26 weeks from it on",
  );
  expect(title(after as never, defaults, {})).toBe(
    "Taken 7 and pain 2.5 times a patient-week in the 26 weeks from the index day on",
  );
  const groups = [...after, cell("Taken", 0, 60, "b"), cell("Pain", 0, 50, "b")];
  expect(title(groups as never, defaults, {})).toBe(
    "Pain: from 2.5 (all) to 5 (b) times a patient-week from the index day on",
  );
});

/** Events as “type day”, of days of March 2025; of one day in their order. A’s and B’s index is day 10; C has no X. */
const told: Record<string, string> = {
  A: "E 1, Y 5, X 10, X 12, Y 13, X 14, Y 17, Z 31",
  B: "E 8, X 10, Y 10, W 20, Y 25",
  C: "E 1, Y 10, Z 31",
};
const rows = Object.entries(told).flatMap(([subject, events]) =>
  events.split(", ").map((event, i) => {
    const [kind = "", day = ""] = event.split(" ");
    const type = { E: "PatientEnrolled", W: "PatientWithdrawn" }[kind] ?? kind;
    return { event_id: `${subject}${i}`, subject, type, occurred_at: `2025-03-${day.padStart(2, "0")}T0${i}:00:00Z` };
  }),
);

describe("by hand", () => {
  const { study } = studyOf(textFile("events.arrow", rows));
  const asking = (params: object = {}) => ({
    params: { before: 2, after: 4, share: 0, ...params },
    knownAt: null,
    cohorts: [entered("X")],
  });
  const also = async (name: string, params: object) => (await ask(study(), patterns, asking(params))).also[name] ?? [];
  const brief = (all: readonly Row[], ...names: string[]) => all.map((row) => names.map((name) => row[name]).join(" "));

  test("a period counts the days of those under observation in it, before the index day too", async () => {
    const { cells } = await ask(study(), patterns, asking());
    const of = (event: string) =>
      brief(
        cells.filter((cell) => cell["event"] === event),
        ..."period patients events observed days".split(" "),
      );
    // A is observed from the 1st to the 31st, B from the 8th to the 20th, when it withdraws: its Y of the 25th is no more.
    expect(of("Y")).toEqual(["-2 0 0 1 2", "-1 1 1 2 9", "0 2 2 2 14", "1 1 1 2 11", "2 0 0 1 7", "3 0 0 1 1"]);
    expect(cells.find(({ event, period }) => event === "Y" && period === 1)?.["rate"]).toBe(7 / 11);
  });

  test("repeats of a kind are one step; a sequence counts once for a patient, by its first time", async () => {
    expect(
      brief(await also("sequences", { picture: "sequences", length: 2 }), "sequence", "patients", "median_days"),
    ).toEqual(["X → Y 2 1.5", "Y → PatientWithdrawn 1 10", "Y → X 1 1", "Y → Z 1 14"]);
    expect(await also("groups", { picture: "sequences", length: 2, share: 0.6 })).toEqual([
      { group: "all", patients: 2, with_events: 2, told: 1, untold: 3 },
    ]);
  });

  test("ways run from the end of a step to the next, the first from the index day, the last to the end of observation", async () => {
    const edges = await also("edges", { picture: "map" });
    expect(brief(edges, "from", "to", "kind", "patients", "times", "median_days")).toEqual([
      "X Y between 2 3 1",
      "start X first 2 2 0",
      "PatientWithdrawn end last 1 1 0",
      "Y PatientWithdrawn between 1 1 10",
      "Y X between 1 1 1",
      "Y Z between 1 1 14",
      "Z end last 1 1 0",
    ]);
    const nodes = await also("nodes", { picture: "map" });
    expect(brief(nodes, "event", "kind", "patients", "times", "events", "median_days")).toContain("X event 2 3 4 0");
  });

  test("behind every mark of every picture are as many as it counts, with the steps that made it", async () => {
    for (const [aside, picture] of [
      ["sequences", "sequences"],
      ["edges", "map"],
      ["nodes", "map"],
    ] as const)
      for (const row of await also(aside, { picture })) {
        const question = asking({ picture });
        const { total, patients } = await behind(study(), patterns, question, row, { aside });
        expect(total, JSON.stringify(row)).toBe(row["patients"]);
        for (const { subject } of patients) {
          const events = await eventsBehind(study(), patterns, question, row, subject, { aside });
          const marks = String(row["sequence"] ?? row["event"] ?? `${row["from"]} → ${row["to"]}`).split(" → ");
          const kindsOf = new Set(marks.filter((kind) => kind !== "start" && kind !== "end"));
          if (kindsOf.size > 0) expect(new Set(events.map(({ type }) => type))).toEqual(kindsOf);
        }
      }
    const question = asking({ picture: "map" });
    const way = (await also("edges", { picture: "map" })).find(({ from, to }) => from === "X" && to === "Y") ?? {};
    const { patients } = await behind(study(), patterns, question, way, { aside: "edges" });
    expect(patients.map(({ id, row }) => `${id} ${row["n"]} ${row["event"]} ${row["events"]}`)).toEqual([
      "A 1 X 2",
      "A 2 Y 1",
      "B 1 X 1",
      "B 2 Y 1",
    ]);
    const events = await eventsBehind(study(), patterns, question, way, patients[0]?.subject ?? -1, { aside: "edges" });
    expect(events.map(({ type, day }) => `${type} ${String(day).slice(8)}`)).toEqual(["X 10", "X 12", "Y 13"]);
  });
});
