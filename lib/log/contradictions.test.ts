import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import { arrowFile, textColumns, type TextRow } from "../testing/files";
import { contradictions, withoutEffect } from "./contradictions";
import { decide } from "./decide";
import type { Study } from "./study";
import { emptied, engines, loaded } from "./testing";

const said = (id: string, value: string, recorded: string, more: TextRow = {}): TextRow => ({
  event_id: id,
  type: "SurveyCompleted",
  subject: "A",
  occurred_at: "2025-01-01T12:00:00Z",
  recorded_at: `2025-02-${recorded}T00:00:00Z`,
  recorded_by: `nurse ${recorded}`,
  dose: value,
  ...more,
});

const at = (topic: string, offset: string): TextRow => ({ topic, partition: "0", offset });

describe.each(Object.entries(engines))("contradictions on %s", (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  test("are listed with every version, who recorded it and when, and which one is in use", async () => {
    const rows = [said("1", "5", "01"), said("1", "6", "03"), said("1", "7", "02"), said("2", "1", "04")];
    const study = await loaded(await emptied(engine), [arrowFile("one.arrow", textColumns(rows))]);
    const { total, cases } = await contradictions(study, null, 10);
    expect(total).toBe(2);
    expect(
      cases.map((versions) => versions.map(({ dose, recordedBy, inForce }) => [dose, recordedBy, inForce])),
    ).toEqual([
      [
        [5, "nurse 01", false],
        [7, "nurse 02", false],
        [6, "nurse 03", true],
      ],
    ]);
    const then = await contradictions(study, "2025-02-02T12:00:00Z", 10);
    expect([then.total, then.cases[0]?.map(({ dose, inForce }) => [dose, inForce])]).toEqual([
      1,
      [
        [5, false],
        [7, true],
      ],
    ]);
    const first = await decide(study, { by: "first" });
    expect((await contradictions(first, null, 10)).cases[0]?.map(({ inForce }) => inForce)).toEqual([
      true,
      false,
      false,
    ]);
    const again = await decide(first, { by: "latest" });
    expect(again).toMatchObject({ digest: study.digest, now: study.now, events: study.events });
  });

  test("arise from rows of different ids at one position, and only one of them is in use", async () => {
    const rows = [
      said("1", "5", "01", at("t", "7")),
      said("2", "6", "02", at("t", "7")),
      said("3", "6", "03", at("u", "7")),
    ];
    const study = await loaded(await emptied(engine), [arrowFile("one.arrow", textColumns(rows))]);
    const { total, cases } = await contradictions(study, null, 10);
    expect([total, cases.map((versions) => versions.map(({ dose, inForce }) => [dose, inForce]))]).toEqual([
      1,
      [
        [
          [5, false],
          [6, true],
        ],
      ],
    ]);
    expect(study.segments[0]?.counts).toMatchObject({ fresh: 2, conflicts: 1 });
    const first = await decide(study, { by: "first" });
    expect((await contradictions(first, null, 10)).cases[0]?.map(({ inForce }) => inForce)).toEqual([true, false]);
  });

  test("a topic that was cloned, with new offsets and the same ids, brings duplicates", async () => {
    const rows = [
      said("1", "5", "01", at("t", "7")),
      said("1", "5", "02", { ...at("u", "1"), recorded_by: "nurse 01" }),
    ];
    const study = await loaded(await emptied(engine), [arrowFile("one.arrow", textColumns(rows))]);
    expect(study.segments[0]?.counts).toMatchObject({ fresh: 1, duplicates: 1, conflicts: 0 });
  });

  test("a correction of an event that nobody has seen waits, and one that closes a cycle is named", async () => {
    const rows = [
      said("1", "5", "01", { corrects: "9" }),
      said("2", "5", "02", { corrects: "3" }),
      said("3", "5", "03", { corrects: "2" }),
    ];
    const study = await loaded(await emptied(engine), [arrowFile("one.arrow", textColumns(rows))]);
    const idle = async (of: Study, moment: string | null, limit = 10) => {
      const { total, latest } = await withoutEffect(of, moment, limit);
      return [total, latest.map(({ kind, row }) => [kind, row])];
    };
    const both = [
      ["cycle", 2],
      ["pending", 0],
    ];
    expect(await idle(study, null)).toEqual([2, both]);
    expect(await idle(study, null, 1)).toEqual([2, both.slice(0, 1)]);
    const seen = await loaded(study, [arrowFile("late.arrow", textColumns([said("9", "1", "05")]))]);
    expect(await idle(seen, null)).toEqual([1, [["cycle", 2]]]);
    expect(await idle(seen, "2025-02-04T00:00:00Z")).toEqual([2, both]);
    expect(await idle(seen, "2024-01-01T00:00:00Z")).toEqual([0, []]);
  });
});
