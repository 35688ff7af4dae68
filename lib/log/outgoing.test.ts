import { expect, test } from "vitest";
import { joined, type Outgoing, outgoingSchema, type Sent, withKey, withPublished, withSent } from "./outgoing";
import { settingsOf } from "./settings";

const sent = (at: string): Sent => ({
  at,
  what: "events",
  file: "events.parquet",
  rows: 3,
  patients: 2,
  reason: "a trial",
  ids: "pseudonyms",
  shifted: false,
  encrypted: true,
  without: ["reason"],
  knownAt: null,
  digest: "d",
  sha256: "0".repeat(64),
});
const [first, second, third] = ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"].map(sent);
if (!first || !second || !third) throw new Error("three were made");

test("a study has one key, whatever leaves when", () => {
  const begun = withKey(null);
  expect(withKey(begun)).toBe(begun);
  expect(withSent(begun, first).key).toBe(begun.key);
  expect(withKey(null).key).not.toBe(begun.key);
  expect(outgoingSchema.parse(withPublished(withSent(begun, first), { counts: [] }))).toMatchObject({ sent: [first] });
});

test("what readers have already is not told twice", () => {
  const once = withPublished(null, { name: "a", counts: [1] });
  expect(withPublished(once, { name: "a", counts: [1] })).toBe(once);
  expect(withPublished(once, { name: "a", counts: [2] }).published).toHaveLength(2);
});

test("what left before the kept study was found joins what it knows, in order of time, each once", () => {
  const kept = withSent(withSent(withPublished(null, "old"), first), third);
  const here = withSent(withSent(withPublished(null, "new"), second), third);
  expect(joined(kept, here)).toEqual({ key: kept.key, sent: [first, second, third], published: ["old", "new"] });
  expect(joined(kept, kept)).toEqual(kept);
  expect([joined(null, here), joined(kept, null), joined(null, null)]).toEqual([here, kept, null]);
});

test("settings that were kept before there was such a list have none", () => {
  const { outgoing } = settingsOf({ cohorts: [] });
  expect(outgoing).toBeNull();
  const held: Outgoing = withSent(null, first);
  expect(settingsOf(JSON.parse(JSON.stringify({ outgoing: held }))).outgoing).toEqual(held);
});
