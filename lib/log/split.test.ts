import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import { textFile } from "../testing/files";
import { runs } from "../testing/runs";
import { dealt, deals, histories, identified, loads, mapping, textOf, ties, together } from "./resolve/histories";
import type { Files } from "./resolve/model";
import { seenAt } from "./resolve/testing";
import { emptied, loaded, stateOf, tried } from "./testing";

describe.each(tried)("rows with an id or a position on %s", (_, start, times) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());
  const often = runs(loads(times), times);

  async function found(files: Files) {
    const sources = files.flatMap((rows, i) =>
      textFile(`${i}.arrow`, rows.map(textOf)).map((file) => ({ ...file, mapping })),
    );
    const study = await loaded(await emptied(engine), sources);
    return { study, state: stateOf(study) };
  }

  test("are the same log in whichever files and order they come", async () => {
    await fc.assert(
      fc.asyncProperty(together(histories.map(identified)), deals, async (rows, deal) => {
        const { state } = await found([rows]);
        expect((await found(dealt(rows, deal))).state).toEqual(state);
      }),
      often,
    );
  }, 1_200_000);

  test("are decided the same way where they are recorded at once, whatever the order and the split", async () => {
    await fc.assert(
      fc.asyncProperty(together(ties), deals, async (rows, deal) => {
        const one = await found([rows]);
        const held = await seenAt(one.study, 1);
        const other = await found(dealt(rows, deal));
        expect(other.state).toEqual(one.state);
        expect(await seenAt(other.study, 1)).toEqual(held);
      }),
      often,
    );
  }, 1_200_000);
});
