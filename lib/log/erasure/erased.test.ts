import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../engine/engine";
import { open } from "../../ingest/read/open";
import { parquetFile, textColumns, textFile } from "../../testing/files";
import { runs } from "../../testing/runs";
import type { Source } from "../ingest";
import { files as several, histories, lastDay, loads, mapping, moments, textOf } from "../resolve/histories";
import { type ModelRow, withoutSubjects } from "../resolve/model";
import { latestRecorded } from "../resolve/rule";
import { counted, standings } from "../resolve/standings";
import { definedAt, seenAt } from "../resolve/testing";
import { bare, emptied, loaded, textRowsOf, tried } from "../testing";
import { cleared } from "./clear";
import { erase } from "./erase";
import { nobody, withErased } from "./list";

const gone = fc.subarray(["A", "B", "C", "D"] as const, { minLength: 1 });
const named = (ids: readonly string[]) => ids.map((id) => ({ namespace: "patient", id }));
const opened = (source: Source) => open(source.blob, source.name);
const textsOf = (rows: readonly ModelRow[]) =>
  rows.map((row) => ({ ...textOf(row), note: `of patient-${row.subject}` }));

test("a file is loaded without those who are erased, and nothing in its bytes names them", async () => {
  await fc.assert(
    fc.asyncProperty(histories, gone, fc.boolean(), async ([rows = [], more = []], ids, parquet) => {
      const given = textsOf([...rows, ...more]);
      if (given.length === 0) return;
      const source: Source | undefined = parquet ? parquetFile("0", textColumns(given)) : textFile("0", given)[0];
      if (!source) throw new Error("no file");
      const list = withErased(
        nobody,
        named(ids).map((one) => ({ ...one, known: null })),
      );
      const file = await cleared({ source, reader: await opened(source), mapping }, list, opened);
      const left = given.filter(({ subject }) => !ids.some((id) => id === subject));
      expect(await textRowsOf(file.source)).toEqual(left);
      expect(file.source.erased?.rows ?? 0).toBe(given.length - left.length);
      const bytes = new TextDecoder("latin1").decode(await file.source.blob.arrayBuffer());
      for (const id of ids) expect(bytes).not.toContain(`patient-${id}`);
    }),
    runs(1000, 10_000),
  );
}, 600_000);

describe.each(tried)("those who are erased on %s", (_, start, times) => {
  let here: Engine;
  let there: Engine;
  beforeAll(async () => {
    [here, there] = [await start(), await start()];
  }, 60_000);
  afterAll(() => Promise.all([here.close(), there.close()]));

  const cases = fc.record({
    several,
    first: fc.subarray([0, 1, 2], { minLength: 1 }),
    later: fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }),
    day: fc.constantFrom(...moments),
  });

  test("stay erased whatever is loaded afterwards, and every row is accounted for", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ several: { files, some: ids }, first, later, day }) => {
        const of = (numbers: readonly number[]) => numbers.map((i) => files[i] ?? []);
        const sources = (numbers: readonly number[]) =>
          of(numbers).flatMap((rows, i) => textFile(`${i}`, rows.map(textOf)).map((file) => ({ ...file, mapping })));
        const study = await loaded(await emptied(here), sources(first));
        const { study: left } = await erase(study, named(ids), { by: "list", boot: () => bare(there), open: opened });
        const { segments, ...again } = await loaded(left, sources(later));
        const all = of([...first, ...later]);
        const defined = standings(all, ids).filter((rows) => rows.length > 0);
        expect(segments.map(({ counts }) => counts)).toMatchObject(defined.map(counted));
        for (const moment of [day, lastDay])
          expect(await seenAt({ segments, ...again }, moment)).toEqual(
            definedAt(withoutSubjects(all, ids), latestRecorded, moment),
          );
      }),
      runs(loads(times), times),
    );
  }, 1_200_000);
});
