import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { open } from "../ingest/read/open";
import { sql } from "../sql";
import { arrowFile, textColumns, type TextRow } from "../testing/files";
import { asKnown } from "./as-known";
import { knownAt } from "./known";
import { rebuild } from "./rebuild";
import { histories, momentOf, textOf } from "./resolve/histories";
import { inForce, type ModelRow } from "./resolve/model";
import { latestRecorded } from "./resolve/rule";
import type { Study } from "./study";
import { bare, emptied, engines, loaded } from "./testing";

type Files = readonly (readonly ModelRow[])[];
const moments = Array.from({ length: 12 }, (_, moment) => moment);
const identified = (files: Files): ModelRow[] =>
  files.flat().filter(({ id, position }) => id !== null || position !== null);
const split = (rows: readonly ModelRow[], parts: readonly number[]): ModelRow[][] =>
  [0, 1, 2, 3].map((part) => rows.filter((_, i) => parts[i % parts.length] === part));
const parts = fc.array(fc.nat(3), { minLength: 1, maxLength: 12 });

describe("by the definition", () => {
  const at = (files: Files, moment: number) =>
    inForce(files, latestRecorded, moment)
      .map((row) => JSON.stringify(row))
      .toSorted();
  const runs = { numRuns: 1000, seed: 11 };

  test("what comes twice is there once", () => {
    fc.assert(
      fc.property(histories, (files) => {
        for (const moment of moments) expect(at([...files, ...files], moment)).toEqual(at(files, moment));
      }),
      runs,
    );
  });

  test("neither the order of files nor, of what has an id or a position, their split counts", () => {
    fc.assert(
      fc.property(histories, parts, (files, given) => {
        const rows = identified(files);
        for (const moment of moments) {
          expect(at(files.toReversed(), moment)).toEqual(at(files, moment));
          expect(at(split(rows, given), moment)).toEqual(at([rows], moment));
        }
      }),
      runs,
    );
  });

  test("nothing that was recorded later touches an earlier view", () => {
    fc.assert(
      fc.property(histories, fc.nat(11), (files, moment) => {
        const before = files.map((rows) => rows.filter(({ recorded }) => recorded <= moment));
        expect(at(files, moment)).toEqual(at(before, moment));
      }),
      runs,
    );
  });
});

async function seen({ engine }: Study, moment: string): Promise<string[]> {
  const rows = decode(
    await engine.query(
      sql`SELECT e.value, t.text AS source, e.recorded_at::VARCHAR AS recorded FROM ${knownAt(moment)} e LEFT JOIN log.main.terms t ON t.key = e.source`,
    ),
    { value: "number", source: "text", recorded: "text" },
  );
  return rows.map((row) => JSON.stringify(row)).toSorted();
}

/** A hundred and more with LONG. */
const more = process.env["LONG"] ? 6 : 1;

describe.each([
  ["node", engines.node, 20],
  ["wasm", engines.wasm, 2],
] as const)("on %s", (_, start, times) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());
  const runs = { numRuns: times * more, seed: 13 };

  const fileOf = (rows: readonly TextRow[], name: string) =>
    rows.length > 0 ? [arrowFile(`${name}.arrow`, textColumns(rows))] : [];
  const filesOf = (files: Files) => files.flatMap((rows, i) => fileOf(rows.map(textOf), String(i)));
  const fresh = async (files: Files): Promise<Study> => loaded(await emptied(engine), filesOf(files));
  /** Loads rows and answers what stands for the log, how much of it there is, and that every row is accounted for. */
  function account({ segments, digest, events, now }: Study) {
    for (const { counts } of segments) {
      const { rows, ...kinds } = counts;
      expect(Object.values(kinds).reduce((sum, n) => sum + n, 0)).toBe(rows);
    }
    return { digest, events, now };
  }

  test("twice is once, and no order, split or way of coming in changes the log", async () => {
    await fc.assert(
      fc.asyncProperty(histories, parts, async (files, given) => {
        const once = account(await fresh(files));
        expect(account(await fresh(files.toReversed()))).toEqual(once);
        let study = await emptied(engine);
        for (const [i, rows] of files.entries()) study = await loaded(study, fileOf(rows.map(textOf), String(i)));
        expect(account(study)).toEqual(once);
        if (study.segments.length > 0) {
          const again = await rebuild(study, await bare(engine), { open: ({ blob, name }) => open(blob, name) });
          expect(account(again)).toEqual(once);
          expect(account(await loaded(again, filesOf(files)))).toEqual(once);
        }
        const rows = identified(files);
        const whole = account(await fresh([rows]));
        expect(account(await fresh(split(rows, given)))).toEqual(whole);
      }),
      runs,
    );
  }, 600_000);

  test("nothing that was recorded later touches an earlier view", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(11), async (files, day) => {
        const moment = momentOf(day);
        const before = files.map((rows) => rows.filter(({ recorded }) => recorded <= day));
        const then = await fresh(before);
        if (then.events === 0) return;
        const [rows, known] = [await seen(then, moment), await asKnown(then, moment)];
        const later = await fresh(files);
        expect(await seen(later, moment)).toEqual(rows);
        const { events, patients, conflicts, digest } = await asKnown(later, moment);
        expect({ events, patients, conflicts, digest }).toEqual({
          events: known.events,
          patients: known.patients,
          conflicts: known.conflicts,
          digest: known.digest,
        });
      }),
      runs,
    );
  }, 600_000);

  test("ties are broken the same way, whatever the order of rows", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), async (files, keys) => {
        const rows = files.flat().map((row) => ({ ...row, id: row.id ?? 1, position: null, recorded: 0 }));
        const shuffled = rows
          .map((row, i) => [keys[i] ?? 0, row] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, row]) => row);
        const study = await fresh([rows]);
        const [one, held] = [account(study), await seen(study, momentOf(1))];
        const other = await fresh([shuffled]);
        expect(account(other)).toEqual(one);
        expect(await seen(other, momentOf(1))).toEqual(held);
      }),
      runs,
    );
  }, 600_000);

  test("columns that nobody knows survive going out and coming in again", async () => {
    const cell = fc.option(fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }));
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).map((text) => `x ${text}`);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
        fc.array(cell, { minLength: 4, maxLength: 4 }),
        async (names, cells) => {
          const row: TextRow = {
            ...textOf({ id: 1, position: null, value: 1, source: "a", recorded: 0, names: null, withdraws: false }),
            ...Object.fromEntries(names.map((one, i) => [one, cells[i] ?? null])),
          };
          const study = await loaded(await emptied(engine), fileOf([row], "odd"));
          const again = await rebuild(study, await bare(engine), { open: ({ blob, name: file }) => open(blob, file) });
          const [whole] = (await again.segments[0]?.reader.rowsAt([0])) ?? [];
          expect(whole).toMatchObject(row);
          expect(again.digest).toBe(study.digest);
        },
      ),
      runs,
    );
  }, 600_000);
});
