import { DateDay, Float64, vectorFromArray } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { table } from "../../log/schema";
import { emptied, engines, loaded } from "../../log/testing";
import type { Study } from "../../log/study";
import { sql } from "../../sql";
import { arrowFile, textColumn } from "../../testing/files";
import { ask, prepare } from "../ask";
import { behind } from "../behind";
import { insightNamed } from "../testing";

type Dispensing = readonly [patient: string, day: number, days: number];

const months = Array.from({ length: 14 }, (_, i) => i);

/** From 0 to 4, without pattern. */
const uneven = (i: number, month: number) => Math.floor(((Math.sin(i * 37.7 + month * 11.3) + 1) * 1e4) % 5);

/** Ten who keep on, six who take half of it, four who stop after four months; one begins late. */
const courses: readonly (readonly [patient: string, group: string | null, (month: number) => number])[] = [
  ...Array.from({ length: 10 }, (_, i) => [`keeps ${i}`, "A", (m: number) => 30 - uneven(i, m)] as const),
  ...Array.from({ length: 6 }, (_, i) => [`half ${i}`, "B", (m: number) => 13 + uneven(i + 20, m)] as const),
  ...Array.from(
    { length: 4 },
    (_, i) => [`stops ${i}`, "C", (m: number) => (m < 4 ? 30 - uneven(i + 40, m) : 0)] as const,
  ),
  ["late", null, (m) => (m < 5 ? 0 : 30)],
];
const dispensings: readonly Dispensing[] = courses.flatMap(([patient, , of]) =>
  months.flatMap((m): Dispensing[] => (of(m) > 0 ? [[patient, 30 * m, of(m)]] : [])),
);

const file = (name: string, rows: readonly Dispensing[]) =>
  arrowFile(name, {
    PATIENT_ID: textColumn(rows.map(([patient]) => patient)),
    DATE: vectorFromArray(
      rows.map(([, day]) => new Date(Date.UTC(2024, 0, 1 + day))),
      new DateDay(),
    ),
    PERDAY: vectorFromArray(
      rows.map(() => 1),
      new Float64(),
    ),
    CATEGORY: textColumn(rows.map(([patient]) => (patient.startsWith("half") ? "medB" : "medA"))),
    DURATION: vectorFromArray(
      rows.map(([, , days]) => days),
      new Float64(),
    ),
  });

const shuffled = dispensings.toSorted((a, b) => ((a[1] * 7919 + a[2] * 31) % 97) - ((b[1] * 7919 + b[2] * 31) % 97));
const question = { params: {}, knownAt: null };

const trajectories = () => insightNamed("trajectories");

describe.each(Object.entries(engines))("trajectories on %s", (_, start) => {
  let engine: Engine;
  let study: Study;
  beforeAll(async () => {
    engine = await start();
    study = await loaded(await emptied(engine), [file("all.arrow", dispensings)]);
  }, 60_000);
  afterAll(() => engine.close());

  test("three simulated groups are found, each patient in the right one", async () => {
    const { rows } = await prepare(study, trajectories(), question);
    const found = decode(
      await engine.query(
        sql`SELECT s.id AS subject, "group" FROM ${rows} r JOIN ${table("subjects")} s ON s.key = r.subject`,
      ),
      { subject: "text", group: "text" },
    );
    expect(Object.fromEntries(found.map(({ subject, group }) => [subject, group]))).toEqual(
      Object.fromEntries(courses.map(([patient, group]) => [patient, group])),
    );
    const { also, cells } = await ask(study, trajectories(), question);
    expect(also["criterion"]?.find(({ chosen }) => chosen)).toMatchObject({ k: 3 });
    expect(also["summary"]?.map(({ group, patients, share }) => [group, patients, share])).toEqual([
      ["A", 10, 0.5],
      ["B", 6, 0.3],
      ["C", 4, 0.2],
    ]);
    expect(also["excluded"]).toEqual([{ why: "not observed in every window", patients: 1 }]);
    expect(cells.length).toBe(36);
    const half = cells.find(({ group, window }) => group === "B" && window === 0);
    const taken = courses.flatMap(([, group, of]) => (group === "B" ? [of(0) / 30] : []));
    expect(half?.["mean"]).toBeCloseTo(taken.reduce((sum, value) => sum + value, 0) / 6, 12);
    for (const cell of cells.filter(({ window }) => window === 5))
      expect((await behind(study, trajectories(), question, cell)).total).toBe(cell["patients"]);
  });

  test("the order of files and rows changes no bit", async () => {
    const all = [{}, { groups: 5 }, { measure: "CMA9", window: 60, step: 15, windows: 9 }];
    const answers = async (of: Study) =>
      Promise.all(
        all.map(async (params) => {
          const { cells, also } = await ask(of, trajectories(), { params, knownAt: null });
          return { cells, also };
        }),
      );
    const before = await answers(study);
    const parts = [shuffled.slice(200), shuffled.slice(0, 90), shuffled.slice(90, 200)];
    const again = await loaded(
      await emptied(engine),
      parts.map((rows, i) => file(`part ${i}.arrow`, rows)),
    );
    expect(JSON.stringify(await answers(again))).toBe(JSON.stringify(before));
    study = again;
  });

  test("another breakdown asks for no further fold", async () => {
    const asked: string[] = [];
    const bare = await emptied(engine);
    const watched: Engine = {
      ...bare.engine,
      query(statement, place) {
        asked.push(statement.text);
        return bare.engine.query(statement, place);
      },
    };
    const of = await loaded({ ...bare, engine: watched }, [file("all.arrow", dispensings)]);
    await ask(of, trajectories(), question);
    const folds = () => asked.filter((text) => text.includes("weight")).length;
    const first = folds();
    expect(first).toBeGreaterThan(20);
    await ask(of, trajectories(), { params: { breakdown: "item", groups: 4 }, knownAt: null });
    expect(folds()).toBe(first);
  });

  test("windows that the observation window has no room for are refused", async () => {
    await expect(
      ask(study, trajectories(), { params: { observation: { duration: 300 } }, knownAt: null }),
    ).rejects.toMatchObject({ failure: { kind: "params", detail: expect.stringContaining("360 days") } });
  });
});
