import { columnsOf, mappingOf, traitsOf } from "../build";
import { timeIn, type Look } from "../look";
import type { Mapping } from "../mapping";
import { rolesFor } from "../vocabulary";

const traits = { sex: ["sex"], birth_date: ["birth_date"], arm: ["arm"], prior_treatment: ["prior_treatment"] };

/** Rivergraph's own columns: type, subject and a time must be there, the others may be missing, in any order and type. */
export function own(look: Look): Mapping | null {
  const type = columnsOf(look, "type");
  const subject = columnsOf(look, "subject");
  const occurredAt = timeIn(look, look.find("occurred_at"));
  if (!type || !subject || !occurredAt || look.has("specversion")) return null;
  const id = look.find("event_id");
  return mappingOf({
    name: "Rivergraph",
    type,
    subject,
    occurredAt,
    id: id === undefined ? [] : [id],
    recordedAt: timeIn(look, look.find("recorded_at")),
    recordedBy: columnsOf(look, "recorded_by"),
    source: columnsOf(look, "source"),
    zoneColumn: columnsOf(look, "zone"),
    topic: columnsOf(look, "topic"),
    partition: columnsOf(look, "partition"),
    offset: columnsOf(look, "offset"),
    corrects: columnsOf(look, "corrects"),
    item: columnsOf(look, "item"),
    unit: columnsOf(look, "unit"),
    reason: columnsOf(look, "reason"),
    dose: columnsOf(look, "dose"),
    perDay: columnsOf(look, "doses_per_day"),
    daysSupply: columnsOf(look, "days_supply"),
    value: columnsOf(look, "value"),
    until: timeIn(look, look.find("until")),
    traits: traitsOf(look, traits),
    roles: rolesFor(look, type),
  });
}
