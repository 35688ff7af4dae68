import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import type { Mapping } from "../ingest/mapping/mapping";
import { prepare } from "../ingest/prepare";
import { open } from "../ingest/read/open";
import { asKnown } from "../log/as-known";
import { erase } from "../log/erasure/erase";
import type { Study } from "../log/study";
import { bare, emptied, engines, loaded } from "../log/testing";
import { arrowFile, parquetFile, textColumns, type TextRow } from "../testing/files";
import { ask } from "./ask";
import { insights } from "./registry";
import { runs } from "../testing/runs";

/** Few, since each asks every question: a hundred are in lib/log/erasure. */
const times = { wasm: 1, node: 2 };
const moments = ["2025-01-06T00:00:00Z", null];
const day = (n: number) => `2025-01-${String(n + 1).padStart(2, "0")}`;

/** Events, some of them of the same id, some of which replace or withdraw others, in three files. */
const rows = fc.array(
  fc.record({
    file: fc.nat(2),
    subject: fc.constantFrom("anna", "bert", "carl", "dora"),
    id: fc.option(fc.nat(8), { freq: 4 }),
    names: fc.option(fc.nat(8), { freq: 2 }),
    type: fc.constantFrom("MedicineDispensed", "MedicineTaken", "EventRetracted"),
    at: fc.nat(9),
    days: fc.nat(3),
    fine: fc.boolean(),
  }),
  { minLength: 3, maxLength: 25 },
);
const cases = fc.record({
  rows,
  gone: fc.subarray(["anna", "bert", "carl", "dora"], { minLength: 1, maxLength: 3 }),
  first: fc.subarray([0, 1, 2], { minLength: 1 }),
  later: fc.array(fc.nat(2), { minLength: 1, maxLength: 4 }),
});

const text = ({ subject, id, names, type, at, days, fine }: Record<string, unknown>): TextRow => ({
  event_id: id === null ? null : String(id),
  type: String(type),
  subject: String(subject),
  occurred_at: fine ? `${day(Number(at))}T08:00:00Z` : "once",
  recorded_at: `${day(Number(at) + Number(days))}T08:00:00Z`,
  corrects: names === null ? null : String(names),
  item: "medA",
  days_supply: "2",
  reason: `said by ${String(subject)}`,
});

const sample = arrowFile(
  "sample",
  textColumns([text({ subject: "anna", id: 1, names: 2, type: "MedicineTaken", at: 0, days: 0, fine: true })]),
);

/** How all files are read, whatever little they hold. */
async function recognised(): Promise<Mapping> {
  const prepared = await prepare(await open(sample.blob, sample.name));
  if (!prepared.mapped) throw new Error("the sample is not recognised");
  return prepared.mapping;
}

async function answers(study: Study) {
  const told = [];
  for (const knownAt of moments) {
    const { erased: _, ...known } = await asKnown(study, knownAt);
    const cells = [];
    for (const insight of insights.values()) cells.push((await ask(study, insight, { params: {}, knownAt })).cells);
    told.push({ known, cells });
  }
  return told;
}

describe.each([
  ["node", engines.node],
  ["wasm", engines.wasm],
] as const)("erased stays erased on %s", (name, start) => {
  let here: Engine;
  let there: Engine;
  let mapping: Mapping;
  beforeAll(async () => {
    mapping = await recognised();
    [here, there] = [await start(), await start()];
  }, 60_000);
  afterAll(() => Promise.all([here.close(), there.close()]));

  test("whatever is loaded afterwards, and everybody else is as if they had never been in any file", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ rows: all, gone, first, later }) => {
        const file = (i: number, own: typeof all) => {
          const write = i === 1 ? parquetFile : arrowFile;
          const columns = textColumns(own.filter((row) => row.file === i).map(text));
          return Object.keys(columns).length > 0 ? [{ ...write(`${i}`, columns), mapping }] : [];
        };
        const study = await loaded(
          await emptied(here),
          first.flatMap((i) => file(i, all)),
        );
        const { study: left } = await erase(
          study,
          gone.map((id) => ({ namespace: "patient", id })),
          { by: "list", boot: () => bare(there), open: (source) => open(source.blob, source.name) },
        );
        let again = left;
        for (const i of later) again = await loaded(again, file(i, all));
        const others = all.filter(({ subject }) => !gone.includes(subject));
        const seen = [...new Set([...first, ...later])];
        const answered = again.events > 0 ? await answers(again) : [];
        const never = await loaded(
          await emptied(here),
          seen.flatMap((i) => file(i, others)),
        );
        expect([again.events, again.patients, again.now]).toEqual([never.events, never.patients, never.now]);
        if (never.events === 0) return;
        expect(again.digest).toBe(never.digest);
        expect(answered).toEqual(await answers(never));
      }),
      runs(times[name], times[name] * 10),
    );
  }, 600_000);
});
