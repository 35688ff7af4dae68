import { expect, test } from "vitest";
import { cohortOf } from "../../cohorts/cohort";
import { ask } from "../ask";
import { behind, eventsBehind } from "../behind";
import { textFile } from "../../testing/files";
import { loaded } from "../../log/testing";
import { insightNamed, studyOf } from "../testing";
import { title } from "./title";

/** Events as “type day”, “type day item”: on days of March 2025, of one day all at one moment. */
const told: Record<string, string> = {
  inTime: "A 1, B 4",
  late: "A 1, B 5",
  again: "A 1, B 9, A 20, B 22, C 23",
  same: "C 7, B 7, A 7",
  between: "A 1, X 2, B 3",
  atTheEnds: "A 1, X 1, X 3, B 3",
  backwards: "B 1, A 2",
  otherMedicine: "A 1 m, B 2 n",
  noMedicine: "A 1 m, B 2",
  without: "B 3",
};
const rows = Object.entries(told).flatMap(([subject, events]) =>
  events.split(", ").map((event, i) => {
    const [type = "", day = "", item = null] = event.split(" ");
    return { event_id: `${subject}${i}`, subject, type, item, occurred_at: `2025-03-${day.padStart(2, "0")}` };
  }),
);

const funnel = insightNamed("funnel");
const { study } = studyOf(textFile("events.arrow", rows));

const asking = (params: object, cohorts: unknown[] = []) => ({ params, knownAt: null, cohorts: cohorts.map(cohortOf) });
const everybody = { group: "all", step: 1 };

/** Who came to a step. */
async function came(step: number, params: object): Promise<string[]> {
  const { patients } = await behind(study(), funnel, asking(params), { ...everybody, step });
  return patients.map(({ id }) => id);
}

const ab = { steps: ["A", "B"] };

test("the window runs from the first step, its last day included", async () => {
  const all = ["again", "atTheEnds", "between", "inTime", "late", "noMedicine", "otherMedicine", "same"];
  expect(await came(2, ab)).toEqual(all);
  expect(await came(2, { ...ab, window: 3 })).toEqual(all.filter((id) => id !== "late"));
});

test("what voids an attempt does so strictly between its first and last step", async () => {
  const [kept, plain] = [await came(2, { ...ab, exclude: ["X"] }), await came(2, ab)];
  expect(plain.filter((id) => !kept.includes(id))).toEqual(["between"]);
  expect(await came(1, { ...ab, exclude: ["X"] })).toContain("between");
});

test("of one moment events stand in the order of the steps; nothing stands between those of a strict order", async () => {
  const abc = { steps: ["A", "B", "C"] };
  expect(await came(3, abc)).toEqual(["again", "same"]);
  expect(await came(3, { ...abc, order: "strict" })).toEqual(["again", "same"]);
  expect(await came(2, { ...ab, order: "strict" })).not.toContain("between");
  expect(await came(2, { ...ab, order: "any" })).toContain("backwards");
});

test("the attempt that gets furthest counts though another came before, else the earliest", async () => {
  const row = async (params: object, id: string) =>
    (await behind(study(), funnel, asking(params), everybody)).patients.find((one) => one.id === id)?.row;
  expect(await row({ steps: ["A", "B", "C"], window: 5 }, "again")).toMatchObject({
    reached: 3,
    start: "2025-03-20",
    step_2: "2025-03-22",
    step_3: "2025-03-23",
  });
  expect(await row(ab, "again")).toMatchObject({ reached: 2, start: "2025-03-01", step_2: "2025-03-09" });
});

test("a medicine limits the events that name one", async () => {
  const items = ["m"];
  expect(await came(2, { ...ab, items })).toContain("noMedicine");
  expect(await came(2, { ...ab, items })).not.toContain("otherMedicine");
});

test("who is lost is told and listed, and the events that took a patient on", async () => {
  const question = asking({ ...ab, window: 3 });
  const { cells, also } = await ask(study(), funnel, question);
  expect(cells[1]).toMatchObject({ event: "B", patients: 7, share: 7 / 9, of_previous: 7 / 9, days_from_previous: 2 });
  expect(also["lost"]).toEqual([{ group: "all", step: 1, event: "A", next: "B", patients: 2 }]);
  const lost = await behind(study(), funnel, question, everybody, { aside: "lost" });
  expect(lost.patients.map(({ id }) => id)).toEqual(["backwards", "late"]);
  const again = (await behind(study(), funnel, question, everybody)).patients.find(({ id }) => id === "again");
  const events = await eventsBehind(study(), funnel, question, everybody, again?.subject ?? -1);
  expect(events.map(({ type, day }) => `${type} ${String(day).slice(8)}`)).toEqual(["A 20", "B 22"]);
  expect(title(cells as never)).toBe("78\u00a0% of 9 patients came from “A” to “B”");
});

test("of a cohort only what follows the entry counts", async () => {
  const cohort = { name: "from the last A", entry: { kind: "event", event: { types: ["A"] }, which: "last" } };
  const { cells } = await ask(study(), funnel, asking({ steps: ["A", "B", "C"] }, [cohort]));
  expect(cells.map(({ patients }) => patients)).toEqual([9, 8, 2]);
});

test("a step twice has no meaning in any order, and steps by role are those that there are", async () => {
  const twice = ask(study(), funnel, asking({ steps: ["A", "A"], order: "any" }));
  await expect(twice).rejects.toMatchObject({ failure: { kind: "params" } });
  const events = [
    ["MedicineDispensed", "2025-03-01"],
    ["MedicineTaken", "2025-03-01"],
  ].map(([type = "", day = ""], i) => ({ event_id: `r${i}`, subject: "P", type, occurred_at: day }));
  const more = await loaded(study(), textFile("doses.arrow", events));
  const { cells } = await ask(more, funnel, asking({}));
  expect(cells.map(({ step, event, patients }) => [step, event, patients])).toEqual([
    [1, "supplied", 1],
    [2, "taken", 1],
  ]);
});
