import { openAsBlob } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import { momentOf } from "../../log/moment";
import { table } from "../../log/schema";
import type { Study } from "../../log/study";
import { emptied, engines, loaded } from "../../log/testing";
import { sql } from "../../sql";
import { type Change, changesBetween } from "./changes";
import { asKnownAt, type PatientEvent, patientEvents } from "./events";

let demo: Study | undefined;
let patients: ReadonlyMap<number, readonly PatientEvent[]> = new Map();
beforeAll(async () => {
  const blob = await openAsBlob(join(import.meta.dirname, "../../../public/demo/events.parquet"));
  demo = await loaded(await emptied(await engines.node()), [{ name: "demo.parquet", blob }]);
  const keys = decode(await demo.engine.query(sql`SELECT key FROM ${table("subjects")}`), { key: "integer" });
  patients = await patientEvents(
    demo,
    keys.flatMap(({ key }) => key ?? []),
  );
});
afterAll(() => demo?.engine.close());

const utc = (moment: string) => momentOf(moment, "UTC") ?? "";
let rows = 0;

/** A version that happened on 1 May 2025 at noon and holds from its recording on. */
function version(id: string, recorded: string, more: Partial<PatientEvent> = {}): PatientEvent {
  const recordedAt = utc(recorded);
  return {
    id,
    names: null,
    position: null,
    type: "MedicineTaken",
    role: "intake",
    item: "tamoxifen",
    day: "2025-05-01",
    occurredAt: utc("2025-05-01T12:00:00Z"),
    recordedAt,
    recordedBy: "Dr 12",
    source: "clinic",
    unit: "mg",
    reason: null,
    dose: 20,
    perDay: null,
    daysSupply: null,
    value: null,
    until: null,
    segment: 0,
    row: rows++,
    traits: [],
    held: [{ from: recordedAt, until: null }],
    ...more,
  };
}
const until = (recorded: string, end: string) => ({ held: [{ from: utc(recorded), until: utc(end) }] });
const retraction = (id: string, names: string, recorded: string, more: Partial<PatientEvent> = {}) =>
  version(id, recorded, { names, type: "EventRetracted", role: "retraction", item: null, dose: null, ...more });

const may = (day: number) => `2025-05-${String(day).padStart(2, "0")}T08:00:00Z`;
const [may2, may5, may9, may12, may20] = [may(2), may(5), may(9), may(12), may(20)];

const short = ({ kind, at, was, now, by, of }: Change) => ({
  kind,
  at: at.slice(0, 10),
  was: was.map(({ id }) => id),
  now: now.map(({ id }) => id),
  by: by?.id ?? null,
  of: of.id,
});

test("a correction, by another event or by another version of the same, is paired with what it replaced", () => {
  const by = [version("1", may2, until(may2, may9)), version("2", may9, { names: "1", dose: 10 })];
  expect(changesBetween(by, utc(may5), utc(may20)).told.map(short)).toEqual([
    { kind: "corrected", at: "2025-05-09", was: ["1"], now: ["2"], by: "2", of: "1" },
  ]);
  const again = [version("1", may2, until(may2, may9)), version("1", may9, { dose: 10 })];
  expect(changesBetween(again, utc(may5), utc(may20)).told.map(short)).toEqual([
    { kind: "corrected", at: "2025-05-09", was: ["1"], now: ["1"], by: "1", of: "1" },
  ]);
});

test("a correction of a correction is one change, made by the last", () => {
  const all = [
    version("1", may2, until(may2, may5)),
    version("2", may5, { names: "1", ...until(may5, may9) }),
    version("3", may9, { names: "2" }),
  ];
  expect(changesBetween(all, utc(may2), utc(may20)).told.map(short)).toEqual([
    { kind: "corrected", at: "2025-05-09", was: ["1"], now: ["3"], by: "3", of: "1" },
  ]);
});

test("what is withdrawn, and what counts again since its withdrawal was withdrawn", () => {
  const held = [
    { from: utc(may2), until: utc(may5) },
    { from: utc(may12), until: null },
  ];
  const all = [
    version("1", may2, { held }),
    retraction("r", "1", may5, until(may5, may12)),
    retraction("s", "r", may12),
  ];
  expect(changesBetween(all, utc(may2), utc(may9)).told.map(short)).toEqual([
    { kind: "withdrawn", at: "2025-05-05", was: ["1"], now: ["r"], by: "r", of: "1" },
  ]);
  expect(changesBetween(all, utc(may9), utc(may20)).told.map(short)).toEqual([
    { kind: "restored", at: "2025-05-12", was: ["r"], now: ["1", "s"], by: "s", of: "1" },
  ]);
});

test("what was learnt and withdrawn in between is told by its withdrawal, of what it was", () => {
  const all = [version("1", may5, until(may5, may9)), retraction("r", "1", may9)];
  expect(changesBetween(all, utc(may2), utc(may20)).told.map(short)).toEqual([
    { kind: "withdrawn", at: "2025-05-09", was: [], now: ["r"], by: "r", of: "1" },
  ]);
});

test("another event at the same place of a stream takes over; one whose successor is not known has ended", () => {
  const clash = [version("1", may2, { position: "p", ...until(may2, may9) }), version("2", may9, { position: "p" })];
  expect(changesBetween(clash, utc(may5), utc(may20)).told.map(short)).toEqual([
    { kind: "corrected", at: "2025-05-09", was: ["1"], now: ["2"], by: "2", of: "1" },
  ]);
  expect(changesBetween(clash.slice(0, 1), utc(may5), utc(may20)).told.map(short)).toEqual([
    { kind: "ended", at: "2025-05-09", was: ["1"], now: [], by: null, of: "1" },
  ]);
});

test("new facts are told where they are late, by their first recording, and counted where they are not", () => {
  const all = [
    version("late", may9),
    version("prompt", may2, { row: 900 }),
    version("first", may2, until(may2, may9)),
    version("second", may9, { names: "first" }),
    version("alike", may2),
    version("alike", may2),
  ];
  const { told, prompt } = changesBetween(all, utc("2025-05-01T00:00:00Z"), utc(may20));
  expect(told.map((change) => [short(change), change.late])).toEqual([
    [{ kind: "corrected", at: "2025-05-09", was: [], now: ["second"], by: "second", of: "first" }, 0],
    [{ kind: "late", at: "2025-05-09", was: [], now: ["late"], by: "late", of: "late" }, 7],
  ]);
  expect(prompt.map(({ id }) => id).toSorted()).toEqual(["alike", "alike", "prompt"]);
  expect(changesBetween(all, utc("2025-05-01T00:00:00Z"), utc(may20), 10).told.map(short)).toMatchObject([
    { kind: "corrected", of: "first" },
  ]);
});

test.each([
  ["2025-03-31", "2025-04-30"],
  ["2025-06-30", "2026-01-15"],
  ["2024-12-31", "2027-01-01"],
])("of every patient of the demo from %s to %s, each version that differs is in one change or count", (a, b) => {
  const [since, to] = [utc(a), utc(b)];
  let [differing, told] = [0, 0];
  for (const versions of patients.values()) {
    const [before, after] = [asKnownAt(versions, since), asKnownAt(versions, to)];
    const [was, now] = [new Set(before), new Set(after)];
    const changes = changesBetween(versions, since, to);
    const lost = changes.told.flatMap((one) => one.was);
    const come = [...changes.told.flatMap((one) => one.now), ...changes.prompt];
    expect(lost.length + come.length).toBe(new Set([...lost, ...come]).size);
    expect(new Set(lost)).toEqual(new Set(before.filter((one) => !now.has(one))));
    expect(new Set(come)).toEqual(new Set(after.filter((one) => !was.has(one))));
    const applied = [...before.filter((one) => !lost.includes(one)), ...come];
    expect(new Set(applied)).toEqual(now);
    expect(changes.told.map(({ at }) => at)).toEqual(changes.told.map(({ at }) => at).toSorted());
    expect(changesBetween(versions.toReversed(), since, to).told.map(short)).toEqual(changes.told.map(short));
    for (const { kind, by, was: lostHere, of } of changes.told)
      if (kind === "corrected")
        expect(
          [...lostHere, of].some(({ id, position }) => [by?.id, by?.names].includes(id) || by?.position === position),
        ).toBe(true);
    differing += lost.length + come.length;
    told += changes.told.length;
  }
  expect([differing > 1000, told > 50, told < differing]).toEqual([true, true, true]);
});

test("of the whole demo what is corrected and withdrawn are the events that say so", async () => {
  const kinds = [...patients.values()].flatMap((versions) =>
    changesBetween(versions, utc("2020-01-01"), utc("2100-01-01")).told.map(({ kind }) => kind),
  );
  if (!demo) throw new Error("not loaded");
  const found = decode(
    await demo.engine.query(
      sql`SELECT count(*)::BIGINT AS n FROM ${table("received")} JOIN ${table("roles")} USING (type) WHERE role = 'retraction' AND standing <> 1`,
    ),
    { n: "integer" },
  );
  expect(kinds.filter((kind) => kind === "withdrawn").length).toBe(found[0]?.n);
  expect(kinds.filter((kind) => kind === "corrected").length).toBeGreaterThan(500);
});
