import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import type { Study } from "../../log/study";
import { table } from "../../log/schema";
import { emptied, engines, loaded } from "../../log/testing";
import { sql } from "../../sql";
import { arrowFile, textColumns, type TextRow } from "../../testing/files";
import { ask, lines } from "../ask";
import { insightNamed } from "../testing";

/** Day 0 is 2025-01-01. */
const dayOf = (day: number) => new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
const at = (type: string, day: number, more: TextRow): TextRow => ({
  type,
  occurred_at: `${dayOf(day)}T10:00:00Z`,
  item: "statin",
  ...more,
});
/** Of so many mg a day, up to and with a last day where there is one. */
const prescribed = (day: number, dose: number | null, until?: number): TextRow =>
  at("TreatmentPrescribed", day, {
    ...(dose !== null && { dose: String(dose), doses_per_day: "1" }),
    ...(until !== undefined && { until: `${dayOf(until)}T10:00:00Z` }),
  });
const stopped = (day: number) => at("TreatmentStopped", day, {});
/** Three hundred mg: 30 days of 10 mg. */
const dispensed = (day: number) => at("MedicineDispensed", day, { dose: "10", days_supply: "30" });
const stay = (from: number, until: number) =>
  at("HospitalStayed", from, { item: null, until: `${dayOf(until)}T10:00:00Z` });

type Rules = { interruptions?: string; stays?: string; initial?: boolean };
type Piece = readonly [day: number, days: number];
type Case = { rows: readonly TextRow[]; expected: readonly (readonly [Rules, readonly Piece[]])[] };

const [carryover, discard] = [
  { interruptions: "carryover", stays: "carryover" },
  { interruptions: "discard", stays: "discard" },
];

/** Worked by hand: what is left of 300 mg when the dose changes is divided by the new one. */
const cases: Readonly<Record<string, Case>> = {
  "dose doubled mid-supply": {
    rows: [prescribed(0, 10), prescribed(10, 20), dispensed(0)],
    expected: [
      [
        {},
        [
          [0, 10],
          [10, (300 - 10 * 10) / 20],
        ],
      ],
    ],
  },
  "dose halved, then raised again": {
    rows: [prescribed(0, 10), prescribed(10, 5), prescribed(20, 15), dispensed(0)],
    expected: [
      [
        {},
        [
          [0, 10],
          [10, 10],
          [20, (300 - 10 * 10 - 10 * 5) / 15],
        ],
      ],
    ],
  },
  "renewed at the same dose": {
    rows: [prescribed(0, 10), prescribed(10, 10), dispensed(0)],
    expected: [[{}, [[0, 30]]]],
  },
  "two prescriptions on one day, of which the later counts": {
    rows: [prescribed(0, 10), { ...prescribed(0, 20), occurred_at: `${dayOf(0)}T11:00:00Z` }, dispensed(0)],
    expected: [[{}, [[0, 15]]]],
  },
  "two doses a day, of which the dispensing tells one, for 30 days": {
    rows: [{ ...prescribed(0, 10), doses_per_day: "2" }, dispensed(0)],
    expected: [[{}, [[0, 30]]]],
  },
  "two doses a day, the dispensing for one of twice as much": {
    rows: [
      { ...prescribed(0, 5), doses_per_day: "2" },
      { ...dispensed(0), doses_per_day: "1" },
    ],
    expected: [[{}, [[0, 300 / (5 * 2)]]]],
  },
  "two doses a day made one of the same, mid-supply": {
    rows: [{ ...prescribed(0, 10), doses_per_day: "2" }, prescribed(10, 10), dispensed(0)],
    expected: [
      [
        {},
        [
          [0, 10],
          [10, (30 * 20 - 10 * 20) / 10],
        ],
      ],
    ],
  },
  "stopped mid-supply": {
    rows: [prescribed(0, 10), stopped(10), dispensed(0)],
    expected: [
      [{}, [[0, 30]]],
      [carryover, [[0, 10]]],
      [discard, [[0, 10]]],
    ],
  },
  "not prescribed for ten days": {
    rows: [prescribed(0, 10, 9), prescribed(20, 10), dispensed(0)],
    expected: [
      [{}, [[0, 30]]],
      [
        carryover,
        [
          [0, 10],
          [20, 20],
        ],
      ],
      [discard, [[0, 10]]],
    ],
  },
  "a stay inside a supply, its last day the fourteenth": {
    rows: [prescribed(0, 10), stay(10, 14), dispensed(0)],
    expected: [
      [{}, [[0, 30]]],
      [
        carryover,
        [
          [0, 10],
          [15, 20],
        ],
      ],
      [discard, [[0, 10]]],
    ],
  },
  "dispensed in a stay": {
    rows: [prescribed(0, 10), stay(10, 14), dispensed(14)],
    expected: [
      [{}, [[14, 30]]],
      [carryover, [[15, 30]]],
      [discard, [[15, 30]]],
    ],
  },
  "dose doubled while in hospital": {
    rows: [prescribed(0, 10), prescribed(12, 20), stay(10, 14), dispensed(0)],
    expected: [
      [
        {},
        [
          [0, 12],
          [12, (300 - 12 * 10) / 20],
        ],
      ],
      [
        carryover,
        [
          [0, 10],
          [15, (300 - 10 * 10) / 20],
        ],
      ],
    ],
  },
  "early refill, each from its own day": {
    rows: [prescribed(0, 10), prescribed(40, 20), dispensed(0), dispensed(20)],
    expected: [
      [
        {},
        [
          [0, 30],
          [20, 20],
          [40, (300 - 20 * 10) / 20],
        ],
      ],
    ],
  },
  "an amount stated as such": {
    rows: [prescribed(0, 20), at("MedicineDispensed", 0, { value: "300" })],
    expected: [[{}, [[0, 15]]]],
  },
  "a prescription of which the dose is not told again": {
    rows: [prescribed(0, 10), prescribed(10, null), dispensed(0)],
    expected: [[{}, [[0, 30]]]],
  },
  "without a prescription": {
    rows: [dispensed(0)],
    expected: [
      [{}, []],
      [{ initial: true }, []],
    ],
  },
  "before the first prescription": {
    rows: [prescribed(5, 10), dispensed(0), dispensed(31)],
    expected: [
      [{}, [[31, 30]]],
      [
        { initial: true },
        [
          [0, 30],
          [31, 30],
        ],
      ],
    ],
  },
  "of a dose that is not known": { rows: [prescribed(0, null), dispensed(0)], expected: [[{}, []]] },
  "after it was stopped": {
    rows: [prescribed(0, 10), stopped(10), dispensed(20)],
    expected: [
      [{}, [[20, 30]]],
      [carryover, []],
      [discard, []],
    ],
  },
  "of an amount that is not known": {
    rows: [prescribed(0, 10), at("MedicineDispensed", 0, { days_supply: "30" })],
    expected: [[{}, []]],
  },
};

const rows = Object.entries(cases).flatMap(([name, { rows: own }]) => own.map((row) => ({ ...row, subject: name })));
const followUp = { from: "date", date: dayOf(0), duration: 100 };
const asking = (rules: Rules, more: object = {}) => ({
  params: { followUp, durations: { from: "prescribed", ...rules }, ...more },
  knownAt: null,
});

describe.each(Object.entries(engines))("days of supply by what was prescribed, on %s", (_, start) => {
  let engine: Engine;
  let study: Study;
  beforeAll(async () => {
    engine = await start();
    const file = arrowFile("events.arrow", textColumns(rows.map((row, i) => ({ event_id: `e${i}`, ...row }))));
    study = await loaded(await emptied(engine), [file]);
  }, 60_000);
  afterAll(() => engine.close());

  async function pieces(rules: Rules) {
    const found = await lines(study, insightNamed("adherence-distribution"), asking(rules));
    if (!found) throw new Error("no lines");
    const statement = sql`SELECT s.id, (date - DATE '2025-01-01')::BIGINT AS day, duration FROM ${found.rows} r JOIN ${table("subjects")} s ON s.key = r.subject ORDER BY ALL`;
    const all = decode(await engine.query(statement), { id: "text", day: "integer", duration: "number" });
    return (name: string) => all.filter(({ id }) => id === name).map(({ day, duration }) => [day, duration]);
  }

  test.each([{}, carryover, discard, { initial: true }])("each case by hand: %j", async (rules) => {
    const own = await pieces(rules);
    const asked = Object.entries(cases).flatMap(([name, { expected }]) =>
      expected.flatMap(([of, wanted]) => (JSON.stringify(of) === JSON.stringify(rules) ? [{ name, wanted }] : [])),
    );
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.map(({ name }) => ({ name, wanted: own(name) }))).toEqual(asked);
  });

  test("who is left out for it is told with the reason, and who is in part", async () => {
    const { also } = await ask(study, insightNamed("adherence-distribution"), asking({}));
    expect(also["excluded"]).toEqual([
      { group: "all", why: "amount dispensed not known", patients: 1 },
      { group: "all", why: "dispensed without a prescription", patients: 1 },
      { group: "all", why: "in part: dispensed without a prescription", patients: 1 },
      { group: "all", why: "prescribed dose not known", patients: 1 },
    ]);
  });

  test("every question of supply takes them", async () => {
    const left = Object.keys(cases).length - 3;
    const { also } = await ask(study, insightNamed("episodes"), asking({}));
    expect(also["summary"]?.[0]?.["patients"]).toBe(left);
    expect((await ask(study, insightNamed("persistence"), asking({}))).also["summary"]?.[0]?.["n"]).toBe(left);
    const definitions = (await ask(study, insightNamed("definitions"), asking({}))).cells;
    expect(definitions.find(({ definition }) => definition === "CMA2")?.["patients"]).toBe(left);
    const trajectories = asking({}, { windows: 2 });
    const told = (await ask(study, insightNamed("trajectories"), trajectories)).also;
    const grouped = (told["summary"] ?? []).reduce((sum, { patients }) => sum + Number(patients), 0);
    const apart = (told["excluded"] ?? []).filter(({ why }) => !String(why).startsWith("in part"));
    expect(grouped + apart.reduce((sum, { patients }) => sum + Number(patients), 0)).toBe(left + 3);
    expect(apart.length).toBeLessThan(told["excluded"]?.length ?? 0);
  });
});
