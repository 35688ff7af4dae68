import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import { open } from "../ingest/read/open";
import { textFile } from "../testing/files";
import { runs } from "../testing/runs";
import { asKnown } from "./as-known";
import { rebuild } from "./rebuild";
import { files as several, lastDay, loads, mapping, momentOf, moments, textOf } from "./resolve/histories";
import type { Files, ModelRow } from "./resolve/model";
import { latestRecorded } from "./resolve/rule";
import { counted, standings } from "./resolve/standings";
import { definedAt, seenAt } from "./resolve/testing";
import type { Study } from "./study";
import { bare, emptied, loaded, stateOf, tried } from "./testing";

const fileOf = (rows: readonly ModelRow[], name: string) =>
  textFile(name, rows.map(textOf)).map((file) => ({ ...file, mapping }));
const filesOf = (files: Files) => files.flatMap((rows, i) => fileOf(rows, String(i)));

/** Every row of every file is accounted for as the definition says. */
function accounted({ segments }: Study, files: Files): void {
  const defined = standings(files).filter((rows) => rows.length > 0);
  expect(segments.map(({ counts }) => counts)).toMatchObject(defined.map(counted));
}

const arbitrary = {
  files: several.map(({ files }) => files),
  order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
  day: fc.constantFrom(...moments),
};

const one: ModelRow = {
  id: null,
  position: 0,
  subject: "A",
  value: 1,
  source: "b",
  recorded: 0,
  names: null,
  withdraws: true,
  sound: true,
};
/** What failed once: a row at the same position that also names an event was taken for a duplicate. */
const found = { files: [[one, { ...one, names: 1, recorded: 2 }], [], []], order: [2, 1, 0], day: 0 };

describe.each(tried)("a history on %s", (_, start, times) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  const fresh = async (files: Files): Promise<Study> => loaded(await emptied(engine), filesOf(files));

  /** One file after the other; what is in force after each is held against the definition. */
  async function oneByOne(files: Files): Promise<Study> {
    let study = await emptied(engine);
    for (const [i, rows] of files.entries()) {
      study = await loaded(study, fileOf(rows, String(i)));
      const sofar = files.slice(0, i + 1);
      expect(await seenAt(study, lastDay), `after file ${i}`).toEqual(definedAt(sofar, latestRecorded, lastDay));
      accounted(study, sofar);
    }
    return study;
  }

  async function knownOn(study: Study, day: number) {
    const { events, patients, conflicts, digest } = await asKnown(study, momentOf(day));
    return { seen: await seenAt(study, day), ...(events > 0 && { events, patients, conflicts, digest }) };
  }

  /** All of this starts from one history, whose loading is what costs. */
  test("is the same log file by file, at once, twice and in any order, and what is recorded later touches no earlier view", async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(arbitrary), async ({ files, order, day }) => {
        const study = await oneByOne(files);
        const once = stateOf(study);
        const known = await knownOn(study, day);
        expect(known.seen).toEqual(definedAt(files, latestRecorded, day));

        const whole = await rebuild(study, await bare(engine), { open: ({ blob, name }) => open(blob, name) });
        expect(stateOf(whole), "rebuilt").toEqual(once);
        const twice = await loaded(whole, filesOf(files));
        expect(stateOf(twice), "twice").toEqual(once);
        accounted(twice, [...files, ...files]);

        const other = await fresh(order.map((i) => files[i] ?? []));
        expect(stateOf(other), "in another order").toEqual(once);

        const before = files.map((rows) => rows.filter(({ recorded }) => recorded <= day));
        expect(await knownOn(await fresh(before), day), "before the rest").toEqual(known);
      }),
      { ...runs(loads(times), times), examples: [[found]] },
    );
  }, 1_200_000);
});
