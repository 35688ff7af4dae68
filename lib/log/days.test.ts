import { Int64, TimestampMicrosecond, vectorFromArray } from "apache-arrow";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { mappingSchema } from "../ingest/mapping/mapping";
import { sql } from "../sql";
import { arrowFile, textColumn, textColumns, type TextRow } from "../testing/files";
import { runs } from "../testing/runs";
import { localDay, zoned } from "../testing/zoned";
import { table } from "./schema";
import type { Study } from "./study";
import { emptied, engines, loaded } from "./testing";

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Pacific/Kiritimati",
  "Etc/GMT+12",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "UTC",
];

const minute = 60_000;
/** Moments around every midnight of the zones and around the changes of the clocks in 2025 and 2026, to the minute. */
const changes = [
  "2025-03-09T07:00Z",
  "2025-03-30T01:00Z",
  "2025-10-26T01:00Z",
  "2025-11-02T06:00Z",
  "2026-03-29T01:00Z",
].map((moment) => Date.parse(moment));
const moments = [...changes, Date.parse("2025-07-01T00:00Z"), Date.parse("2024-02-29T12:00Z")].flatMap((at) =>
  Array.from({ length: 49 }, (_, i) => at + (i - 24) * 60 * minute).flatMap((hour) => [
    hour - 1,
    hour,
    hour + 29 * minute,
  ]),
);
const cases = [
  ...zones.flatMap((zone) => moments.map((moment) => ({ zone, moment }))),
  ...fc.sample(zoned, runs(1000, 10_000)),
];

const days = async ({ engine }: Study): Promise<(string | null)[]> =>
  decode(await engine.query(sql`SELECT day FROM ${table("received")} ORDER BY row`), { day: "date" }).map(
    ({ day }) => day,
  );

const row = (i: number, more: TextRow): TextRow => ({ event_id: String(i), type: "Seen", subject: "A", ...more });

describe.each(Object.entries(engines))("local days on %s", (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  test("are those of each row's zone, across changes of the clocks", async () => {
    const file = arrowFile("zones.arrow", {
      ...textColumns(cases.map(({ zone }, i) => row(i, { zone }))),
      occurred_at: vectorFromArray(
        cases.map(({ moment }) => new Date(moment)),
        new TimestampMicrosecond("UTC"),
      ),
    });
    const found = await days(await loaded(await emptied(engine), [file]));
    expect(found.length).toBe(cases.length);
    const differing = cases.flatMap(({ zone, moment }, i) =>
      found[i] === localDay(moment, zone) ? [] : `${zone} ${new Date(moment).toISOString()} ${found[i]}`,
    );
    expect(differing.slice(0, 10)).toEqual([]);
  });

  test("are those of the mapping's zone where a row names none, or one that is none", async () => {
    const mapping = mappingSchema.parse({
      version: 1,
      name: "m",
      zone: "America/New_York",
      type: { constant: "Seen" },
      subject: { from: ["subject"] },
      occurredAt: { from: ["at"], unit: "s" },
      zoneColumn: { from: ["zone"] },
    });
    const seconds = moments.map((moment) => BigInt(Math.floor(moment / 1000)));
    const file = arrowFile("plain.arrow", {
      subject: textColumn(seconds.map(String)),
      zone: textColumn(seconds.map((_, i) => [null, "Mars/Olympus", "'; DROP TABLE x"][i % 3] ?? null)),
      at: vectorFromArray(seconds, new Int64()),
    });
    const study = await loaded(await emptied(engine), [{ ...file, mapping }]);
    expect(await days(study)).toEqual(seconds.map((second) => localDay(Number(second) * 1000, "America/New_York")));
  });

  test("are those that a row's own offset writes, before any zone", async () => {
    const written = [
      ["2025-03-30T23:30:00+14:00", "2025-03-30", "2025-03-30T09:30:00Z"],
      ["2025-03-30T00:30:00-12:00", "2025-03-30", "2025-03-30T12:30:00Z"],
      ["2025-10-26 02:30:00.25+01", "2025-10-26", "2025-10-26T01:30:00.25Z"],
      ["2025-12-31T23:59:59-0500", "2025-12-31", "2026-01-01T04:59:59Z"],
      ["2025-06-30T23:30:00Z", "2025-07-01", "2025-06-30T23:30:00Z"],
    ] as const;
    const file = arrowFile(
      "offsets.arrow",
      textColumns(written.map(([occurred_at], i) => row(i, { occurred_at, zone: "Europe/Berlin" }))),
    );
    const study = await loaded(await emptied(engine), [file]);
    expect(await days(study)).toEqual(written.map(([, day]) => day));
    const at = decode(await engine.query(sql`SELECT occurred_at AS at FROM ${table("received")} ORDER BY row`), {
      at: "moment",
    });
    expect(at.map((one) => Date.parse(one.at ?? ""))).toEqual(written.map(([, , moment]) => Date.parse(moment)));
  });

  test("of bare dates are those dates, in every zone", async () => {
    const dates = ["2025-03-30", "2025-10-26", "2024-02-29", "2025-01-01", "1950-01-01"];
    const all = zones.flatMap((zone) => dates.map((date) => ({ zone, date })));
    const file = arrowFile(
      "dates.arrow",
      textColumns(all.map(({ zone, date }, i) => row(i, { zone, occurred_at: date }))),
    );
    expect(await days(await loaded(await emptied(engine), [file]))).toEqual(all.map(({ date }) => date));
  });

  test("of an end at midnight are the day before", async () => {
    const ends = [
      ["2025-03-31T00:00:00+02:00", "2025-03-30"],
      ["2025-03-30T22:00:00Z", "2025-03-30"],
      ["2025-03-30T22:00:01Z", "2025-03-31"],
      ["2025-03-31", "2025-03-31"],
    ] as const;
    const file = arrowFile(
      "ends.arrow",
      textColumns(
        ends.map(([until], i) => row(i, { until, zone: "Europe/Berlin", occurred_at: "2025-03-01T10:00:00Z" })),
      ),
    );
    const study = await loaded(await emptied(engine), [file]);
    const found = decode(
      await study.engine.query(sql`SELECT until_day AS day FROM ${table("received")} ORDER BY row`),
      { day: "date" },
    );
    expect(found.map(({ day }) => day)).toEqual(ends.map(([, day]) => day));
  });
});
