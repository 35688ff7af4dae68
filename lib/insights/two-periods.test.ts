import { expect, test } from "vitest";
import { type Cohort, cohortOf } from "../cohorts/cohort";
import { dateOf, members, people, rows } from "../cohorts/naive";
import { everyone, twoPeriods } from "../cohorts/periods";
import { cohortSentence } from "../cohorts/words";
import { textFile } from "../testing/files";
import { ask } from "./ask";
import { comparable } from "./comparable";
import { middleEntry } from "./middle-entry";
import { insightNamed, studyOf } from "./testing";

const { study } = studyOf(textFile("events.arrow", rows));
const characteristics = insightNamed("characteristics");
const supplied = cohortOf({
  name: "supplied",
  entry: { kind: "event", event: { types: ["MedicineDispensed"] }, which: "first" },
});
const asking = (cohorts: readonly Cohort[]) => ({ knownAt: null, cohorts });

test("two periods part a cohort by the day of entry, each patient in one of them", async () => {
  for (const cohort of [everyone, supplied]) {
    const two = twoPeriods(cohort, "2025-01-11");
    const found = await comparable(study(), characteristics, asking(two));
    const days = members(cohort).map(({ index }) => dateOf(index));
    expect(found.members.map(({ patients }) => patients)).toEqual([
      days.filter((day) => day <= "2025-01-10").length,
      days.filter((day) => day >= "2025-01-11").length,
    ]);
    expect(Math.min(...found.members.map(({ patients }) => patients))).toBeGreaterThan(0);
    expect(found.shared).toBe(0);
  }
});

test("the event is chosen before the period is looked at: whoever had the first one earlier does not enter", async () => {
  const late = { ...supplied, entry: { ...supplied.entry, from: "2025-02-01" } };
  const firsts = members(supplied).filter(({ index }) => dateOf(index) >= "2025-02-01");
  const any = members(cohortOf({ ...late, entry: { ...late.entry, which: "every" } }));
  expect(new Set(any.map(({ id }) => id)).size).toBeGreaterThan(firsts.length);
  const { cells } = await ask(study(), insightNamed("attrition"), { params: {}, ...asking([late]) });
  expect(cells.map(({ patients }) => patients)).toEqual([people.length, firsts.length]);
});

test("names and sentences tell the periods, and one that is limited already stays within its limits", () => {
  const [until, from] = twoPeriods(everyone, "2025-07-01");
  expect([until.name, from.name]).toEqual(["Everybody until 30 Jun 2025", "Everybody from 1 Jul 2025"]);
  expect(cohortSentence(until)).toBe(
    "Patients from their first event while observed, where that is on or before 30 Jun 2025, which is the index day; until observation ends.",
  );
  const [early, late] = twoPeriods(from, "2026-01-01");
  expect(early.entry).toMatchObject({ from: "2025-07-01", until: "2025-12-31" });
  expect(late.entry).toMatchObject({ from: "2026-01-01" });
  expect(cohortSentence(early)).toContain("where that is from 1 Jul 2025 to 31 Dec 2025");
  const [long] = twoPeriods({ ...everyone, name: "n".repeat(80) }, "2025-07-01");
  expect(cohortOf(JSON.parse(JSON.stringify(long))).name).toMatch(/^n+ until 30 Jun 2025$/);
  expect(() => cohortOf({ ...everyone, entry: { kind: "event", from: "July" } })).toThrow(/entry.from/);
});

test("the day that halves those who enter", async () => {
  const day = await middleEntry(study(), characteristics, asking([supplied]));
  const days = members(supplied).map(({ index }) => dateOf(index));
  const later = days.filter((one) => one >= String(day)).length;
  expect(later).toBeLessThanOrEqual(days.length / 2);
  expect(later).toBeGreaterThan(days.length / 4);
  const nobody = cohortOf({ name: "nobody", entry: { kind: "event", event: { types: ["None"] } } });
  expect(await middleEntry(study(), characteristics, asking([nobody]))).toBeNull();
});

test("adherence of two periods stands by time since the start, unless the calendar is asked for", async () => {
  const insight = insightNamed("adherence-over-time");
  const periodsOf = async (params: object, cohorts: readonly Cohort[]) => {
    const { cells } = await ask(study(), insight, { params: { unit: "week", ...params }, ...asking(cohorts) });
    return cells.map(({ period }) => String(period));
  };
  const two = twoPeriods(supplied, "2025-01-11");
  const since = await periodsOf({}, two);
  expect(since).toContain("0");
  expect(since.filter((period) => /\D/.test(period))).toEqual([]);
  const day = /^\d{4}-\d\d-\d\d/;
  for (const periods of [
    await periodsOf({ by: "calendar" }, two),
    await periodsOf({}, [everyone, supplied]),
    await periodsOf({}, [two[1]]),
  ]) {
    expect(periods.length).toBeGreaterThan(2);
    expect(periods.filter((period) => !day.test(period))).toEqual([]);
  }
});
