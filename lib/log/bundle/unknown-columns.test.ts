import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../engine/engine";
import { open } from "../../ingest/read/open";
import { arrowFile, parquetFile, type TestFile, textColumns, type TextRow } from "../../testing/files";
import { runs } from "../../testing/runs";
import { cleared } from "../erasure/clear";
import { nobody, withErased } from "../erasure/list";
import type { Source } from "../ingest";
import { mapping, textOf } from "../resolve/histories";
import { sha256Of } from "../store/hash";
import type { Study } from "../study";
import { emptied, loaded, textRowsOf, tried } from "../testing";
import { studyFile, unpackStudies } from "./study-file";

const cell = fc.option(
  fc.oneof(fc.string({ unit: "grapheme", maxLength: 8 }), fc.constantFrom("", " a ", "\t", "null", "0.10", "1e400")),
);
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).map((text) => `x ${text}`);
const known = {
  position: null,
  value: 1,
  source: "a",
  recorded: 0,
  names: null,
  withdraws: false,
  sound: true,
} as const;

/** Rows of patients A and B, with columns that no mapping reads. */
const odd = fc
  .record({
    names: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    rows: fc.array(fc.tuple(fc.constantFrom("A", "B"), fc.array(cell, { minLength: 4, maxLength: 4 })), {
      minLength: 1,
      maxLength: 6,
    }),
  })
  .map(({ names, rows }) =>
    rows.map(([subject, cells], id): TextRow => ({
      ...textOf({ ...known, id, subject }),
      ...Object.fromEntries(names.map((one, i) => [one, cells[i] ?? null])),
    })),
  );
const opened = (source: Source) => open(source.blob, source.name);

/** What comes out of a study's file that this file was put into. */
async function throughBundle({ name: file, blob }: TestFile, rows: number): Promise<Source | undefined> {
  const about = { preset: "model", verified: true, erased: null, subset: null, mapping };
  const bundle = studyFile([{ ...about, name: file, blob, rows, sha256: await sha256Of(blob) }]);
  const { sources } = await unpackStudies([{ name: "s", blob: bundle, verified: false, stated: null }], sha256Of);
  return sources[0];
}

test("columns that nobody knows come out of an exported study as they went in, and out of a file from which somebody is erased", async () => {
  await fc.assert(
    fc.asyncProperty(odd, fc.constantFrom(arrowFile, parquetFile), async (rows, write) => {
      const source = await throughBundle(write("odd", textColumns(rows)), rows.length);
      expect(source && (await textRowsOf(source))).toEqual(rows);
      if (!source) return;
      const list = withErased(nobody, [{ namespace: "patient", id: "B", known: null }]);
      const file = await cleared({ source, reader: await opened(source), mapping }, list, opened);
      expect(await textRowsOf(file.source)).toEqual(rows.filter(({ subject }) => subject === "A"));
    }),
    runs(1000, 10_000),
  );
}, 600_000);

/** Files that share a load, each with events of its own. */
const together = 10;
const several = fc
  .array(odd, { minLength: together, maxLength: together })
  .map((files) => files.map((rows, nth) => rows.map((row, i) => ({ ...row, event_id: String(nth * 100 + i) }))));

describe.each(tried)("columns that nobody knows on %s", (_, start, times) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  test("survive being loaded, going out and coming in again", async () => {
    await fc.assert(
      fc.asyncProperty(several, async (files) => {
        const study = await loaded(
          await emptied(engine),
          files.map((rows, nth) => ({ ...arrowFile(`odd ${nth}`, textColumns(rows)), mapping })),
        );
        const rowsOf = ({ segments }: Study) =>
          Promise.all(segments.map(({ reader }, nth) => reader.rowsAt((files[nth] ?? []).map((_row, i) => i))));
        expect(await rowsOf(study)).toEqual(files);
        const sources = [];
        for (const [nth, { file, blob }] of study.segments.entries())
          sources.push((await throughBundle({ name: file, blob }, files[nth]?.length ?? 0)) ?? []);
        const again = await loaded(await emptied(engine), sources.flat());
        expect(await rowsOf(again)).toEqual(files);
        expect(again.digest).toBe(study.digest);
      }),
      runs(Math.ceil(times / together), times),
    );
  }, 1_200_000);
});
