import type { Calendar } from "./calendar";
import { parameters } from "./parameters";
import type { Random } from "./random";
import { append, blank, type Event, type Kind, kinds, type RowStore } from "./rows";
import { itemCode, reasonCode, type Item, type Reason, type Source, sourceCode, type Type, typeCode } from "./vocabulary";

const minute = 60;
const hour = 3600;
const day = 86_400;
const { awkward, late } = parameters;

export type Happening = {
  type: Type;
  /** Seconds since 1970, UTC; `settled` is when it can first be recorded, if later. */
  occurred: number;
  settled?: number;
  source: Source;
  by: number;
  item?: Item;
  dose?: number;
  perDay?: number;
  daysSupply?: number;
  until?: number;
  value?: number;
  reason?: Reason;
};

/** Where happenings are recorded; `unrecorded` counts those that were not when the export was made. */
export type Recorder = { calendar: Calendar; store: RowStore; unrecorded: Map<Type, number> };

const usualLag: Record<Source, (random: Random) => number> = {
  "patient-app": (random) => (random.chance(0.92) ? 3 + random.exponential(minute) : random.exponential(5 * hour)),
  "clinic-ehr": (random) => hour + random.exponential(3 * day),
  pharmacy: (random) => 12 * hour + random.exponential(2 * day),
  registry: (random) => 3 * day + random.exponential(4 * day),
  "care-plan": (random) => random.whole(1, 3),
  "wearable-cloud": (random) => 10 * minute + random.exponential(6 * hour),
};

function lag(random: Random, source: Source): number {
  if (random.chance(late[source])) return (awkward.lateAfterDays + 1) * day + random.unit() * 40 * day;
  if (source === "patient-app" && random.chance(awkward.recordedBeforeOccurrence)) return -random.between(minute, 90 * minute);
  return Math.min(usualLag[source](random), (awkward.lateAfterDays - 1) * day);
}

const alterable = new Set<Type>(["MedicineTaken", "MedicineDispensed", "SurveyCompleted", "SymptomReported"]);
const repeatable = new Set<Type>(["MedicineTaken", "SymptomReported"]);

/** The same event with one other value. */
function altered(event: Event): Event {
  if (!Number.isNaN(event.value)) return { ...event, value: event.value >= 5 ? event.value - 3 : event.value + 3 };
  if (!Number.isNaN(event.daysSupply)) return { ...event, daysSupply: event.daysSupply - 7 };
  return { ...event, dose: event.dose * 2 };
}

/** Records what happened to a patient, now and then awkwardly; true if the export holds it. */
export function record(to: Recorder, random: Random, patient: number, happening: Happening): boolean {
  const { type, source, occurred } = happening;
  const event: Event = {
    type: typeCode(type),
    patient,
    occurred,
    recorded: Math.floor((happening.settled ?? occurred) + lag(random, source)),
    source: sourceCode(source),
    by: happening.by,
    item: happening.item ? itemCode(happening.item) : 0,
    dose: happening.dose ?? NaN,
    perDay: happening.perDay ?? NaN,
    daysSupply: happening.daysSupply ?? NaN,
    until: happening.until ?? 0,
    value: happening.value ?? NaN,
    reason: happening.reason ? reasonCode(happening.reason) : 0,
    extra: random.bits(),
  };
  const { exportedAt } = to.calendar;
  if (event.recorded > exportedAt) {
    to.unrecorded.set(type, (to.unrecorded.get(type) ?? 0) + 1);
    return false;
  }
  const fate = random.unit();
  if (fate >= awkwardShare) append(to.store, event, kinds.plain, -1);
  else awkwardly(to, random, event, type, fate);
  return true;
}

const awkwardShare = awkward.duplicate + awkward.sameIdOtherContent + awkward.correction + awkward.retraction;

/** Records an event and what follows it: delivered twice, in conflict, corrected, or entered twice and retracted. */
function awkwardly(to: Recorder, random: Random, event: Event, type: Type, fate: number): void {
  const follow = (next: Event, kind: Kind, target: number, least: number, most: number) => {
    const recorded = Math.floor(event.recorded + random.between(least, most));
    if (recorded <= to.calendar.exportedAt) append(to.store, { ...next, recorded }, kind, target);
  };
  let left = fate;
  if ((left -= awkward.duplicate) < 0) {
    follow(event, kinds.duplicate, append(to.store, event, kinds.plain, -1), 1, 3 * day);
  } else if (alterable.has(type) && (left -= awkward.sameIdOtherContent) < 0) {
    follow(altered(event), kinds.conflict, append(to.store, event, kinds.plain, -1), minute, 2 * day);
  } else if (alterable.has(type) && (left -= awkward.correction) < 0) {
    follow(event, kinds.correction, append(to.store, altered(event), kinds.corrected, -1), hour, 10 * day);
  } else {
    append(to.store, event, kinds.plain, -1);
    if (repeatable.has(type) && (left -= awkward.retraction) < 0) mistake(to, random, event);
  }
}

/** The event entered a second time minutes later, by mistake, and withdrawn again. */
function mistake(to: Recorder, random: Random, event: Event): void {
  const { exportedAt } = to.calendar;
  const shift = random.whole(2 * minute, 9 * minute);
  const again = { ...event, occurred: event.occurred + shift, recorded: event.recorded + shift, extra: random.bits() };
  if (again.recorded > exportedAt) return;
  const target = append(to.store, again, kinds.mistaken, -1);
  const recorded = again.recorded + random.whole(5 * minute, 2 * day);
  if (recorded > exportedAt) return;
  const { patient, source, by } = event;
  const reason = reasonCode("entered twice");
  append(to.store, { ...blank, type: typeCode("EventRetracted"), patient, source, by, occurred: recorded - 2, recorded, reason, extra: random.bits() }, kinds.retraction, target);
}
