import { Float64, vectorFromArray } from "apache-arrow";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import { Failed } from "../failure";
import { open } from "../ingest/read/open";
import type { Encoded } from "../ingest/encode/encoded";
import type { Cell } from "../ingest/read/reader";
import { arrowFile, parquetFile, textColumns, type TestFile, type TextRow } from "../testing/files";
import { simulated } from "../testing/simulated";
import { emptied, engines, load, loaded, tableCounts } from "./testing";
import { runs } from "../testing/runs";

const small = simulated<unknown>({ patients: 5, months: 4, seed: 11 });
let history: TextRow[] = [];

const asText = (cell: Cell): string | null => (cell === null ? null : String(cell));

async function rowsOf(file: TestFile): Promise<TextRow[]> {
  const reader = await open(file.blob, file.name);
  const rows = await reader.rowsAt(Array.from({ length: reader.rows ?? 0 }, (_, i) => i));
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, asText(cell)])));
}

const plain = (id: string | null, value: string, more: TextRow = {}): TextRow => ({
  event_id: id,
  type: "SurveyCompleted",
  subject: "A",
  occurred_at: "2025-03-01T10:00:00Z",
  recorded_at: "2025-03-01T10:00:00Z",
  value,
  ...more,
});

async function* brokenAfter(batches: AsyncGenerator<Encoded>, file: string): AsyncGenerator<Encoded> {
  yield* batches;
  throw new Failed({ kind: "file", file, fault: "corrupt" });
}

beforeAll(async () => {
  history = await rowsOf(await small.file("events.parquet"));
}, 60_000);
afterAll(() => small.remove());

describe.each(Object.entries(engines))("ingest on %s", (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  test("accounts for every row of every file", async () => {
    const odd = [
      plain("1", "5"),
      plain("1", "5"),
      plain("1", "6"),
      plain("2", "not a number"),
      { ...plain("3", "1"), subject: null },
    ];
    const study = await loaded(await emptied(engine), [
      arrowFile("odd.arrow", textColumns(odd)),
      await small.file("events.parquet"),
      parquetFile("odd2.parquet", textColumns(odd)),
    ]);
    const counts = study.segments.map((segment) => segment.counts);
    expect(counts.map(({ rows }) => rows)).toEqual([5, history.length, 5]);
    for (const { rows, fresh, duplicates, conflicts, quarantined, reference } of counts)
      expect(fresh + duplicates + conflicts + quarantined + reference).toBe(rows);
    expect(counts[0]).toMatchObject({ quarantined: 2 });
    expect(counts[2]).toMatchObject({ duplicates: 3, quarantined: 2 });
  });

  test("says that a file loaded twice is nothing new, and stays as it was", async () => {
    const file = await small.file("events.parquet");
    const once = await loaded(await emptied(engine), [file]);
    const twice = await loaded(once, [{ ...file, name: "again.parquet" }]);
    expect(twice.segments[1]?.counts).toMatchObject({ rows: history.length, duplicates: history.length });
    expect(twice.segments[0]?.counts).toEqual(once.segments[0]?.counts);
    const { engine: _e, segments: _s, ...before } = once;
    expect(twice).toMatchObject(before);
  });

  test("takes equal rows without ids for separate events, once each however often their file comes", async () => {
    const rows = Array.from({ length: 3 }, () => ({
      patient_id: "A",
      date: "2025-01-05",
      days_supply: "30",
      item: "x",
    }));
    const file = arrowFile("dispensings.arrow", textColumns([...rows, { ...rows[0], date: "2025-02-05" }]));
    const once = await loaded(await emptied(engine), [file]);
    expect(once.events).toBe(4);
    const twice = await loaded(once, [{ ...file, name: "copy.arrow" }]);
    expect([twice.events, twice.digest]).toEqual([4, once.digest]);
    expect(twice.segments[1]?.counts.duplicates).toBe(4);
  });

  test("knows ids again that another file holds as doubles", async () => {
    const rows = [7, 8].map((n) => ({ type: "Seen", occurred_at: `2025-01-0${n}T10:00:00Z` }));
    const texts = arrowFile(
      "text.arrow",
      textColumns(rows.map((row, i) => ({ ...row, event_id: `${i + 1}`, subject: `${i + 7}` }))),
    );
    const doubles = arrowFile("double.arrow", {
      ...textColumns(rows),
      event_id: vectorFromArray([1, 2], new Float64()),
      subject: vectorFromArray([7, 8], new Float64()),
    });
    const study = await loaded(await emptied(engine), [texts, doubles]);
    expect([study.patients, study.events]).toEqual([2, 2]);
    expect(study.segments[1]?.counts).toMatchObject({ duplicates: 2 });
  });

  test("comes to the same log from any split and order of the files", async () => {
    const digests = new Map<string, number>();
    const whole = await loaded(await emptied(engine), [arrowFile("whole.arrow", textColumns(history))]);
    const { engine: _e, segments: _s, roles: _roles, traits: _traits, ...expected } = whole;
    const held = whole.segments[0]?.counts;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { minLength: history.length, maxLength: history.length }),
        fc.nat(5),
        async (parts, at) => {
          const files = [0, 1, 2, 3]
            .map((part) => history.filter((_, i) => parts[i] === part))
            .filter((rows) => rows.length > 0);
          const rotated = [...files.slice(at % files.length), ...files.slice(0, at % files.length)];
          const study = await loaded(
            await emptied(engine),
            rotated.map((rows, i) => arrowFile(`part${i}.arrow`, textColumns(rows))),
          );
          expect(study).toMatchObject(expected);
          const sum = (count: "rows" | "fresh" | "duplicates" | "conflicts") =>
            study.segments.reduce((all, { counts }) => all + counts[count], 0);
          expect([sum("rows"), sum("fresh"), sum("duplicates"), sum("conflicts")]).toEqual([
            held?.rows,
            held?.fresh,
            held?.duplicates,
            held?.conflicts,
          ]);
          digests.set(study.digest, study.events);
        },
      ),
      runs(4, 40),
    );
    expect([...digests.keys()]).toEqual([whole.digest]);
  });

  test("knows a study's zone and types' roles whatever the order of the files", async () => {
    const file = (name: string, zone: string, role: "intake" | "measure") => {
      const { blob } = arrowFile(
        name,
        textColumns([plain(name, "1", { type: "Odd", recorded_at: "2025-03-01T23:30:00Z" })]),
      );
      const from = (column: string) => ({ from: [column] });
      return {
        name,
        blob,
        mapping: {
          version: 1 as const,
          name,
          namespace: "patient",
          zone,
          id: ["event_id"],
          idSpace: "",
          reference: false,
          traits: {},
          roles: { Odd: role },
          type: from("type"),
          subject: from("subject"),
          occurredAt: from("occurred_at"),
          recordedAt: from("recorded_at"),
        },
      };
    };
    const [berlin, lagos] = [file("1", "Europe/Berlin", "intake"), file("2", "Asia/Tokyo", "measure")];
    const one = await loaded(await emptied(engine), [berlin, lagos]);
    const other = await loaded(await emptied(engine), [lagos, berlin]);
    expect([one.digest, one.zone, one.dataEnd]).toEqual([other.digest, other.zone, other.dataEnd]);
  });

  test("leaves everything as it was when it is cancelled", async () => {
    const study = await loaded(await emptied(engine), [await small.file("events.parquet")]);
    const before = await tableCounts(engine);
    const rows = Array.from({ length: 30_000 }, (_, i) =>
      plain(`new-${i}`, "3", { subject: `new-${i}`, type: `New${i % 50}`, sex: "female" }),
    );
    const file = parquetFile("big.parquet", textColumns(rows));
    for (const after of ["open", "read", "settle"] as const) {
      const stop = new AbortController();
      const cancelled = load(study, [file], {
        signal: stop.signal,
        onProgress: ({ stage }) => void (stage === after && setTimeout(() => stop.abort(), 5)),
      });
      await expect(cancelled, after).rejects.toMatchObject({ failure: { kind: "cancelled" } });
      expect(await tableCounts(engine)).toEqual(before);
    }
    const again = await loaded(study, [{ ...(await small.file("events.parquet")), name: "again" }]);
    expect(again).toMatchObject({ digest: study.digest, events: study.events, now: study.now });
  });

  test("lets a file that fails leave nothing of itself among those that load", async () => {
    const [good, late] = [plain("1", "5"), plain("2", "6")];
    const bad = arrowFile(
      "bad.arrow",
      textColumns([plain("9", "1", { subject: "Bad", type: "BadType", item: "bad item", sex: "male" })]),
    );
    const only = await loaded(await emptied(engine), [
      arrowFile("good.arrow", textColumns([good])),
      arrowFile("late.arrow", textColumns([late])),
    ]);
    const counts = await tableCounts(engine);
    const { study, refused } = await load(
      await emptied(engine),
      [arrowFile("good.arrow", textColumns([good])), bad, arrowFile("late.arrow", textColumns([late]))],
      {
        open: async ({ blob, name: file }) => {
          const reader = await open(blob, file);
          return file === "bad.arrow"
            ? { ...reader, encoded: (mapping, options) => brokenAfter(reader.encoded(mapping, options), file) }
            : reader;
        },
      },
    );
    expect(refused).toMatchObject([{ file: "bad.arrow", failure: { kind: "file", fault: "corrupt" } }]);
    expect(await tableCounts(engine)).toEqual(counts);
    expect([study.digest, study.patients, study.events]).toEqual([only.digest, only.patients, only.events]);
  });

  test("keeps the last recorded moment to the microsecond, so that the newest event is known now", async () => {
    const study = await loaded(await emptied(engine), [
      arrowFile("one.arrow", textColumns([plain("1", "5", { recorded_at: "2025-03-01T10:00:00.123456Z" })])),
    ]);
    expect(study.now).toBe("2025-03-01T10:00:00.123456Z");
  });
});
