import { Bool, Float64, Int32, Int64, TimestampMillisecond, vectorFromArray, type Vector } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { sha256Of } from "../sha256";
import { sql } from "../sql";
import { arrowFile, parquetFile, textColumn, textColumns } from "../testing/files";
import { studyFile, unpackStudies } from "./bundle/study-file";
import { catalogue, quarantine, wholeRow } from "./catalogue";
import { fileColumn, fileColumns } from "./columns";
import { table } from "./schema";
import type { Study } from "./study";
import { emptied, engines, loaded } from "./testing";

const time = "2025-03-01T10:00:00Z";
const first = {
  event_id: textColumn(["1", "2", "3"]),
  type: textColumn(["SurveyCompleted", "SurveyCompleted", "MoonSeen"]),
  subject: textColumn(["A", "B", "A"]),
  occurred_at: textColumn([time, time, time]),
  recorded_at: textColumn([time, time, time]),
  item: textColumn(["pain", "pain", null]),
  value: textColumn(["3", "4", null]),
  mood: textColumn(["calm", null, "bright"]),
};

const moments = () =>
  vectorFromArray([Date.parse(time), Date.parse(time), Date.parse(time)], new TimestampMillisecond());
/** The same events and more from a later release: columns added, dropped, renamed, in another order and of other types. */
const second: Record<string, Vector> = {
  rain: vectorFromArray([true, false, null], new Bool()),
  value: vectorFromArray([3, 4.5, null], new Float64()),
  "Recorded-At": moments(),
  OccurredAt: moments(),
  mood: textColumn(["calm", "sad", "bright"]),
  subject: textColumn(["A", "C", "A"]),
  Type: textColumn(["SurveyCompleted", "SurveyCompleted", "MoonSeen"]),
  "Event ID": vectorFromArray([1n, 12n, 3n], new Int64()),
  level: vectorFromArray([null, 2, null], new Int32()),
};

const rows = async ({ engine }: Study) =>
  decode(
    await engine.query(
      sql`SELECT segment, row, t.text AS type, value, standing::INTEGER AS standing FROM ${table("received")} r JOIN ${table("terms")} t ON t.key = r.type ORDER BY segment, row`,
    ),
    { segment: "integer", row: "integer", type: "text", value: "number", standing: "integer" },
  );

const said = async (study: Study, name: string) => {
  const { rows: where, words } = await fileColumn(study, name);
  return decode(
    await study.engine.query(sql`SELECT segment, row, text FROM ${where} JOIN ${words} USING (key) ORDER BY ALL`),
    { segment: "integer", row: "integer", text: "text" },
  ).map(({ segment, row, text }) => [segment, row, text]);
};

describe.each(Object.entries(engines))("schemas that evolve, on %s", (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  test("columns added, dropped, renamed, reordered and retyped are read by name, attributes as their union", async () => {
    const study = await loaded(await emptied(engine), [arrowFile("a.arrow", first), parquetFile("b.parquet", second)]);
    expect((await rows(study)).filter(({ segment }) => segment === 1)).toMatchObject([
      { row: 0, type: "SurveyCompleted", value: 3 },
      { row: 1, type: "SurveyCompleted", value: 4.5 },
      { row: 2, type: "MoonSeen", value: null },
    ]);
    expect(study.segments.map(({ counts: { rows: all, quarantined } }) => [all, quarantined])).toEqual([
      [3, 0],
      [3, 0],
    ]);
    expect(fileColumns(study)).toEqual(["level", "mood", "rain"]);
    expect(await said(study, "mood")).toEqual([
      [0, 0, "calm"],
      [0, 2, "bright"],
      [1, 0, "calm"],
      [1, 1, "sad"],
      [1, 2, "bright"],
    ]);
    expect(await said(study, "level")).toEqual([[1, 1, "2"]]);
  });

  test("the same facts under other names, orders and types are duplicates", async () => {
    const renamed = {
      mood: first.mood,
      Value: vectorFromArray([3, 4, null], new Float64()),
      Item: first.item,
      "recorded at": moments(),
      "occurred-at": moments(),
      SUBJECT: first.subject,
      "event-id": vectorFromArray([1, 2, 3], new Int32()),
      type: first.type,
      added: textColumn([null, null, null]),
    };
    const study = await loaded(await emptied(engine), [arrowFile("a.arrow", first), parquetFile("b.parquet", renamed)]);
    expect(study.segments.map(({ counts }) => counts)).toMatchObject([{ fresh: 3 }, { fresh: 0, duplicates: 3 }]);
  });

  test("a cast that would lose something sets the row aside with its text", async () => {
    const texts = [["abc"], ["3 or 4"], ["1e"], ["0x10"], ["4,5"], [" 5 "]].map(([value = ""], i) => ({
      event_id: `e${i}`,
      type: "SurveyCompleted",
      subject: "A",
      occurred_at: time,
      value,
    }));
    const study = await loaded(await emptied(engine), [
      arrowFile("numbers.arrow", first),
      parquetFile("texts.parquet", textColumns(texts)),
    ]);
    const { rows: aside } = await quarantine(study, 100);
    expect(aside.map(({ file, row, reason }) => [file, row, reason])).toEqual(
      [0, 1, 2, 3, 4].map((row) => ["texts.parquet", row, "value is not a number"]),
    );
    expect(await wholeRow(study, 1, 0)).toMatchObject({ value: "abc" });
    expect((await rows(study)).filter(({ segment }) => segment === 1)).toMatchObject([{ row: 5, value: 5 }]);
  });

  test("unknown types and columns are shown, and survive an export of the study", async () => {
    const study = await loaded(await emptied(engine), [arrowFile("a.arrow", first), parquetFile("b.parquet", second)]);
    const known = async (of: Study) => ({
      digest: of.digest,
      types: (await catalogue(of)).types,
      columns: fileColumns(of),
      rain: await said(of, "rain"),
      whole: [await wholeRow(of, 0, 2), await wholeRow(of, 1, 1)],
    });
    const before = await known(study);
    expect(before.types).toContainEqual(expect.objectContaining({ name: "MoonSeen", role: null }));
    expect(before.whole).toMatchObject([{ mood: "bright" }, { mood: "sad", level: 2, rain: false }]);
    const parts = await Promise.all(
      study.segments.map(async ({ file: name, blob, preset, mapping, erased, subset, counts }) => ({
        name,
        blob,
        preset,
        mapping,
        erased,
        subset,
        rows: counts.rows,
        verified: false,
        sha256: await sha256Of(blob),
      })),
    );
    const given = { name: "s.tar", blob: studyFile(parts), verified: false, stated: null };
    const { sources, refused } = await unpackStudies([given], sha256Of);
    expect(refused).toEqual([]);
    expect(await known(await loaded(await emptied(engine), sources))).toEqual(before);
  });
});
