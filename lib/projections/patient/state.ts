import type { PatientEvent } from "./events";

/** What kinds of facts there are, in the order in which they are told. */
export const factKinds = [
  "ended",
  "enrolled",
  "trait",
  "prescribed",
  "stopped",
  "supply",
  "last dose",
  "score",
  "open task",
  "stay",
] as const;
export type FactKind = (typeof factKinds)[number];

/** Something that is true of a patient: of what, as which value, since which local day, and the event that says so. */
export type Fact = { kind: FactKind; of: string; value: string; since: string; event: PatientEvent };

/** What stands after some events: of each kind and name the event that says so, and the number of the day on which a supply is used up. */
type Standing = { kind: FactKind; of: string; event: PatientEvent; ends?: number };
export type State = ReadonlyMap<string, Standing>;

export const nothing: State = new Map();

const keyOf = (kind: FactKind, of: string) => `${kind} ${of}`;
/** Of a local day, counted from 1970-01-01. */
export const dayNumber = (day: string): number => Date.parse(day) / 86_400_000;

/** How long what was supplied lasts by itself (days), null where nothing tells. */
export const lasting = ({ day, daysSupply, until }: PatientEvent): number | null =>
  daysSupply ?? (until === null ? null : dayNumber(until) - dayNumber(day) + 1);

/** The state with one more event, which comes after all that went into it. A supply begins where the one before of the same item ends. */
export function withEvent(state: State, event: PatientEvent): State {
  const next = new Map(state);
  const item = event.item ?? "";
  const set = (kind: FactKind, of: string, more: Pick<Standing, "ends"> = {}) =>
    next.set(keyOf(kind, of), { kind, of, event, ...more });
  for (const { name } of event.traits) set("trait", name);
  switch (event.role) {
    case "enrolment":
      set("enrolled", "");
      break;
    case "end":
      set("ended", "");
      break;
    case "order":
      next.delete(keyOf("stopped", item));
      set("prescribed", item);
      break;
    case "stop":
      next.delete(keyOf("prescribed", item));
      set("stopped", item);
      break;
    case "supply": {
      const length = lasting(event);
      if (length === null || length <= 0) break;
      const before = state.get(keyOf("supply", item))?.ends ?? -Infinity;
      set("supply", item, { ends: Math.max(before, dayNumber(event.day)) + length });
      break;
    }
    case "intake":
    case "missed":
      set("last dose", item);
      break;
    case "measure":
      set("score", event.item ?? event.type ?? "");
      break;
    case "task-due":
      set("open task", item);
      break;
    case "task-done":
      next.delete(keyOf("open task", item));
      break;
    case "stay":
      set("stay", item);
      break;
    case "trait":
    case "observation":
    case "correction":
    case "retraction":
    case "erasure":
    case null:
      break;
  }
  return next;
}

const amount = (value: number | null, unit: string | null): string =>
  value === null ? "" : [String(value), unit].filter(Boolean).join(" ");

const prescription = ({ dose, unit, perDay, until }: PatientEvent): string =>
  [amount(dose, unit), perDay === null ? "" : `${perDay} a day`, until === null ? "" : `until ${until}`]
    .filter(Boolean)
    .join(", ");

const plural = (n: number) => `${n} ${n === 1 ? "day" : "days"}`;

function left(ends: number, day: number): string {
  const remaining = Math.floor(ends) - day;
  return remaining > 0 ? `${plural(remaining)} left` : `none for ${plural(1 - remaining)}`;
}

const valueOf = ({ kind, of, event, ends }: Standing, day: string): string => {
  switch (kind) {
    case "trait":
      return event.traits.findLast(({ name }) => name === of)?.value ?? "";
    case "enrolled":
      return event.item ?? "";
    case "ended":
      return [event.type, event.reason].filter(Boolean).join(": ");
    case "prescribed":
      return prescription(event);
    case "stopped":
      return event.reason ?? "";
    case "supply":
      return left(ends ?? 0, dayNumber(day));
    case "last dose":
      return event.role === "missed"
        ? ["skipped", event.reason].filter(Boolean).join(": ")
        : amount(event.dose, event.unit) || "taken";
    case "score":
      return amount(event.value, event.unit);
    case "open task":
      return event.until === null ? "" : `due ${event.until}`;
    case "stay":
      return event.until === null ? "" : `until ${event.until}`;
  }
};

/** Whether what stands is still so on a day: an order ends with its own end, a stay with its last day. */
const holds = ({ kind, event: { day: began, until } }: Standing, day: string): boolean => {
  if (kind === "prescribed") return until === null || until >= day;
  return kind === "stay" ? (until ?? began) >= day : true;
};

const inOrder = Object.fromEntries(factKinds.map((kind, i) => [kind, i]));
const placeIn = ({ kind }: Fact): number => inOrder[kind] ?? factKinds.length;

/** What is true on a local day by what stands then. */
export const factsOn = (state: State, day: string): Fact[] =>
  [...state.values()]
    .filter((one) => holds(one, day))
    .map((one) => ({ kind: one.kind, of: one.of, value: valueOf(one, day), since: one.event.day, event: one.event }))
    .toSorted((a, b) => placeIn(a) - placeIn(b) || (a.of < b.of ? -1 : a.of > b.of ? 1 : 0));

/** The end of a local day, or a moment (ISO UTC to the microsecond) that lies in it. */
export type At = { day: string; moment: string | null };

/** Events, in order of time, that had occurred. */
const occurredBy = (events: readonly PatientEvent[], { day, moment }: At): PatientEvent[] =>
  events.filter((event) => (moment === null ? event.day <= day : event.occurredAt <= moment));

/** What was true of a patient, folded from the events as they are known, in order of time: linear in them. */
export const stateAt = (events: readonly PatientEvent[], at: At): Fact[] =>
  factsOn(occurredBy(events, at).reduce(withEvent, nothing), at.day);
