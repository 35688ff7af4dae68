import { expect, test } from "vitest";
import { endOf } from "./period";
import { firstProvisional, provisionalDay } from "./provisional";

const [january, february, march] = [Date.UTC(2024, 0, 1), Date.UTC(2024, 1, 1), Date.UTC(2024, 2, 1)];
const months = [january, february, march];

test("the period that the day lies in is provisional", () => {
  expect(firstProvisional(months, Date.UTC(2024, 1, 20))).toBe(1);
  expect(firstProvisional(months, march)).toBe(2);
});

test("all periods are, where the day lies in the first or before it", () => {
  expect(firstProvisional(months, Date.UTC(2024, 0, 5))).toBe(0);
  expect(firstProvisional(months, Date.UTC(2023, 11, 31))).toBe(0);
});

test("none is, without a day or without periods", () => {
  expect(firstProvisional(months, null)).toBeNull();
  expect(firstProvisional([], january)).toBeNull();
});

test("a later period ends where the one after it begins", () => {
  expect(endOf(january, 0, "month")).toBe(february);
  expect(endOf(january, 1, "month")).toBe(march);
  expect(endOf(Date.UTC(2024, 11, 30), 0, "week")).toBe(Date.UTC(2025, 0, 6));
});

test("nothing is provisional where the last period was over before events began to be late", () => {
  expect(provisionalDay("2024-03-20", months, "month")).toBe(Date.UTC(2024, 2, 20));
  expect(provisionalDay("2024-03-31", months, "month")).toBe(Date.UTC(2024, 2, 31));
  expect(provisionalDay("2024-04-01", months, "month")).toBeNull();
  expect(provisionalDay(null, months, "month")).toBeNull();
});
