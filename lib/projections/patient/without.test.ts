import { afterAll, beforeAll, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import { table } from "../../log/schema";
import type { Study } from "../../log/study";
import { emptied, engines, loaded } from "../../log/testing";
import { sql } from "../../sql";
import { simulated } from "../../testing/simulated";
import { asKnownAt, patientEvents } from "./events";
import { lanesOf } from "./lanes";
import { dayNumber, nothing, withEvent } from "./state";
import { walkOf } from "./walk";
import { withoutSupply } from "./without";

const history = simulated<unknown>({ patients: 25, months: 10, seed: 9 });
let held: Study | undefined;
const study = (): Study => {
  if (!held) throw new Error("not loaded");
  return held;
};
beforeAll(async () => {
  held = await loaded(await emptied(await engines.node()), [await history.file("events.parquet")]);
}, 120_000);
afterAll(async () => {
  await held?.engine.close();
  history.remove();
});

async function everybody() {
  const { engine, now } = study();
  const keys = decode(await engine.query(sql`SELECT key FROM ${table("subjects")} ORDER BY key`), { key: "integer" });
  const all = await patientEvents(
    study(),
    keys.flatMap(({ key }) => key ?? []),
  );
  return [...all.values()].map((events) => asKnownAt(events, now));
}

test("days without supply are those on which something was prescribed and nothing was in hand", async () => {
  const end = dayNumber(study().dataEnd) + 1;
  let days = 0;
  for (const events of await everybody()) {
    const stretches = lanesOf(events);
    const found = new Set(
      withoutSupply(stretches, end, 1).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)),
    );
    const has = (lane: string, day: number) =>
      stretches.some(
        (one) =>
          one.lane === lane &&
          one.what !== "stopped" &&
          dayNumber(one.from) <= day &&
          (one.to === null || dayNumber(one.to) >= day),
      );
    const first = Math.min(...stretches.filter(({ lane }) => lane === "supply").map(({ from }) => dayNumber(from)));
    const ended = events.find(({ role }) => role === "end")?.day;
    const last = ended === undefined ? end : dayNumber(ended);
    for (let day = Math.max(first, 0); day < end && Number.isFinite(first); day++) {
      const without = day < last && has("prescribed", day) && !has("supply", day);
      expect([day, found.has(day)]).toEqual([day, without]);
      days += Number(without);
    }
  }
  expect(days).toBeGreaterThan(100);
});

test("the state after so many events is that of folding them", async () => {
  for (const events of (await everybody()).slice(0, 6)) {
    const after = walkOf(events);
    for (const count of [0, 1, 127, 128, 129, 200, events.length]) {
      const some = events.slice(0, count);
      expect([...after(count)]).toEqual([...some.reduce(withEvent, nothing)]);
    }
  }
});

test("where nobody ordered anything, days between supplies are without, and not those after the last", async () => {
  const end = dayNumber(study().dataEnd) + 1;
  let gaps = 0;
  for (const events of await everybody()) {
    const stretches = lanesOf(events).filter(({ lane }) => lane !== "prescribed");
    const last = Math.max(...stretches.filter(({ lane }) => lane === "supply").map(({ from }) => dayNumber(from)));
    const found = withoutSupply(stretches, end, 1);
    for (const { from, to } of found) {
      expect(to).toBeLessThanOrEqual(last);
      const held = stretches.filter(({ lane, to: until }) => lane === "supply" && until !== null);
      expect(held.some((one) => dayNumber(one.from) < to && dayNumber(one.to ?? one.from) >= from)).toBe(false);
    }
    gaps += found.length;
  }
  expect(gaps).toBeGreaterThan(10);
});
