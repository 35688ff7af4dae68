import type { Cell, Derivation } from "../read/reader";
import { given, kindOf, type Look } from "./look";
import { isKafka } from "./presets/kafka";

const isObject = (text: Cell): boolean =>
  typeof text === "object" || (typeof text === "string" && text.trimStart().startsWith("{"));

/** Whether a column holds JSON objects, as text or nested. */
function holdsObjects(look: Look, column: string | undefined): column is string {
  const type = look.columns.find(({ name }) => name === column)?.type;
  if (column === undefined || type === undefined || kindOf(type) === "number") return false;
  const values = given(look, column);
  return values.length > 0 && values.filter(isObject).length * 2 >= values.length;
}

function payload(look: Look): Derivation | null {
  const column = look.find("value");
  return isKafka(look) && holdsObjects(look, column) ? { kind: "json", column } : null;
}

function data(look: Look): Derivation | null {
  const column = look.find("data", "value.data");
  return look.find("specversion", "ce_specversion") !== undefined && holdsObjects(look, column)
    ? { kind: "json", column }
    : null;
}

const birth = (look: Look): Derivation | null =>
  look.has("person_id", "gender_concept_id", "year_of_birth") && !look.has("birth_date")
    ? { kind: "birth-date" }
    : null;

/** In this order, each on what the ones before worked out. */
export const derivations: readonly ((look: Look) => Derivation | null)[] = [payload, data, birth];
