import { columnsOf, mappingOf, traitsOf } from "../build";
import { timeIn, type Look } from "../look";
import type { Mapping, TimeRef } from "../mapping";
import { omopTables, referenceTables, type OmopTable } from "./omop-tables";

const namespace = "person_id";

/** The date before the datetime: OMOP's datetimes are often a midnight in no zone, and the date is the local day. */
function timeOf(look: Look, name: string | undefined): TimeRef | undefined {
  const found =
    name === undefined
      ? []
      : [`${name}_date`, `${name}_datetime`].flatMap((column) => timeIn(look, look.find(column))?.from ?? []);
  return found.length ? { from: found } : undefined;
}

const key = (look: Look, name: string) => {
  const column = look.find(name);
  return column === undefined ? [] : [column];
};

function event(look: Look, { table, type, start, end, concept, role }: OmopTable): Mapping | null {
  const subject = columnsOf(look, "person_id");
  const occurredAt = timeOf(look, start);
  if (!subject || !occurredAt) return null;
  return mappingOf({
    name: `OMOP ${table}`,
    namespace,
    type: { constant: type },
    subject,
    occurredAt,
    id: key(look, table === "death" ? "person_id" : `${table}_id`),
    idSpace: table,
    until: timeOf(look, end),
    recordedBy: columnsOf(look, "provider_id"),
    item: concept === undefined ? undefined : columnsOf(look, `${concept}_source_value`, `${concept}_concept_id`),
    unit: columnsOf(look, "unit_source_value", "dose_unit_source_value", "unit_concept_id"),
    daysSupply: columnsOf(look, "days_supply"),
    value: role === "measure" ? columnsOf(look, "value_as_number") : undefined,
    reason: columnsOf(look, "stop_reason"),
    roles: role ? { [type]: role } : {},
  });
}

const sexes = { "8507": "male", "8532": "female", "0": "unknown" };

function person(look: Look): Mapping | null {
  const subject = columnsOf(look, "person_id");
  const occurredAt = timeIn(look, look.find("birth_date", "birth_datetime"));
  const gender = look.find("gender_concept_id");
  if (!subject || !occurredAt || gender === undefined) return null;
  const traits = traitsOf(look, {
    birth_date: ["birth_date", "birth_datetime"],
    race: ["race_source_value", "race_concept_id"],
    ethnicity: ["ethnicity_source_value", "ethnicity_concept_id"],
  });
  return mappingOf({
    name: "OMOP person",
    namespace,
    type: { constant: "Person" },
    subject,
    occurredAt,
    id: key(look, "person_id"),
    idSpace: "person",
    traits: { sex: { from: [gender], codes: sexes }, ...traits },
    roles: { Person: "trait" },
  });
}

function reference(look: Look): Mapping | null {
  const [first] = look.columns;
  const table = Object.entries(referenceTables).find(([, columns]) => look.has(...columns))?.[0];
  if (!first || table === undefined || look.has("person_id")) return null;
  return mappingOf({
    name: `OMOP ${table}`,
    reference: true,
    type: { constant: table },
    subject: { constant: "" },
    occurredAt: { from: [first.name] },
  });
}

/** Tables of the OMOP common data model, by the columns that only they have. */
export function omop(look: Look): Mapping | null {
  for (const table of omopTables) {
    const mapping = event(look, table);
    if (mapping) return mapping;
  }
  return person(look) ?? reference(look);
}
