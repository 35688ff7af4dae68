import { columnsOf, mappingOf, traitsOf } from "./build";
import { given, kindOf, timeIn, type Look } from "./look";
import type { Mapping, Ref, TimeRef } from "./mapping";
import { attributeNames, rolesFor, traitNames } from "./vocabulary";

/** Names for what stands around a payload and is taken where the payload itself has nothing. */
export const standIns = { subject: "record key", type: "record topic", time: "record timestamp" } as const;

const subjectNames = [
  "subject",
  "subject_id",
  "patient_id",
  "patient",
  "person_id",
  "person",
  "patient_number",
  "patient_no",
  "mrn",
  "participant_id",
  "participant",
  "usubjid",
  "subjid",
  "pat_id",
  "patid",
  "member_id",
  "client_id",
  standIns.subject,
];
const timeNames = [
  "occurred_at",
  "event_time",
  "event_timestamp",
  "event_date",
  "time",
  "timestamp",
  "datetime",
  "date",
  "start_time",
  "start_date",
  "start",
  "performed_at",
  "administered_at",
  "effective_date",
  "at",
  "ts",
  "created_at",
  standIns.time,
];
const recordedNames = [
  "recorded_at",
  "recorded_time",
  "recordedtime",
  "received_at",
  "ingested_at",
  "inserted_at",
  "loaded_at",
  "created_at",
];
const typeNames = ["type", "event_type", "event", "event_name", "activity", "action", "kind", standIns.type];

/** A column that repeats as patients do: more than one value, each several times. */
function repeating(look: Look): string | undefined {
  const repeats = (name: string) => {
    const values = given(look, name);
    const distinct = new Set(values.map(String)).size;
    return distinct > 1 && distinct * 2 <= values.length;
  };
  return look.columns.find(
    ({ name, type }) =>
      /(^|[_\s-])id$|Id$/.test(name) && (kindOf(type) === "text" || kindOf(type) === "number") && repeats(name),
  )?.name;
}

function timeOf(look: Look): TimeRef | undefined {
  const named = timeNames.map((name) => timeIn(look, look.find(name))).find((ref) => ref !== undefined);
  if (named) return named;
  const typed = look.columns.find(({ type }) => kindOf(type) === "moment" || kindOf(type) === "day");
  const texts = look.columns.filter(({ name, type }) => kindOf(type) === "text" && given(look, name).length > 0);
  return timeIn(look, typed?.name) ?? texts.map(({ name }) => timeIn(look, name)).find((ref) => ref !== undefined);
}

const nameOf = (file: string) => file.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "") || "Event";

export type Guess = { mapping: Mapping | null; missing: string[] };

/** The likeliest mapping of an unknown file, and which of patient and time nothing was found for. */
export function guess(look: Look): Guess {
  const named = columnsOf(look, ...subjectNames);
  const repeated = repeating(look);
  const subject: Ref | undefined =
    named && "from" in named
      ? { from: named.from.slice(0, 1) }
      : repeated === undefined
        ? undefined
        : { from: [repeated] };
  const occurredAt = timeOf(look);
  const missing = [...(subject ? [] : ["patient"]), ...(occurredAt ? [] : ["time"])];
  if (!subject || !occurredAt) return { mapping: null, missing };
  const typed = look.find(...typeNames);
  const type: Ref = typed === undefined ? { constant: nameOf(look.file) } : { from: [typed] };
  const recorded = timeIn(look, look.find(...recordedNames));
  const id = look.find("event_id", "id");
  const taken = new Set([
    ...("from" in subject ? subject.from : []),
    ...occurredAt.from,
    ...("from" in type ? type.from : []),
  ]);
  const attribute = (names: readonly string[]) => {
    const column = look.find(...names);
    return column === undefined || taken.has(column) ? undefined : { from: [column] };
  };
  const daysSupply = attribute(attributeNames.daysSupply);
  const mapping = mappingOf({
    name: nameOf(look.file),
    type,
    subject,
    occurredAt,
    id: id === undefined || taken.has(id) ? [] : [id],
    recordedAt: recorded && !occurredAt.from.includes(recorded.from[0] ?? "") ? recorded : undefined,
    recordedBy: attribute(["recorded_by", "author", "actor"]),
    source: attribute(["source", "source_system"]),
    zoneColumn: attribute(["zone", "time_zone", "timezone"]),
    corrects: attribute(["corrects"]),
    item: attribute(attributeNames.item),
    unit: attribute(attributeNames.unit),
    reason: attribute(attributeNames.reason),
    dose: attribute(attributeNames.dose),
    perDay: attribute(attributeNames.perDay),
    daysSupply,
    value: attribute(attributeNames.value),
    until: timeIn(look, look.find("until", "end_time", "end_date", "ended_at")),
    traits: traitsOf(look, traitNames),
    roles: "constant" in type ? (daysSupply ? { [type.constant]: "supply" } : {}) : rolesFor(look, type),
  });
  return { mapping, missing };
}
