import type { Calendar } from "./calendar";
import { lag } from "./lag";
import { parameters } from "./parameters";
import type { Random } from "./random";
import { append, blank, type Event, type Kind, kinds, type RowStore } from "./rows";
import { reasonCode, type Type, typeCode, types } from "./vocabulary";

const minute = 60;
const hour = 3600;
const day = 86_400;
const { awkward } = parameters;
const awkwardShare = awkward.duplicate + awkward.sameIdOtherContent + awkward.correction + awkward.retraction;

/** Where happenings are recorded; `unrecorded` counts those that were not when the export was made. */
export type Recorder = { calendar: Calendar; store: RowStore; unrecorded: Map<string, number> };

const codesOf = (...all: Type[]) => new Set(all.map(typeCode));
const alterable = codesOf("MedicineTaken", "MedicineDispensed", "SurveyCompleted", "SymptomReported");
const repeatable = codesOf("MedicineTaken", "SymptomReported");

/** The same event with one other value. */
function altered(event: Event): Event {
  if (!Number.isNaN(event.value)) return { ...event, value: event.value >= 5 ? event.value - 3 : event.value + 3 };
  if (!Number.isNaN(event.daysSupply)) return { ...event, daysSupply: event.daysSupply - 7 };
  return { ...event, dose: event.dose * 2 };
}

/** Records what happened, at the earliest when it was settled, now and then awkwardly; true if the export holds it. Sets `recorded` and `extra`. */
export function record(to: Recorder, random: Random, event: Event, settled = event.occurred): boolean {
  event.recorded = Math.floor(settled + lag(random, event.source));
  event.extra = random.bits();
  if (event.recorded > to.calendar.exportedAt) {
    const type = types[event.type] ?? "";
    to.unrecorded.set(type, (to.unrecorded.get(type) ?? 0) + 1);
    return false;
  }
  const fate = random.unit();
  if (fate >= awkwardShare) append(to.store, event, kinds.plain, -1);
  else awkwardly(to, random, event, fate);
  return true;
}

/** Records an event and what follows it: delivered twice, in conflict, corrected, or entered twice and retracted. */
function awkwardly(to: Recorder, random: Random, event: Event, fate: number): void {
  const follow = (next: Event, kind: Kind, target: number, least: number, most: number) => {
    const recorded = Math.floor(event.recorded + random.between(least, most));
    if (recorded <= to.calendar.exportedAt) append(to.store, { ...next, recorded }, kind, target);
  };
  let left = fate;
  if ((left -= awkward.duplicate) < 0) {
    follow(event, kinds.duplicate, append(to.store, event, kinds.plain, -1), 1, 3 * day);
  } else if (alterable.has(event.type) && (left -= awkward.sameIdOtherContent) < 0) {
    follow(altered(event), kinds.conflict, append(to.store, event, kinds.plain, -1), minute, 2 * day);
  } else if (alterable.has(event.type) && (left -= awkward.correction) < 0) {
    follow(event, kinds.correction, append(to.store, altered(event), kinds.corrected, -1), hour, 10 * day);
  } else {
    append(to.store, event, kinds.plain, -1);
    if (repeatable.has(event.type) && (left -= awkward.retraction) < 0) mistake(to, random, event);
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
  const told = { patient, source, by, type: typeCode("EventRetracted"), reason: reasonCode("entered twice") };
  append(
    to.store,
    { ...blank, ...told, occurred: recorded - 2, recorded, extra: random.bits() },
    kinds.retraction,
    target,
  );
}
