import { expect, test } from "vitest";
import { calendar, zones } from "./calendar";

const days = calendar("2025-01-01", 18);
const local = (zone: number, seconds: number) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zones[zone] ?? "", dateStyle: "short", timeStyle: "medium" }).format(
    seconds * 1000,
  );

test("eighteen months cross every change of the clocks in both zones", () => {
  expect(days.changes).toEqual({
    "Europe/Berlin": ["2025-03-30", "2025-10-26", "2026-03-29"],
    "America/New_York": ["2025-03-09", "2025-11-02", "2026-03-08"],
  });
});

test.each([0, 1])("wall-clock times hold on every day in zone %i", (zone) => {
  for (let day = 0; day < days.days; day++) {
    const date = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
    expect(local(zone, days.at(zone, day, 4 * 3600))).toBe(`${date} 04:00:00`);
    expect(local(zone, days.at(zone, day, 23.5 * 3600))).toBe(`${date} 23:30:00`);
    expect(local(zone, days.midnight(zone, day))).toBe(`${date} 00:00:00`);
  }
});

test("the export is made on the same local day in both zones", () => {
  expect(zones.map((_, zone) => local(zone, days.exportedAt).slice(0, 10))).toEqual([days.lastDay, days.lastDay]);
});
