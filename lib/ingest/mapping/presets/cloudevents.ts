import { columnsOf, mappingOf, traitsOf } from "../build";
import { lookAlsoFor, timeIn, type Look } from "../look";
import type { Mapping } from "../mapping";
import { attributeNames, payloadNames, rolesFor, traitNames } from "../vocabulary";

/** CloudEvents, also with the `ce_` prefix of Kafka headers: `time` is when it occurred, source and id together are its identity; what `data` holds is promoted before. */
export function cloudevents(events: Look): Mapping | null {
  const look = lookAlsoFor(events, payloadNames);
  const find = (name: string) => look.find(name, `ce_${name}`);
  const column = (name: string) => columnsOf(look, name, `ce_${name}`);
  const [type, id, subject] = [column("type"), find("id"), column("subject")];
  const source = columnsOf(events, "source", "ce_source");
  const occurredAt = timeIn(look, find("time"));
  const patient = subject ?? columnsOf(look, "patient_id", "person_id", "patient");
  if (!type || !source || id === undefined || !occurredAt || !patient || find("specversion") === undefined) return null;
  const [sourceColumn] = "from" in source ? source.from : [];
  const { item, unit, reason, dose, perDay, daysSupply, value } = attributeNames;
  return mappingOf({
    name: "CloudEvents",
    type,
    subject: patient,
    occurredAt,
    id: sourceColumn === undefined ? [id] : [sourceColumn, id],
    recordedAt: timeIn(look, look.find("recordedtime", "recorded_at", "ce_recordedtime", "ce_recorded_at")),
    recordedBy: columnsOf(look, "recorded_by"),
    source,
    zoneColumn: columnsOf(look, "zone"),
    corrects: columnsOf(look, "corrects"),
    item: columnsOf(look, ...item),
    unit: columnsOf(look, ...unit),
    reason: columnsOf(look, ...reason),
    dose: columnsOf(look, ...dose),
    perDay: columnsOf(look, ...perDay),
    daysSupply: columnsOf(look, ...daysSupply),
    value: columnsOf(look, ...value),
    until: timeIn(look, look.find("until")),
    traits: traitsOf(look, traitNames),
    roles: rolesFor(look, type),
  });
}
