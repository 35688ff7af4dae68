import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import { Failed } from "../failure";
import { parquetFrom } from "../ingest/fixtures/parquet";
import { open as openFile } from "../ingest/read/open";
import { joined, type Slice, type Subset } from "../ingest/subset/subset";
import { arrowFile, parquetFile, textColumns, type TestFile, type TextRow } from "../testing/files";
import { simulated } from "../testing/simulated";
import { erase } from "./erasure/erase";
import { extend } from "./extend";
import type { Progress, Source } from "./ingest";
import { rebuild } from "./rebuild";
import { openStudy, type Study } from "./study";
import { bare, emptied, engines, load, loaded, tableCounts, textRowsOf } from "./testing";
import { runs } from "../testing/runs";

const small = simulated<unknown>({ patients: 6, months: 6, seed: 3 });
afterAll(() => small.remove());

const slice = (bounds: Partial<Slice>): Slice => ({ from: null, until: null, types: null, sources: null, ...bounds });

const countsOf = ({ segments }: Study) => segments.map(({ counts }) => counts);

function expectAccounted(study: Study): void {
  for (const { rows, ...became } of countsOf(study))
    expect(Object.values(became).reduce((sum, n) => sum + n, 0)).toBe(rows);
}

/** What the log says, whatever it was loaded in. */
const saysOf = ({ digest, now, dataStart, dataEnd, patients, events }: Study) => ({
  digest,
  now,
  dataStart,
  dataEnd,
  patients,
  events,
});

/** Events that no id tells apart, repeated, contradicting, of several zones, and some that cannot be used. */
function oddRows(): TextRow[] {
  const types = ["Intake", "Survey", "Visit", null];
  return Array.from({ length: 240 }, (_, i) => ({
    event_id: i % 3 === 0 ? String(i % 60) : null,
    type: types[i % 7] ?? types[i % 3] ?? null,
    subject: i % 31 === 0 ? null : `P${i % 4}`,
    occurred_at:
      i % 41 === 0
        ? "no time"
        : `2025-0${1 + (i % 3)}-${String(1 + (i % 9)).padStart(2, "0")}T${i % 2 ? "01" : "22"}:30:00Z`,
    recorded_at: `2025-04-0${1 + (i % 5)}T00:00:00Z`,
    source: i % 5 === 0 ? null : `system ${i % 2}`,
    zone: ["Europe/Berlin", "America/New_York", "Asia/Kolkata"][i % 3] ?? null,
    value: String(i % 4),
  }));
}

const day = fc.option(
  fc
    .integer({ min: 0, max: 100 })
    .map((n) => new Date(Date.UTC(2024, 11, 25) + n * 86_400_000).toISOString().slice(0, 10)),
);
const some = (...words: string[]) => fc.option(fc.uniqueArray(fc.constantFrom(...words), { minLength: 1 }));
const anySlice = fc.record({
  from: day,
  until: day,
  types: some("Intake", "Survey", "Nothing"),
  sources: some("system 0", "system 1"),
});

describe.each(Object.entries(engines))("a part of a file on %s", (name, start) => {
  let engine: Engine;
  let history: TestFile;
  beforeAll(async () => {
    engine = await start();
    history = await small.file("events.parquet");
  }, 60_000);
  afterAll(() => engine.close());

  const inPart = async (file: Source, subset: Subset | null) => loaded(await emptied(engine), [{ ...file, subset }]);

  test("has the events of those days, types and sources, and the account of all its rows", async () => {
    const rows = await textRowsOf(history);
    const types = ["MedicineTaken", "SurveyCompleted"];
    const matching = rows.filter(
      ({ type, occurred_at: at }) =>
        types.includes(type ?? "") && (at ?? "") >= "2025-02-01" && (at ?? "") < "2025-03-01",
    );
    expect(matching.length).toBeGreaterThan(10);
    const study = await inPart(history, [slice({ from: "2025-02-01", until: "2025-02-28", types })]);
    expectAccounted(study);
    const [counts] = countsOf(study);
    expect(counts?.rows).toBe(rows.length);
    const near = (n: number) => Math.abs((counts?.leftOut ?? 0) - (rows.length - n));
    expect(near(matching.length)).toBeLessThan(matching.length / 10);
    expect([study.dataStart >= "2025-02-01", study.events > 0]).toEqual([true, true]);
  });

  test("and the rest added later are what the whole is, each row once, in any steps", async () => {
    const files = [arrowFile("odd.arrow", textColumns(oddRows())), parquetFile("odd.parquet", textColumns(oddRows()))];
    const whole = await inPart(files[0] ?? history, null);
    const all = saysOf(whole);
    const counts = countsOf(whole);
    await fc.assert(
      fc.asyncProperty(
        fc.array(anySlice, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...files),
        async (slices, file) => {
          let study = await emptied(engine);
          let subset: Subset | null = null;
          for (const [i, one] of slices.entries()) {
            subset = i === 0 ? joined([one], [one]) : joined(subset, [one]);
            study = i === 0 ? await loaded(study, [{ ...file, subset }]) : await extend(study, 0, [one]);
            expectAccounted(study);
            expect(study.segments[0]?.subset).toEqual(subset);
          }
          const steps = [saysOf(study), countsOf(study)];
          const atOnce = await inPart(file, subset);
          expect(steps).toEqual([saysOf(atOnce), countsOf(atOnce)]);
          const rest = await extend(atOnce, 0, null);
          expect(saysOf(rest)).toEqual(all);
          expect(countsOf(rest)).toEqual(counts);
        },
      ),
      runs(name === "wasm" ? 5 : 12),
    );
  });

  test("is read from its row groups alone, and so is what is added", async () => {
    const query =
      "SELECT i AS event_id, 'Seen' AS type, 'P' || i % 5 AS subject, TIMESTAMP '2025-01-01' + to_minutes((i * 15)::BIGINT) AS occurred_at FROM range(20480) t(i)";
    const file = { name: "sorted.parquet", blob: await parquetFrom(query, "ROW_GROUP_SIZE 2048") };
    const told: (number | null)[] = [];
    const onProgress = ({ stage, total }: Progress) => stage === "read" && told.push(total);
    const { study } = await load(
      await emptied(engine),
      [{ ...file, subset: [slice({ from: "2025-02-20", until: "2025-02-25" })] }],
      { onProgress },
    );
    expect(countsOf(study)).toMatchObject([{ rows: 20_480, fresh: 6 * 96, leftOut: 20_480 - 6 * 96 }]);
    const more = await extend(study, 0, [slice({ from: "2025-02-14", until: "2025-03-04" })], { onProgress });
    expect(countsOf(more)).toMatchObject([{ fresh: 19 * 96 }]);
    expect(new Set(told)).toEqual(new Set([2048]));
    const rest = await extend(more, 0, null, { onProgress });
    expect(countsOf(rest)).toMatchObject([{ fresh: 20_480, leftOut: 0 }]);
  });

  test("stays as it was where adding to it fails or is cancelled", async () => {
    const subset = [slice({ types: ["Survey"] })];
    const file = arrowFile("odd.arrow", textColumns(oddRows()));
    const { study } = await load(await emptied(engine), [{ ...file, subset }], {
      open: async ({ blob, name }) => {
        const reader = await openFile(blob, name);
        return {
          ...reader,
          async *encoded(mapping, options) {
            yield* reader.encoded(mapping, options);
            if (options?.selection?.want === null) throw new Failed({ kind: "file", file: name, fault: "corrupt" });
          },
        };
      },
    });
    const before = await tableCounts(engine);
    await expect(extend(study, 0, null)).rejects.toMatchObject({ failure: { kind: "file", fault: "corrupt" } });
    expect(await tableCounts(engine)).toEqual(before);
    const stop = new AbortController();
    stop.abort();
    await expect(extend(study, 0, [slice({})], { signal: stop.signal })).rejects.toMatchObject({ failure: {} });
    expect(await tableCounts(engine)).toEqual(before);
    const more = await extend(study, 0, [slice({ types: ["Intake"] })]);
    expectAccounted(more);
  });

  test("comes back the same in a fresh engine", async () => {
    const study = await inPart(history, [slice({ types: ["MedicineTaken"] }), slice({ from: "2025-03-01" })]);
    const again = await rebuild(study, await bare(engine), { open: ({ blob, name: file }) => openFile(blob, file) });
    expect([again.digest, countsOf(again)]).toEqual([study.digest, countsOf(study)]);
  });
});

test("files of many rows wait until somebody says how much of them to load", async () => {
  const engine = await engines.node();
  const file = await small.file("events.parquet");
  const empty = await emptied(engine);
  const { study, loaded: brought, offered } = await load(empty, [file], { askAbove: 100 });
  expect([study, brought, offered.map(({ file: name }) => name)]).toEqual([empty, [], ["events.parquet"]]);
  const asked = await load(empty, [{ ...file, ask: true }]);
  expect(asked.offered).toHaveLength(1);
  const said = await load(empty, [{ ...file, ask: true, subset: null }], { askAbove: 100 });
  expect([said.offered, countsOf(said.study)[0]?.leftOut]).toEqual([[], 0]);
  await engine.close();
});

test("patients are erased from all of a file that is loaded in part, and do not come back with the rest", async () => {
  const rows = oddRows();
  const file = arrowFile("odd.arrow", textColumns(rows));
  const gone = [{ namespace: "patient", id: "P1" }];
  const open = ({ blob, name }: Source) => openFile(blob, name);
  const boot = () => engines.node();
  const part = await loaded(await openStudy(await boot()), [{ ...file, subset: [slice({ types: ["Survey"] })] }]);
  const { study: left } = await erase(part, gone, { by: "app", open, boot });
  expectAccounted(left);
  const erased = rows.filter(({ subject }) => subject === "P1").length;
  expect(left.segments[0]?.counts).toMatchObject({ rows: rows.length, erased });
  const rest = await extend(left, 0, null);
  expectAccounted(rest);
  const { study: whole } = await erase(await loaded(await openStudy(await boot()), [file]), gone, {
    by: "app",
    open,
    boot,
  });
  expect([saysOf(rest), countsOf(rest)]).toEqual([saysOf(whole), countsOf(whole)]);
  for (const { engine } of [rest, whole]) await engine.close();
});
