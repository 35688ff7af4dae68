import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import { asKnown } from "../log/as-known";
import { emptied, engines, loaded, textRowsOf } from "../log/testing";
import { arrowFile, textColumns, type TextRow } from "../testing/files";
import { long } from "../testing/runs";
import { simulated } from "../testing/simulated";
import { variationsOf } from "../testing/variations";
import { ask } from "./ask";
import { insights } from "./registry";
import { insightNamed } from "./testing";

const small = simulated<unknown>({ patients: 12, months: 6, seed: 8 });
const all = [...insights.values()];
let rows: TextRow[] = [];
/** A moment in the middle of the history, at which something was recorded. */
let moment = "2025-04-15T12:00:00Z";

const recorded = (row: TextRow) => Date.parse(row["recorded_at"] ?? "");
const early = () => rows.filter((row) => recorded(row) <= Date.parse(moment));
const late = () => rows.filter((row) => recorded(row) > Date.parse(moment));
const file = (name: string, of: readonly TextRow[]) => arrowFile(name, textColumns(of));

const activity = insightNamed("events-over-time");

/** The same engine, and every statement that it is given. */
function watched(engine: Engine): { engine: Engine; statements: string[] } {
  const statements: string[] = [];
  return {
    statements,
    engine: {
      ...engine,
      query(statement, options) {
        statements.push(statement.text);
        return engine.query(statement, options);
      },
    },
  };
}

beforeAll(async () => {
  rows = await textRowsOf(await small.file("events.parquet"));
  moment = new Date(Math.max(...early().map(recorded))).toISOString();
}, 60_000);
afterAll(() => small.remove());

describe.each(Object.entries(engines))("as known at a moment, on %s", (name, start) => {
  /** Both engines give the same cells to the same question, which other tests see to: some stand for all, on the slower one fewer. */
  const every = long ? 1 : name === "wasm" ? 16 : 6;
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  test("every question has the same answer by the same key, whatever was recorded later", async () => {
    expect(Math.min(early().length, late().length)).toBeGreaterThan(500);
    const answered = async (files: Parameters<typeof loaded>[1]) => {
      const study = await loaded(await emptied(engine), files);
      const answers = [];
      for (const insight of all)
        for (const params of variationsOf(insight.params).filter((_, i) => i % every === 0)) {
          const { cells, key } = await ask(study, insight, { params, knownAt: moment });
          answers.push({ key, cells });
        }
      return { now: study.now, answers };
    };
    const before = await answered([file("early.arrow", early())]);
    const after = await answered([file("late.arrow", late()), file("early.arrow", early())]);
    expect(after.now > before.now).toBe(true);
    expect(before.answers.filter(({ cells }) => cells.length > 0).length).toBeGreaterThan(before.answers.length / 2);
    expect(JSON.stringify(after.answers)).toBe(JSON.stringify(before.answers));
  }, 240_000);

  test("an ingest of later events leaves an answer and what was computed for it as they are", async () => {
    const watch = watched(engine);
    const first = await loaded(await emptied(watch.engine), [file("early.arrow", early())]);
    const question = { params: {}, knownAt: moment };
    const given = await ask(first, insightNamed("retention"), question);
    const next = await loaded(first, [file("late.arrow", late())]);
    expect(next.digest).not.toBe(first.digest);
    watch.statements.length = 0;
    const again = await ask(next, insightNamed("retention"), question);
    expect(again).toEqual({ ...given, known: { ...given.known, later: next.events - first.events } });
    expect(again.before).toBeNull();
    await ask(next, insightNamed("retention"), { params: { types: ["MedicineTaken"] }, knownAt: moment });
    const made = watch.statements.filter((statement) => statement.startsWith("CREATE TABLE"));
    // The periods in which patients were active by that type, and their rows; who was observed is known.
    expect(made.length).toBe(2);
  });

  test("returning to a moment asks the database nothing", async () => {
    const watch = watched(engine);
    const study = await loaded(await emptied(watch.engine), [file("all.arrow", rows)]);
    const seen = [];
    for (const day of [moment, null, "2025-03-01", moment, "2025-03-01", null]) {
      const { cells } = await ask(study, activity, { params: {}, knownAt: day });
      seen.push({ day, cells, statements: watch.statements.splice(0).length });
    }
    expect(seen.slice(0, 3).every(({ statements }) => statements > 0)).toBe(true);
    expect(seen.slice(3).map(({ statements }) => statements)).toEqual([0, 0, 0]);
    expect(seen[3]?.cells).toEqual(seen[0]?.cells);
    expect(new Set(seen.map(({ cells }) => JSON.stringify(cells))).size).toBe(3);
  });

  test("older events that are added afterwards make another version of the log, and the answer says so", async () => {
    const held = early().filter((_, i) => i % 10 === 0);
    const first = await loaded(await emptied(engine), [
      file("most.arrow", [...early().filter((_, i) => i % 10 !== 0), ...late()]),
    ]);
    const question = { params: {}, knownAt: moment };
    const given = await ask(first, activity, question);
    expect(given.before).toBeNull();
    const next = await loaded(first, [file("held back.arrow", held)]);
    const again = await ask(next, activity, question);
    expect(again.key).not.toBe(given.key);
    expect(again.cells).not.toEqual(given.cells);
    expect(again.before).toEqual(given.known);
    expect(again.known.events).toBeGreaterThan(given.known.events);
    expect((await ask(next, activity, question)).before).toEqual(given.known);
    expect((await ask(next, activity, { params: { unit: "year" }, knownAt: moment })).before).toBeNull();
  });

  test("counts what was recorded by then and what later, and no answer looks past the moment", async () => {
    const study = await loaded(await emptied(engine), [file("all.arrow", rows)]);
    const [then, now, past] = [
      await asKnown(study, moment),
      await asKnown(study, null),
      await asKnown(study, "2999-01-01"),
    ];
    expect({ ...past, digest: now.digest }).toEqual(now);
    expect([now.events, now.later, now.patients, now.dataStart, now.dataEnd]).toEqual([
      study.events,
      0,
      study.patients,
      study.dataStart,
      study.dataEnd,
    ]);
    expect(then.events + then.later).toBe(study.events);
    expect(then.dataEnd).toBe("2025-04-15");
    const before = await asKnown(study, "1990-01-01");
    expect(before).toMatchObject({ events: 0, later: study.events, patients: 0, dataStart: "" });
    for (const insight of all)
      expect((await ask(study, insight, { params: {}, knownAt: "1990-01-01" })).cells).toEqual([]);
  });

  test("a log without events knows nothing", async () => {
    const empty = await emptied(engine);
    expect(await asKnown(empty, null)).toMatchObject({ events: 0, patients: 0, dataEnd: "" });
    expect(await asKnown(empty, "2025-01-01")).toEqual(await asKnown(empty, null));
  });

  test("a trait is what was known of it then, as it was at the index, else the first one after", async () => {
    const said = (id: string, subject: string, day: string, recordedOn: string, arm: string | null): TextRow => ({
      event_id: id,
      type: "SurveyCompleted",
      subject,
      occurred_at: `${day}T10:00:00Z`,
      recorded_at: `${recordedOn}T10:00:00Z`,
      arm,
    });
    const study = await loaded(await emptied(engine), [
      file("arms.arrow", [
        said("1", "corrected", "2025-01-10", "2025-01-10", "old"),
        said("1", "corrected", "2025-01-10", "2025-03-10", "new"),
        said("2", "told late", "2025-01-10", "2025-01-10", null),
        said("3", "told late", "2025-01-20", "2025-01-20", "after"),
        said("4", "told late", "2025-01-09", "2025-03-10", "before"),
        said("5", "moved", "2025-01-10", "2025-01-10", "here"),
        said("6", "moved", "2025-02-01", "2025-02-01", "there"),
      ]),
    ]);
    const told = async (knownAt: string | null) => {
      const { cells } = await ask(study, activity, { params: { unit: "year", breakdown: "arm" }, knownAt });
      return new Set(cells.map((cell) => cell["group"]));
    };
    expect(await told("2025-01-15")).toEqual(new Set(["here", "old", "unknown"]));
    expect(await told("2025-02-15")).toEqual(new Set(["after", "here", "old"]));
    expect(await told(null)).toEqual(new Set(["before", "here", "new"]));
  });
});
