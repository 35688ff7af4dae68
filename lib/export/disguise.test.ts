import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { hasherOf, newErasureKey } from "../ingest/read/erase/erasures";
import { table } from "../log/schema";
import { emptied, engines, loaded } from "../log/testing";
import { sql } from "../sql";
import { textFile } from "../testing/files";
import { runs } from "../testing/runs";
import { keyed, moved, withDisguise } from "./disguise";

describe.each(Object.entries(engines))("on %s", (name, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  const one = async (value: ReturnType<typeof sql>) =>
    decode(await engine.query(sql`SELECT ${value} AS value`), { value: "text" })[0]?.value;

  test("what the database keys is HMAC-SHA-256, whatever the text", async () => {
    const key = fc.string({ unit: fc.constantFrom(...Array.from("0123456789abcdef")), minLength: 64, maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(
        key,
        fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 3 }),
        async (secret, parts) => {
          const said = ["patient", ...parts].join("\0");
          const found = await one(
            keyed(
              secret,
              "patient",
              parts.map((part) => sql`${part}`),
            ),
          );
          expect(found).toBe(createHmac("sha256", Buffer.from(secret, "hex")).update(said).digest("hex"));
        },
      ),
      runs(name === "wasm" ? 20 : 200, 2000),
    );
  });

  test("each patient has one pseudonym under a key and another under another, and is moved by whole weeks, never by none", async () => {
    const ids = Array.from({ length: 400 }, (_, i) => `P${i}`);
    const study = await loaded(
      await emptied(engine),
      textFile(
        "ids.arrow",
        ids.map((subject, i) => ({
          event_id: String(i),
          type: "SurveyCompleted",
          subject,
          occurred_at: "2025-01-01T10:00:00Z",
        })),
      ),
    );
    const [key, other] = [newErasureKey(), newErasureKey()];
    const under = (secret: string, shift: boolean) =>
      withDisguise(engine, { key: secret, shift }, async (patients) =>
        decode(
          await engine.query(
            sql`SELECT id, patient, number::BIGINT AS number, shift::BIGINT AS shift FROM ${patients} p JOIN ${table("subjects")} s ON s.key = p.subject ORDER BY id`,
          ),
          { id: "text", patient: "text", number: "integer", shift: "integer" },
        ),
      );
    const [first, again, others, still] = [
      await under(key, true),
      await under(key, true),
      await under(other, true),
      await under(key, false),
    ];
    expect(study.patients).toBe(400);
    expect(again).toEqual(first);
    expect(new Set(first.map(({ patient }) => patient)).size).toBe(400);
    expect(first.every(({ patient }) => /^p[0-9a-f]{16}$/.test(patient ?? ""))).toBe(true);
    expect(others.filter(({ patient }, i) => patient === first[i]?.patient)).toEqual([]);
    expect(still.map(({ patient, shift }) => [patient, shift])).toEqual(first.map(({ patient }) => [patient, 0]));
    const weeks = first.map(({ shift }) => (shift ?? 0) / 7);
    expect(weeks.every((week) => Number.isInteger(week) && week !== 0 && Math.abs(week) <= 26)).toBe(true);
    // Every one of 52 weeks is as likely.
    expect(new Set(weeks).size).toBeGreaterThan(45);
    expect(first.map(({ number }) => number)).not.toEqual(first.map((_, i) => i + 1));
    // The pseudonym is no part of the hash by which marks and erasures know a patient.
    expect(hasherOf(key)("patient", "P0")).not.toContain(first[0]?.patient?.slice(1));
  });

  test.each([
    ["1961-02-28", "1961-03-07"],
    ["2024-02-28T23:30:00Z", "2024-03-06T23:30:00Z"],
    ["1961", "1961"],
    ["2025-13-40", "2025-13-40"],
    ["born 1961-02-28", "born 1961-02-28"],
    ["", ""],
  ])("words that begin with a day are moved: “%s” to “%s”", async (given, expected) => {
    expect(await one(moved(sql`${given}::VARCHAR`, "words", sql`7`))).toBe(expected);
  });
});
