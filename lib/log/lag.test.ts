import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import { arrowFile, textColumns, type TextRow } from "../testing/files";
import { lags } from "./lag";
import type { Study } from "./study";
import { emptied, engines, loaded } from "./testing";

const hour = 3_600_000;
const start = Date.parse("2025-03-01T10:00:00Z");

/** An event recorded so many hours after it occurred; not stated where null. */
const said = (i: number, source: string | null, type: string, hours: number | null): TextRow => ({
  event_id: String(i),
  type,
  subject: "A",
  occurred_at: new Date(start + i * 60_000).toISOString(),
  recorded_at: hours === null ? null : new Date(start + i * 60_000 + hours * hour).toISOString(),
  source,
});

const rows = [
  ...Array.from({ length: 19 }, (_, i) => said(i, "app", "Took", 0.5)),
  said(19, "app", "Took", 72),
  ...[1, 2, 30, 400].map((hours, i) => said(20 + i, "clinic", "Seen", hours)),
  said(24, null, "Seen", 5),
  said(25, "app", "Seen", null),
];

describe.each(Object.entries(engines))("recording lag on %s", (_, open) => {
  let engine: Engine;
  let study: Study;
  beforeAll(async () => {
    engine = await open();
    study = await loaded(await emptied(engine), [arrowFile("lag.arrow", textColumns(rows))]);
  }, 60_000);
  afterAll(() => engine.close());

  test("is the nearest rank of the lags by source and type, events without a recording left out", async () => {
    const { all, sources, types } = await lags(study, "2999-01-01T00:00:00Z");
    expect(sources).toEqual([
      { name: "app", events: 20, median: 30, p95: 30, late: 0.05 },
      { name: "clinic", events: 4, median: 120, p95: 400 * 60, late: 0.5 },
      { name: null, events: 1, median: 300, p95: 300, late: 0 },
    ]);
    expect(types).toEqual([
      { name: "Took", events: 20, median: 30, p95: 30, late: 0.05 },
      { name: "Seen", events: 5, median: 300, p95: 400 * 60, late: 0.4 },
    ]);
    expect(all).toEqual({ name: null, events: 25, median: 30, p95: 72 * 60, late: 3 / 25 });
  });

  test("is that of what was recorded by the moment", async () => {
    const { all, sources } = await lags(study, "2025-03-01T20:00:00Z");
    expect(all).toMatchObject({ events: 22, late: 0 });
    expect(sources.map(({ name, events }) => [name, events])).toEqual([
      ["app", 19],
      ["clinic", 2],
      [null, 1],
    ]);
    expect(await lags(study, "1999-01-01T00:00:00Z")).toEqual({ all: null, sources: [], types: [] });
  });
});
