import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, expect, test } from "vitest";
import { simulated } from "@/lib/testing/simulated";
import { ask, rowsOf, slow } from "./testing";

const small = simulated({ patients: 20, months: 6, seed: 2 });
const few = small.path("events.parquet");
afterAll(() => small.remove());

/** What a statement over the file itself gives, read by nothing of ours. */
async function raw(statement: string) {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  return (await connection.runAndReadAll(statement.replaceAll("FILE", `read_parquet('${few}')`))).getRowObjectsJson();
}

const told = async (name: string, params: object, ...more: string[]) =>
  ask(name, "--data", few, "--params", JSON.stringify(params), ...more);

test("a state names for every fact the event that says so, by which the file has it", { timeout: slow }, async () => {
  const [one] = await raw(
    `SELECT subject, count(*) FILTER (type = 'SurveyCompleted') AS n FROM FILE WHERE subject IS NOT NULL GROUP BY ALL ORDER BY n DESC, subject LIMIT 1`,
  );
  const subject = String(one?.["subject"]);
  const { out, err, code } = await told("state", { subject });
  expect([code, err.includes("Error")]).toEqual([0, false]);
  expect(out.split("\n")[0]).toBe("fact,value,since,event,recorded_at,recorded_by");
  const facts = rowsOf({ out });
  expect(facts.length).toBeGreaterThan(5);
  const rows = await raw(
    `SELECT event_id::VARCHAR AS event, subject, item, type, recorded_by, value FROM FILE WHERE event_id IN (${facts.map(({ event }) => `'${event}'`).join()})`,
  );
  for (const { fact = "", value, event, recorded_by } of facts) {
    const own = rows.find((row) => row["event"] === event);
    expect([own?.["subject"], own?.["recorded_by"]]).toEqual([subject, recorded_by]);
    if (fact.startsWith("score "))
      expect([`score ${String(own?.["item"])}`, String(own?.["value"])]).toEqual([fact, value?.split(" ")[0]]);
  }
  const scores = await raw(
    `SELECT item, arg_max(event_id::VARCHAR, (occurred_at, recorded_at)) AS event FROM FILE WHERE subject = '${subject}' AND type IN ('SurveyCompleted', 'SymptomReported') GROUP BY item ORDER BY item`,
  );
  expect(
    facts.flatMap(({ fact = "", event }) => (fact.startsWith("score ") ? `${fact.slice(6)} ${event}` : [])),
  ).toEqual(scores.map(({ item, event }) => `${String(item)} ${String(event)}`));
});

test("a state at an earlier day or as known earlier has nothing that came later", { timeout: slow }, async () => {
  const [one] = await raw(
    `SELECT subject, min(occurred_at)::DATE::VARCHAR AS first FROM FILE WHERE type = 'MedicineTaken' GROUP BY subject ORDER BY first, subject LIMIT 1`,
  );
  const [subject, first] = [String(one?.["subject"]), String(one?.["first"])];
  const day = new Date(Date.parse(first) + 40 * 86_400_000).toISOString().slice(0, 10);
  const then = rowsOf(await told("state", { subject, at: day }));
  expect(then.length).toBeGreaterThan(3);
  expect(then.every(({ since = "" }) => since <= day)).toBe(true);
  expect(then.map(({ event }) => event)).not.toEqual(
    rowsOf(await told("state", { subject })).map(({ event }) => event),
  );
  const known = rowsOf(await told("state", { subject, at: day }, "--as-known-at", day));
  expect(known.every(({ recorded_at = "" }) => recorded_at.slice(0, 10) <= day)).toBe(true);
});

test("a timeline has every event of its patient that a lane is for", { timeout: slow }, async () => {
  const [one] = await raw(
    `SELECT subject FROM FILE WHERE type = 'MedicineSkipped' GROUP BY subject ORDER BY count(*) DESC, subject LIMIT 1`,
  );
  const subject = String(one?.["subject"]);
  const lanes = rowsOf(await told("timeline", { subject }));
  const sum = (of: (row: Record<string, string>) => boolean) =>
    lanes.filter(of).reduce((total, { events }) => total + Number(events), 0);
  const counts = await raw(
    `SELECT count(DISTINCT event_id) FILTER (type IN ('MedicineTaken', 'MedicineSkipped'))::INTEGER AS doses, count(DISTINCT event_id) FILTER (type IN ('SurveyCompleted', 'SymptomReported'))::INTEGER AS scores
     FROM FILE WHERE subject = '${subject}' AND event_id NOT IN (SELECT corrects FROM FILE WHERE corrects IS NOT NULL)`,
  );
  expect([sum(({ lane }) => lane === "doses"), sum(({ lane }) => lane === "scores")]).toEqual([
    counts[0]?.["doses"],
    counts[0]?.["scores"],
  ]);
  expect(lanes.filter(({ lane }) => lane === "supply").every(({ from = "", to = "" }) => from <= to)).toBe(true);
});

test("what cannot be told of a patient is a sentence", { timeout: slow }, async () => {
  const sentences = [
    [await told("state", { subject: "nobody" }), "no patient of the history has this id"],
    [await told("state", {}), "subject"],
    [await told("state", { subject: "P00001", at: "yesterday" }), "not “yesterday”"],
    [await told("timeline", { subject: "P00001" }, "--rows", "patients"), "takes no --rows"],
  ] as const;
  for (const [{ code, err, out }, says] of sentences) {
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(says);
    expect(err.trim().split("\n")).toHaveLength(1);
  }
});

test("changes name every correction and withdrawal recorded since a day, and by whom", { timeout: slow }, async () => {
  const [one] = await raw(
    `SELECT subject, count(*) AS n FROM FILE WHERE corrects IS NOT NULL GROUP BY ALL ORDER BY n DESC, subject LIMIT 1`,
  );
  const subject = String(one?.["subject"]);
  const { out, code } = await told("changes", { subject, since: "2020-01-01" });
  expect([code, out.split("\n")[0]]).toEqual([
    0,
    "at,change,type,item,day,days_late,events,event,by_event,recorded_by,source",
  ]);
  const rows = rowsOf({ out });
  const withdrawn = await raw(
    `SELECT corrects::VARCHAR AS event, event_id::VARCHAR AS by_event FROM FILE WHERE subject = '${subject}' AND type = 'EventRetracted' ORDER BY ALL`,
  );
  const ours = rows.flatMap(({ change, event, by_event }) => (change === "withdrawn" ? { event, by_event } : []));
  expect(ours.toSorted((a, b) => String(a.event).localeCompare(String(b.event)))).toEqual(
    withdrawn.toSorted((a, b) => String(a["event"]).localeCompare(String(b["event"]))),
  );
  expect(Number(rows.at(-1)?.["events"])).toBeGreaterThan(100);
  expect((await told("changes", { subject, since: "soon" })).code).toBe(1);
});
