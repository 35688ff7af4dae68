import { openAsBlob } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import { grouped } from "../../group";
import { knownAt } from "../../log/known";
import { momentOf } from "../../log/moment";
import { table } from "../../log/schema";
import type { Study } from "../../log/study";
import { emptied, engines, loaded } from "../../log/testing";
import { sql, type Sql } from "../../sql";
import { long } from "../../testing/runs";
import { asKnownAt, type PatientEvent, patientEvents } from "./events";
import { type Fact, factsOn, nothing, stateAt, withEvent } from "./state";

let demo: Study | undefined;
let versions: ReadonlyMap<number, readonly PatientEvent[]> = new Map();
const study = (): Study => {
  if (!demo) throw new Error("not loaded");
  return demo;
};
beforeAll(async () => {
  const blob = await openAsBlob(join(import.meta.dirname, "../../../public/demo/events.parquet"));
  demo = await loaded(await emptied(await engines.node()), [{ name: "demo.parquet", blob }]);
  const keys = decode(await demo.engine.query(sql`SELECT key FROM ${table("subjects")}`), { key: "integer" });
  versions = await patientEvents(
    demo,
    keys.flatMap(({ key }) => key ?? []),
  );
}, 120_000);
afterAll(() => demo?.engine.close());

const word = (column: Sql) => sql`(SELECT text FROM ${table("terms")} WHERE key = ${column})`;
const plainColumns = {
  subject: "integer",
  role: "text",
  type: "text",
  item: "text",
  day: "integer",
  until: "integer",
  at: "big",
  days: "number",
  traits: "text",
  place: "text",
} as const;

/** Each of so many patients: what one of them has says nothing of the others. With LONG all. */
const every = long ? 1 : 4;

/** Events as they were known, each as its definition needs it, in order of time. */
async function plainEvents(moment: string) {
  const { engine } = study();
  const found = decode(
    await engine.query(sql`
      SELECT subject, role, ${word(sql`e.type`)} AS type, ${word(sql`e.item`)} AS item, day - DATE '1970-01-01' AS day, until_day - DATE '1970-01-01' AS until, epoch_us(occurred_at) AS at,
        coalesce(days_supply, until_day - day + 1)::DOUBLE AS days, t.names AS traits, e.segment || ' ' || e.row AS place
      FROM ${knownAt(moment)} e LEFT JOIN ${table("roles")} USING (type) LEFT JOIN (SELECT segment, row, string_agg(name, ',') AS names FROM ${table("traits")} GROUP BY ALL) t ON t.segment = e.segment AND t.row = e.row
      WHERE subject % ${every} = 0 ORDER BY subject, day, occurred_at, coalesce(role = 'task-done', FALSE), recorded_at, space, key`),
    plainColumns,
  );
  return grouped(
    found.map((one) => ({ ...one, day: one.day ?? 0, at: one.at ?? 0n, place: one.place ?? "", name: one.item ?? "" })),
    ({ subject }) => subject ?? -1,
  );
}
type Plain = Awaited<ReturnType<typeof plainEvents>> extends Map<number, (infer E)[]> ? E : never;

type Of = { kind: string; name: string; events: Plain[] };

const kinds: Readonly<Record<string, string>> = {
  enrolment: "enrolled",
  end: "ended",
  order: "order",
  stop: "order",
  supply: "supply",
  intake: "last dose",
  missed: "last dose",
  measure: "score",
  "task-due": "task",
  "task-done": "done",
  stay: "stay",
};

/** Of what an event may be the last: kind and name. What ends something is of its kind. */
function saysOf({ role, name, type, item, traits }: Plain): (readonly [string, string])[] {
  const kind = kinds[role ?? ""];
  const own = kind === "enrolled" || kind === "ended" ? "" : kind === "score" ? (item ?? type ?? "") : name;
  const stated = (traits ?? "").split(",").filter(Boolean);
  return [...(kind === undefined ? [] : [[kind, own] as const]), ...stated.map((trait) => ["trait", trait] as const)];
}

const plural = (n: number) => `${n} ${n === 1 ? "day" : "days"}`;

/** The stock lasts as long as that of any dispensing and all after it would, had none been left before. */
function stock(events: readonly Plain[], day: number): string {
  let [after, ends] = [0, -Infinity];
  for (const one of events.toReversed()) {
    after += one.days ?? 0;
    ends = Math.max(ends, one.day + after);
  }
  const left = Math.floor(ends) - day;
  return left > 0 ? `${plural(left)} left` : `none for ${plural(1 - left)}`;
}

/** What is true on a day by the definition: of each kind and name the last event says it, whatever came between. */
function plainFacts(own: ReadonlyMap<string, Of>, day: number): string[] {
  const facts: string[] = [];
  for (const { kind, name, events } of own.values()) {
    const last = events.at(-1);
    if (!last) continue;
    const { place } = last;
    if (kind === "order" && last.role === "stop") facts.push(`stopped ${name}|${place}`);
    else if (kind === "order") {
      if (last.until === null || last.until >= day) facts.push(`prescribed ${name}|${place}`);
    } else if (kind === "supply") facts.push(`supply ${name}|${place}|${stock(events, day)}`);
    else if (kind === "task") {
      const done = own.get(`done ${name}`)?.events.at(-1);
      if (!done || done.at < last.at) facts.push(`open task ${name}|${place}`);
    } else if (kind === "stay") {
      if ((last.until ?? last.day) >= day) facts.push(`stay ${name}|${place}`);
    } else if (kind !== "done") facts.push(`${kind} ${name}|${place}`);
  }
  return facts;
}

const told = ({ kind, of, event, value }: Fact) =>
  `${kind} ${of}|${event.segment} ${event.row}${kind === "supply" ? `|${value}` : ""}`;

test.each(["2025-09-30", "2026-01-15", null])(
  "after every event of the demo, as known at %s, is true what the last events of each kind say",
  async (given) => {
    const { now, zone, patients } = study();
    const moment = momentOf(given ?? now, zone) ?? "";
    const plain = await plainEvents(moment);
    let [states, differing] = [0, ""];
    for (const [subject, expected] of plain) {
      const events = asKnownAt(versions.get(subject) ?? [], moment);
      expect(events.length).toBe(expected.length);
      const own = new Map<string, Of>();
      let state = nothing;
      for (const [i, event] of events.entries()) {
        const one = expected[i];
        if (!one) break;
        for (const [kind, name] of saysOf(one)) {
          const of = own.get(`${kind} ${name}`) ?? { kind, name, events: [] };
          own.set(`${kind} ${name}`, of);
          of.events.push(one);
        }
        state = withEvent(state, event);
        const ours = new Set(factsOn(state, event.day).map(told));
        const theirs = plainFacts(own, one.day);
        states++;
        if (ours.size !== theirs.length || !theirs.every((fact) => ours.has(fact)))
          differing ||= `${subject} ${i}: ${[...ours].join("; ")} and not ${theirs.join("; ")}`;
      }
    }
    expect(differing).toBe("");
    expect(plain.size).toBeGreaterThan(patients / 2 / every);
    expect(states).toBeGreaterThan(100_000 / every);
  },
  120_000,
);

test("a state at a day or a moment is that after the events that had occurred", async () => {
  const [[key, all] = [-1, []]] = versions;
  expect((await patientEvents(study(), [key])).get(key)).toEqual(all);
  const events = asKnownAt(all, momentOf(study().now, "UTC") ?? "");
  const middle = events[Math.floor(events.length / 2)];
  const day = middle?.day ?? "";
  const ofDay = stateAt(events, { day, moment: null });
  expect(ofDay).toEqual(factsOn(events.filter((one) => one.day <= day).reduce(withEvent, nothing), day));
  const moment = middle?.occurredAt ?? "";
  const ofMoment = stateAt(events, { day, moment });
  expect(ofMoment).toEqual(factsOn(events.filter((one) => one.occurredAt <= moment).reduce(withEvent, nothing), day));
  expect(stateAt(events, { day: "1900-01-01", moment: null })).toEqual([]);
});
