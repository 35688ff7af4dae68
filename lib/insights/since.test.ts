import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import type { Study } from "../log/study";
import { emptied, engines, loaded } from "../log/testing";
import { arrowFile, textColumns, type TextRow } from "../testing/files";
import { simulated } from "../testing/simulated";
import { ask } from "./ask";
import { changes } from "./changes";
import { difference, isChanged, nameOfCell, paired, pairTable } from "./difference";
import { insights } from "./registry";
import { heldStudy, insightNamed } from "./testing";
import { lagDays, restsOn } from "./rests";

const activity = insightNamed("events-over-time");

const said = (event_id: string, occurred: string, recorded: string | null, more: TextRow = {}): TextRow => ({
  event_id,
  type: "SymptomReported",
  subject: "A",
  occurred_at: `${occurred}T10:00:00Z`,
  recorded_at: recorded === null ? null : `${recorded}T10:00:00Z`,
  corrects: null,
  value: "1",
  ...more,
});

const rows: TextRow[] = [
  said("known", "2025-01-05", "2025-01-05"),
  said("retracted", "2025-01-06", "2025-01-06"),
  said("corrected", "2025-01-07", "2025-01-07"),
  said("disputed", "2025-01-08", "2025-01-08"),
  said("assumed", "2025-01-09", null),
  said("late", "2025-01-10", "2025-03-01"),
  said("retraction", "2025-03-02", "2025-03-02", { type: "EventRetracted", corrects: "retracted" }),
  said("correction", "2025-02-07", "2025-03-03", { corrects: "corrected" }),
  said("disputed", "2025-01-08", "2025-03-04", { value: "2" }),
  said("other patient", "2025-03-05", "2025-03-05", { subject: "B" }),
  said("other type", "2025-01-11", "2025-03-06", { type: "MedicineTaken" }),
  said("too late", "2025-01-12", "2025-05-01"),
];

describe.each(Object.entries(engines))("what changed since, on %s", (_, start) => {
  let engine: Engine;
  let study: Study;
  beforeAll(async () => {
    engine = await start();
    study = await loaded(await emptied(engine), [arrowFile("said.arrow", textColumns(rows))]);
  }, 60_000);
  afterAll(() => engine.close());

  const params = { types: ["SymptomReported"], breakdown: "none" };
  const span = { params, since: "2025-02-01T00:00:00Z", knownAt: "2025-04-01T00:00:00Z" };
  const ofSpan = async () => {
    const at = async (knownAt: string) => (await ask(study, activity, { params, knownAt })).cells;
    return paired(activity, await at(span.knownAt), await at(span.since));
  };

  test("lists what was recorded in between and moved the figure, by its kind, newest first, and nothing else", async () => {
    const { total, kinds, events } = await changes(study, activity, span, null);
    const told = events.map(({ kind, patient, event }) => [kind, patient, event.recordedAt?.slice(0, 10)]);
    expect(told).toEqual([
      ["new", "B", "2025-03-05"],
      ["conflict", "A", "2025-03-04"],
      ["correction", "A", "2025-03-03"],
      ["retraction", "A", "2025-03-02"],
      ["new", "A", "2025-03-01"],
    ]);
    expect([total, kinds]).toEqual([5, { new: 2, correction: 1, retraction: 1, conflict: 1, restored: 0 }]);
    const wider = await changes(study, activity, { ...span, params: {} }, null);
    expect(wider.events.map(({ event }) => event.recordedAt?.slice(0, 10))).toContain("2025-03-06");
  });

  test("lists for one cell what moved that cell", async () => {
    const cells = await ofSpan();
    const told = async (period: string) => {
      const pair = cells.find(({ later, earlier }) => (later ?? earlier)?.["period"] === period);
      const cell = pair?.later ?? pair?.earlier;
      if (!pair || !cell) throw new Error(`no cell of ${period}`);
      const { events } = await changes(study, activity, span, cell);
      return {
        moved: difference(pair.later?.["events"], pair.earlier?.["events"]),
        kinds: events.map(({ kind }) => kind),
      };
    };
    expect(await told("2025-01-01")).toEqual({
      moved: -1,
      kinds: ["conflict", "correction", "retraction", "new"],
    });
    expect(await told("2025-02-01")).toEqual({ moved: null, kinds: ["correction"] });
    expect(await told("2025-03-01")).toEqual({ moved: null, kinds: ["new"] });
  });

  test("a figure says how many of its own events state no time of recording, and how late what it reads came", async () => {
    const rests = (knownAt: string | null, types: readonly string[]) =>
      restsOn(study, activity, { params: { types }, knownAt });
    expect(await rests("2025-01-20", ["SymptomReported"])).toEqual({ events: 5, assumed: 1 });
    expect(await rests("2025-01-08", ["SymptomReported"])).toEqual({ events: 4, assumed: 0 });
    expect(await rests(null, ["MedicineTaken"])).toEqual({ events: 1, assumed: 0 });
    expect(await rests(null, ["SymptomReported"])).toEqual({ events: 7, assumed: 1 });
    expect(study.recordedAssumed).toBe(1);
    const late = (knownAt: string | null, types: readonly string[]) =>
      lagDays(study, activity, { params: { types }, knownAt });
    expect(await late("2025-01-20", ["SymptomReported"])).toBe(0);
    expect(await late(null, ["SymptomReported"])).toBe(109);
    expect(await late(null, ["MedicineTaken"])).toBe(54);
    expect(await late(null, ["Nothing"])).toBeNull();
  });

  test("pairs cells by name, whatever their order, and tells which are new and gone", async () => {
    const cells = await ofSpan();
    expect(cells.filter(isChanged).length).toBe(3);
    const { columns, rows: table } = pairTable(activity, cells);
    expect(Object.keys(columns)).toEqual([
      "period",
      "group",
      "events",
      "events then",
      "events difference",
      "patients",
      "patients then",
      "patients difference",
    ]);
    expect(table[0]).toMatchObject({ events: 4, "events then": 5, "events difference": -1, "patients difference": 0 });
    const gone = paired(
      activity,
      [],
      cells.flatMap(({ later }) => (later ? [later] : [])),
    );
    expect(gone.map(({ later }) => later)).toEqual([null, null, null]);
  });
});

/** Where the defaults ask for what is settled early: those who are grouped by their course are followed for all of it, observation ends for few in a short while, all come to a first dose, and rules hold for few. */
const asked: Readonly<Record<string, object>> = {
  trajectories: { windows: 2 },
  survival: { from: { types: ["AppointmentAttended"] }, to: { types: ["TreatmentStopped"] } },
  worklist: { missed: { doses: 1 }, overdue: { days: 0 }, below: { share: 0.95, days: 30 } },
  funnel: { steps: Array.from({ length: 6 }, () => "MedicineDispensed") },
};

describe("what changed since, on a whole history", () => {
  const history = simulated<unknown>({ patients: 30, months: 8, seed: 4 });
  const { study } = heldStudy(history);

  // Attrition does not tell on what it rests, and who somebody was at the first event of all is not moved by what came later.
  test.each(
    [...insights.values()]
      .filter(({ id }) => id !== "attrition" && id !== "characteristics")
      .map((insight) => [insight.id, insight] as const),
  )("%s: cells have names of their own, and every event listed was recorded in between", async (_, insight) => {
    const [since, knownAt] = ["2025-05-20T00:00:00Z", "2025-06-10T00:00:00Z"];
    const params = asked[insight.id] ?? {};
    const at = async (moment: string) => (await ask(study(), insight, { params, knownAt: moment })).cells;
    const [now, then] = [await at(knownAt), await at(since)];
    expect(new Set(now.map((cell) => nameOfCell(insight, cell))).size).toBe(now.length);
    expect(paired(insight, now, then).some(isChanged)).toBe(true);
    const { total, events } = await changes(study(), insight, { params, since, knownAt }, null, { limit: 5000 });
    expect(total).toBe(events.length);
    expect(total).toBeGreaterThan(3);
    for (const { event } of events) {
      expect((event.recordedAt ?? "") > since).toBe(true);
      expect((event.recordedAt ?? "") <= knownAt).toBe(true);
    }
  });
  test("where events only came in, as many are listed for a cell as it gained", async () => {
    const span = { params: {}, since: "2025-05-20T00:00:00Z", knownAt: "2025-06-10T00:00:00Z" };
    const at = async (knownAt: string) => (await ask(study(), activity, { params: {}, knownAt })).cells;
    let compared = 0;
    const pairs = paired(activity, await at(span.knownAt), await at(span.since)).filter(isChanged);
    for (const { later, earlier } of pairs.slice(0, 12)) {
      if (!later) continue;
      const { kinds } = await changes(study(), activity, span, later);
      if (kinds.conflict + kinds.retraction + kinds.correction > 0) continue;
      expect(Number(later["events"]) - Number(earlier?.["events"] ?? 0)).toBe(kinds.new);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(4);
  });
});
