import { describe, expect, test } from "vitest";
import { cohortOf, type SubjectId } from "../cohorts/cohort";
import type { Row } from "../engine/decode";
import { simulated } from "../testing/simulated";
import { ask, type Selection } from "./ask";
import { behind, idsBehind } from "./behind";
import { insights } from "./registry";
import { heldStudy, insightNamed } from "./testing";

const held = heldStudy(simulated<unknown>({ patients: 40, months: 6, seed: 4 }));
const whenever = { params: {}, knownAt: null };

/** The cells of an insight's answer that some test takes. */
async function cellsOf(id: string, takes: (cell: Row) => boolean): Promise<Row[]> {
  const { cells } = await ask(held.study(), insightNamed(id), whenever);
  return cells.filter(takes);
}

/** Who is behind some cells, as a cohort of their ids from the first event on. */
async function listed({ insight, cells }: Selection): Promise<SubjectId[]> {
  const ids = new Map<string, SubjectId>();
  for (const cell of cells)
    for (const one of await idsBehind(held.study(), insight, whenever, cell))
      ids.set(`${one.namespace} ${one.id}`, one);
  return [...ids.values()];
}

const active = async (): Promise<Selection> => ({
  insight: insightNamed("events-over-time"),
  params: {},
  cells: await cellsOf("events-over-time", ({ group }) => group === "AppointmentAttended"),
});
const kept = async (): Promise<Selection> => ({
  insight: insightNamed("retention"),
  params: {},
  cells: await cellsOf("retention", ({ start }) => String(start) < "2025-02"),
});

describe("what is selected", () => {
  test.each([...insights.values()].filter(({ candidates }) => !candidates).map(({ id }) => id))(
    "is for %s the same as a cohort of those patients",
    async (id) => {
      const selections = [await active(), await kept()];
      const [some = [], others = []] = await Promise.all(selections.map(listed));
      const both = some.filter((one) => others.some((other) => other.id === one.id));
      expect(both.length).toBeGreaterThan(0);
      expect(both.length).toBeLessThan(Math.min(some.length, others.length));
      const insight = insightNamed(id);
      const cohort = cohortOf({ name: "both", criteria: [{ kind: "subjects", ids: both }] });
      const selected = await ask(held.study(), insight, { ...whenever, selections });
      const expected = await ask(held.study(), insight, { ...whenever, cohorts: [cohort] });
      expect(selected.cells).toEqual(expected.cells);
      expect(selected.also).toEqual(expected.also);
    },
  );
});

test("behind a cell are only those who are selected", async () => {
  const selection = await active();
  const selections = [selection];
  const ids = await listed(selection);
  const question = { ...whenever, selections };
  const insight = insightNamed("adherence-over-time");
  const { cells } = await ask(held.study(), insight, question);
  expect(cells.length).toBeGreaterThan(2);
  for (const cell of cells) {
    const { total, patients } = await behind(held.study(), insight, question, cell);
    expect(total).toBe(cell["patients"]);
    for (const { id } of patients) expect(ids.map((one) => one.id)).toContain(id);
  }
});

test("nobody is behind no cell", async () => {
  const selections = [{ insight: insightNamed("retention"), params: {}, cells: [] }];
  expect((await ask(held.study(), insightNamed("events-over-time"), { ...whenever, selections })).cells).toEqual([]);
});
