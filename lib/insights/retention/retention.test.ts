import { expect, test } from "vitest";
import { cohortOf } from "../../cohorts/cohort";
import { ask } from "../ask";
import { behind, eventsBehind } from "../behind";
import { textFile } from "../../testing/files";
import { insightNamed, studyOf } from "../testing";

/** Moments in March 2025: A starts at ten in the evening and is back within the hour before midnight of the next day, B is back an hour after a whole day, C is back on the third day alone, D twice on the second. */
const told: Record<string, readonly string[]> = {
  A: ["start 03T22", "back 04T21"],
  B: ["start 03T22", "back 04T23"],
  C: ["start 03T08", "back 05T08", "start 05T09"],
  D: ["start 04T08", "back 04T07", "back 05T09", "back 05T10"],
  Z: ["other 01T00", "other 09T12"],
};
const rows = Object.entries(told).flatMap(([subject, events]) =>
  events.map((event, i) => {
    const [type = "", moment = ""] = event.split(" ");
    return {
      event_id: `${subject}${i}`,
      subject,
      type,
      occurred_at: `2025-03-${moment}:00:00Z`,
      arm: `arm ${subject}`,
    };
  }),
);

const retention = insightNamed("retention");
const { study } = studyOf(textFile("events.arrow", rows));

const asking = (params: object, cohorts: unknown[] = []) => ({
  params: { unit: "day", ...params },
  knownAt: null,
  cohorts: cohorts.map(cohortOf),
});
const cells = async (params: object, cohorts: unknown[] = []) =>
  (await ask(study(), retention, asking(params, cohorts))).cells;
/** Retained of those who started on a day, by periods later. */
const from = async (day: string, params: object) =>
  (await cells(params)).filter(({ start }) => start === `2025-03-${day}`).map(({ retained }) => retained);

const back = { start: ["start"], types: ["back"] };

test("a day is one of the calendar, or twenty-four hours from the start to the moment", async () => {
  expect(await from("03", back)).toEqual([0, 2, 1, 0, 0, 0, 0]);
  expect(await from("03", { ...back, windows: "elapsed" })).toEqual([1, 1, 1, 0, 0, 0]);
});

test("active then, or then or later; and with so many events", async () => {
  expect(await from("03", { ...back, period: "rolling" })).toEqual([3, 3, 1, 0, 0, 0, 0]);
  expect(await from("04", back)).toEqual([1, 1, 0, 0, 0, 0]);
  expect(await from("04", { ...back, windows: "elapsed" })).toEqual([0, 1, 0, 0, 0]);
  expect(await from("04", { ...back, atLeast: 2 })).toEqual([0, 1, 0, 0, 0, 0]);
});

test("who starts again starts anew, and all starts together weigh as many as they are", async () => {
  const again = { ...back, kind: "recurring" };
  expect(await from("05", back)).toEqual([]);
  expect(await from("05", again)).toEqual([1, 0, 0, 0, 0]);
  const { also } = await ask(study(), retention, asking(again));
  expect(also["overall"]?.slice(0, 2)).toEqual([
    { group: "all", period: 0, size: 5, retained: 2, share: 2 / 5 },
    { group: "all", period: 1, size: 5, retained: 3, share: 3 / 5 },
  ]);
  const { patients } = await behind(
    study(),
    retention,
    asking(again),
    { group: "all", period: 1 },
    { aside: "overall" },
  );
  expect(patients.map(({ id }) => id)).toEqual(["A", "B", "D"]);
});

test("a cell lists its patients, and a patient the start and the events of that period", async () => {
  const question = asking({ ...back, windows: "elapsed" });
  const cell = { start: "2025-03-03", period: 1 };
  const { patients } = await behind(study(), retention, question, cell);
  expect(patients.map(({ id }) => id)).toEqual(["B"]);
  const events = await eventsBehind(study(), retention, question, cell, patients[0]?.subject ?? -1);
  expect(events.map(({ type }) => type)).toEqual(["start", "back"]);
});

test("groups stand in a column that is there only where there are some", async () => {
  expect(Object.keys((await ask(study(), retention, asking({}))).columns)).toEqual([
    "start",
    "period",
    "size",
    "retained",
  ]);
  const broken = await ask(study(), retention, asking({ breakdown: "arm" }));
  expect(Object.keys(broken.columns)).toEqual(["start", "period", "size", "retained", "group"]);
  expect(broken.cells.find(({ start, period }) => start === "2025-03-04" && period === 1)).toMatchObject({
    group: "arm D",
    retained: 1,
  });
});

test("members of several cohorts start when they enter, and what was before does not count", async () => {
  const entering = (which: string) => ({ name: which, entry: { kind: "event", event: { types: ["back"] }, which } });
  const entered = await cells({ windows: "elapsed" }, [entering("first"), entering("last")]);
  const at = (day: string, period: number) =>
    entered
      .filter((cell) => cell["start"] === `2025-03-${day}` && cell["period"] === period)
      .map(({ group, size, retained }) => [group, size, retained]);
  expect(at("04", 1)).toEqual([
    ["first", 3, 1],
    ["last", 2, 0],
  ]);
  expect(at("05", 0)).toEqual([
    ["first", 1, 1],
    ["last", 2, 2],
  ]);
});
