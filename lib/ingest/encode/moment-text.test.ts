import { expect, test } from "vitest";
import { readMoment, type Said } from "./moment-text";

const read = (text: string): Said => {
  const said: Said = { seconds: 0, micros: 0, day: 0, wall: 0 };
  readMoment(text, said);
  return said;
};
const nothing = { seconds: Number.NaN, micros: 0, day: Number.NaN, wall: Number.NaN };
const utc = (iso: string) => Date.parse(iso) / 1000;

test("moments are read to the microsecond, with or without seconds, and are UTC without an offset", () => {
  for (const [text, iso, micros] of [
    ["2025-03-30T01:59:59.123456Z", "2025-03-30T01:59:59Z", 123_456],
    ["2025-03-30 01:59:59.1234567", "2025-03-30T01:59:59Z", 123_456],
    ["2025-03-30T01:59", "2025-03-30T01:59:00Z", 0],
    ["2025-03-30 01:59 UTC", "2025-03-30T01:59:00Z", 0],
    ["1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59Z", 500_000],
    ["12024-02-29T00:00:00Z", "+012024-02-29T00:00:00Z", 0],
  ] as const)
    expect(read(text), text).toEqual({ ...nothing, seconds: utc(iso), micros });
});

test("an offset of its own keeps what the clock showed", () => {
  for (const [text, iso] of [
    ["2025-10-26T02:30:00+02:00", "2025-10-26T00:30:00Z"],
    ["2025-10-26T02:30:00-0330", "2025-10-26T06:00:00Z"],
    ["2025-10-26 02:30:00+14", "2025-10-25T12:30:00Z"],
  ] as const)
    expect(read(text), text).toEqual({ ...nothing, seconds: utc(iso), wall: utc("2025-10-26T02:30:00Z") });
});

test("bare dates are days, and what no calendar has is nothing", () => {
  expect(read("2024-02-29")).toEqual({ ...nothing, day: utc("2024-02-29T00:00Z") / 86_400 });
  for (const text of [
    "2025-02-29",
    "2025-04-31",
    "2025-13-01",
    "2025-00-10",
    "2025-01-00T10:00:00Z",
    "2025-01-01T24:00:00Z",
    "2025-01-01T10:60:00Z",
    "2025-01-01T10:00:00+16:00",
    "2025-01-01T10:00:00 Berlin",
    "2025-1-1",
    "20250101",
    "01/02/2025",
    "yesterday",
    "",
  ])
    expect(read(text), text).toEqual(nothing);
});
