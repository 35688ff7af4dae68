import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import { arrowFile, textColumns, type TextRow } from "../testing/files";
import { lineage } from "./lineage";
import { emptied, engines, loaded } from "./testing";

const said = (id: string, recorded: string, more: TextRow = {}): TextRow => ({
  event_id: id,
  type: "SurveyCompleted",
  subject: "A",
  occurred_at: "2025-01-01T12:00:00Z",
  recorded_at: `2025-02-${recorded}T00:00:00Z`,
  dose: "5",
  corrects: null,
  ...more,
});

describe.each(Object.entries(engines))("lineage on %s", (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  test("leads along a whole chain of corrections from any of its records", async () => {
    const rows = [
      said("1", "01"),
      said("2", "02", { corrects: "1", dose: "6" }),
      said("2", "03", { corrects: "1", dose: "7" }),
      said("3", "04", { corrects: "2" }),
      said("4", "05", { corrects: "3", type: "EventRetracted", dose: null }),
      said("5", "06"),
    ];
    const study = await loaded(await emptied(engine), [arrowFile("one.arrow", textColumns(rows))]);
    const of = async (row: number) =>
      (await lineage(study, 0, row)).map((one) => [one.row, one.relation, one.inForce].join(" "));
    expect(await of(0)).toEqual([
      "0 this false",
      "1 named by false",
      "2 named by true",
      "3 further false",
      "4 further true",
    ]);
    expect(await of(2)).toEqual([
      "0 names false",
      "1 version false",
      "2 this true",
      "3 named by false",
      "4 further true",
    ]);
    expect(await of(4)).toEqual([
      "0 further false",
      "1 further false",
      "2 further true",
      "3 names false",
      "4 this true",
    ]);
    expect(await of(5)).toEqual(["5 this true"]);
    const chain = await lineage(study, 0, 0);
    const nth = (id: string) =>
      new Set(chain.map((one) => one.id)).size - [...new Set(chain.map((one) => one.id))].indexOf(id);
    expect(chain.map(({ id }) => nth(id ?? ""))).toEqual([4, 3, 3, 2, 1]);
    expect(chain.map(({ names }) => (names === null ? 0 : nth(names)))).toEqual([0, 4, 4, 3, 2]);
    expect(chain.map(({ role }) => role)).toEqual(["measure", "measure", "measure", "measure", "retraction"]);
  });
});
