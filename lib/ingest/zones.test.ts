import { expect, test } from "vitest";
import { transitions, validZone } from "./zones";

const hour = 3_600_000_000;

/** The offset that Intl shows at a moment, in seconds. */
function shown(zone: string, micros: number): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(micros / 1000);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return (local - Math.floor(micros / 1_000_000) * 1000) / 1000;
}

test.each([
  "UTC",
  "Europe/Berlin",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Asia/Kathmandu",
  "Africa/Casablanca",
])("offsets in %s are those of the tz database around every change", (zone) => {
  const [from, to] = [Date.UTC(2015, 0, 1) * 1000, Date.UTC(2027, 0, 1) * 1000];
  const found = transitions(zone, from, to);
  const offset = (micros: number) => found.findLast((transition) => transition.from <= micros)?.offsetSeconds;
  const moments = [...found.flatMap(({ from: at }) => [at - 1_000_000, at, at + hour]).filter((at) => at >= from), to];
  for (let at = from; at < to; at += 37 * 24 * hour) moments.push(at);
  expect(moments.map(offset)).toEqual(moments.map((at) => shown(zone, at)));
});

test("names that are no zone are told apart", () => {
  expect(["Europe/Berlin", "UTC", "Etc/GMT+5"].every(validZone)).toBe(true);
  expect(["", "Mars/Olympus", "Europe/Berlin'; --", "__proto__"].some(validZone)).toBe(false);
});
