import { expect, test } from "vitest";
import { dayOfMoment, momentAt, timeOfMoment } from "./words";

test.each([
  ["2025-05-31", "14:30", "2025-05-31T12:30:00Z"],
  ["2025-05-31", "00:10", "2025-05-30T22:10:00Z"],
  ["2025-05-31", null, "2025-05-31"],
])("%s at %s is the same local day and time again", (day, time, given) => {
  const zone = "Europe/Berlin";
  expect(momentAt(day, time, zone)).toBe(given);
  expect([dayOfMoment(given, zone), timeOfMoment(given, zone)]).toEqual([day, time]);
});

test("a time that the clocks skip is the one an hour on", () => {
  expect(momentAt("2025-03-30", "02:30", "Europe/Berlin")).toBe("2025-03-30T01:30:00Z");
});
