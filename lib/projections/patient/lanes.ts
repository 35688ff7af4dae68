import { grouped } from "../../group";
import type { PatientEvent } from "./events";
import { dayNumber, lasting } from "./state";

/** What stands in a lane: a stretch of local days, both included, or where `to` is null one that has not ended; `events` made it, in order of time. */
export type Stretch = {
  lane: string;
  what: string;
  item: string | null;
  from: string;
  to: string | null;
  value: number | null;
  unit: string | null;
  events: readonly PatientEvent[];
};

const dayOf = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);
const dayBefore = (day: string): string => dayOf(dayNumber(day) - 1);

const stretch = (
  lane: string,
  event: PatientEvent,
  { item = event.item, what = "", ...more }: Partial<Stretch> = {},
): Stretch => ({
  lane,
  what,
  item,
  from: event.day,
  to: event.day,
  value: null,
  unit: event.unit,
  events: [event],
  ...more,
});

const earlier = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);
const notBefore = (day: string | null, from: string): string | null => (day === null || day > from ? day : from);

type Of = (events: readonly PatientEvent[]) => Stretch[];

/** Each order until the next order or stop of its item or its own end; stops by themselves. */
const prescribed: Of = (events) =>
  events.map((event, i) => {
    if (event.role === "stop") return stretch("prescribed", event, { what: "stopped" });
    const next = events[i + 1];
    const to = notBefore(earlier(event.until, next ? dayBefore(next.day) : null), event.day);
    return stretch("prescribed", event, { what: "order", to, value: event.dose });
  });

/** Supplies one after the other: each begins when the one before is used up. */
const supplied: Of = (events) => {
  const found: Stretch[] = [];
  let ends = -Infinity;
  for (const event of events) {
    const length = lasting(event);
    if (length === null || length <= 0) continue;
    const begins = Math.max(ends, dayNumber(event.day));
    ends = begins + length;
    const [from, to] = [dayOf(Math.floor(begins)), dayOf(Math.max(Math.floor(begins), Math.ceil(ends) - 1))];
    found.push(stretch("supply", event, { what: "dispensed", from, to, value: length, unit: "days" }));
  }
  return found;
};

/** Doses of a day together, what was taken and what was skipped apart. */
const doses: Of = (events) =>
  [...grouped(events, ({ day, role }) => `${day} ${role}`).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const what = first.role === "missed" ? "skipped" : "taken";
    return stretch("doses", first, { what, value: own.length, unit: "doses", events: own });
  });

/** Each task until the first completion of its item before the next of the same; those that had none stay open until then, the last for good. */
const tasks: Of = (events) =>
  events.flatMap((event, i) => {
    if (event.role !== "task-due") return [];
    const next = events[i + 1];
    if (next?.role === "task-done")
      return stretch("tasks", event, { what: "done", to: next.day, events: [event, next] });
    return next
      ? stretch("tasks", event, { what: "not done", to: notBefore(dayBefore(next.day), event.day) })
      : stretch("tasks", event, { what: "open", to: null });
  });

const each =
  (made: (event: PatientEvent) => Stretch): Of =>
  (events) =>
    events.map(made);

/** How the events of some roles stand in lanes, those of an item together. */
const byRole: readonly { roles: readonly PatientEvent["role"][]; made: Of }[] = [
  { roles: ["enrolment"], made: each((event) => stretch("follow-up", event, { what: "enrolled" })) },
  { roles: ["end"], made: each((event) => stretch("follow-up", event, { what: event.type ?? "ended" })) },
  { roles: ["order", "stop"], made: prescribed },
  { roles: ["supply"], made: supplied },
  { roles: ["intake", "missed"], made: doses },
  {
    roles: ["stay"],
    made: each((event) =>
      stretch("stays", event, { what: "stay", to: notBefore(event.until, event.day) ?? event.day }),
    ),
  },
  {
    roles: ["measure"],
    made: each((event) => stretch("scores", event, { what: event.type ?? "", value: event.value })),
  },
  { roles: ["task-due", "task-done"], made: tasks },
  { roles: [null], made: each((event) => stretch("other", event, { what: event.type ?? "", value: event.value })) },
];

/** Everything that happened to a patient as stretches in lanes, from events as they are known, in order of time: lanes in their order, within them item by item. Linear in the events. */
export function lanesOf(events: readonly PatientEvent[]): Stretch[] {
  return byRole.flatMap(({ roles, made }) => {
    const own = events.filter(({ role }) => roles.includes(role));
    const items = [...grouped(own, ({ item }) => item ?? "")].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return items.flatMap(([, of]) => made(of));
  });
}
