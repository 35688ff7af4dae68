import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { mappingSchema } from "../ingest/mapping/mapping";
import { wholeRow } from "../log/catalogue";
import { emptied, engines, loaded, tableCounts } from "../log/testing";
import type { Study } from "../log/study";
import { sql } from "../sql";
import { arrowFile, textColumns, type TextRow } from "../testing/files";
import { ask } from "./ask";
import { behind, eventsBehind } from "./behind";
import { insightNamed } from "./testing";

const hostile = [
  `it's "quoted"`,
  `'; DROP TABLE log.main.received; --`,
  `"; DROP TABLE log.main.received; --`,
  "a\0b",
  "<img src=x onerror=alert(1)>",
  "__proto__",
  "constructor",
  "x".repeat(999),
  "👩🏽‍⚕️ emoji",
  "‮right to left שלום",
  "\\'); --",
  "$$ SELECT 1 $$",
  "%_?{}",
  "new\nline\ttab",
];
/** Names that a column can have: Arrow ends a name at NUL. */
const names = hostile.filter((text) => !text.includes("\0"));

describe.each(Object.entries(engines))("hostile text on %s", (_, start) => {
  let engine: Engine;
  let study: Study;
  const rows: TextRow[] = hostile.map((text, i) => ({
    event_id: `${text} ${i}`,
    type: text,
    subject: text,
    occurred_at: `2025-0${1 + (i % 6)}-10T10:00:00Z`,
    item: text,
    source: text,
    recorded_by: text,
    unit: text,
    reason: text,
    zone: text,
    topic: text,
    arm: text,
    sex: text,
    payload: text,
    days_supply: "30",
  }));
  beforeAll(async () => {
    engine = await start();
    study = await loaded(await emptied(engine), [arrowFile("it's \"; DROP TABLE.arrow", textColumns(rows))]);
  }, 60_000);
  afterAll(() => engine.close());

  test("is kept as it is, in values and ids", async () => {
    const { cells } = await ask(study, insightNamed("events-over-time"), { params: { unit: "year" }, knownAt: null });
    expect(new Set(cells.map((cell) => cell["group"]))).toEqual(new Set(hostile));
    expect(cells.every((cell) => cell["events"] === 1 && cell["patients"] === 1)).toBe(true);
  });

  test.each(["item", "source", "recorded by", "unit", "reason", "arm", "sex"])(
    "is a group of its own by %s",
    async (breakdown) => {
      const insight = insightNamed("events-over-time");
      const question = { params: { unit: "year", breakdown }, knownAt: null };
      const { cells } = await ask(study, insight, question);
      expect(new Set(cells.map((cell) => cell["group"]))).toEqual(new Set(hostile));
      for (const cell of cells) {
        const { total, patients } = await behind(study, insight, question, cell);
        expect([total, patients[0]?.id]).toEqual([1, cell["group"]]);
        const [event] = await eventsBehind(study, insight, question, cell, patients[0]?.subject ?? -1);
        expect(event?.type).toBe(cell["group"]);
      }
    },
  );

  test("in a question finds exactly itself", async () => {
    const before = await tableCounts(engine);
    for (const text of hostile) {
      const { cells } = await ask(study, insightNamed("events-over-time"), {
        params: { types: [text] },
        knownAt: null,
      });
      expect(
        cells.map((cell) => cell["group"]),
        text,
      ).toEqual([text]);
      const none = await ask(study, insightNamed("events-over-time"), {
        params: { types: [`${text}?`], breakdown: text },
        knownAt: null,
      });
      expect(none.cells).toEqual([]);
      await ask(study, insightNamed("adherence-over-time"), {
        params: { items: [text], breakdown: text },
        knownAt: null,
      });
      await ask(study, insightNamed("retention"), { params: { types: [text] }, knownAt: null });
    }
    const logOf = (counts: Record<string, number>) =>
      Object.entries(counts).filter(([table]) => table.startsWith("log."));
    expect(logOf(await tableCounts(engine))).toEqual(logOf(before));
  });

  test("in names of columns and traits stays a name", async () => {
    const wide = names.map((_, i) => ({
      who: `P${i}`,
      at: "2025-03-01T10:00:00Z",
      ...Object.fromEntries(names.map((name) => [name, `${name} ${i}`])),
    }));
    const mapping = mappingSchema.parse({
      version: 1,
      name: hostile[1],
      namespace: hostile[2],
      idSpace: hostile[0],
      id: [names[0]],
      type: { from: [names[1], names[2]] },
      subject: { from: ["who"] },
      occurredAt: { from: ["at"] },
      item: { from: [names[3]], codes: { [`${names[3]} 0`]: `'; DROP TABLE x; --` } },
      traits: Object.fromEntries(names.filter((name) => name !== "__proto__").map((name) => [name, { from: [name] }])),
    });
    const other = await loaded(await emptied(await start()), [
      { ...arrowFile("wide.arrow", textColumns(wide)), mapping },
    ]);
    expect(other.segments[0]?.counts).toMatchObject({ fresh: names.length, quarantined: 0 });
    const named = names.filter((name) => name !== "__proto__");
    for (const breakdown of named) {
      const { cells } = await ask(other, insightNamed("events-over-time"), { params: { breakdown }, knownAt: null });
      expect(new Set(cells.map((cell) => cell["group"]))).toEqual(new Set(names.map((_, i) => `${breakdown} ${i}`)));
    }
    const whole = await wholeRow(other, 0, 1);
    for (const name of named) expect(whole[name]).toBe(`${name} 1`);
    await other.engine.close();
  });

  test("runs one statement, whatever it says", async () => {
    for (const text of hostile) {
      const [row] = decode(
        await engine.query(sql`SELECT ${text} AS t, length(${text})::BIGINT AS n, ${text} = ${text} AS same`),
        { t: "text", n: "integer", same: "boolean" },
      );
      expect(row).toMatchObject({ t: text, same: true });
    }
  });
});
