import { roles, type Role } from "@/lib/ingest/mapping/mapping";
import { SelectField } from "../kit/select";

/** What each role means to the insights. */
export const roleWords: Readonly<Record<Role, string>> = {
  trait: "a fact about the patient",
  order: "a prescription and its schedule",
  stop: "end of a prescription",
  supply: "a supply that covers days",
  intake: "a dose taken",
  missed: "a dose skipped",
  "task-due": "a task set",
  "task-done": "a task done",
  measure: "a survey, symptom or lab value",
  stay: "a stay in hospital",
  enrolment: "start of observation",
  observation: "a period of observation",
  end: "death, withdrawal or loss",
  correction: "a correction",
  retraction: "a retraction",
  erasure: "an erasure",
};

const none = "none";
const options = [{ id: none, label: "no role" }, ...roles.map((role) => ({ id: role, label: roleWords[role] }))];

type RolesProps = {
  types: readonly string[];
  given: Readonly<Record<string, Role>>;
  onChange(type: string, role: Role | null): void;
};

/** What each type of event means, so that the insights understand any vocabulary. */
export function Roles({ types, given, onChange }: RolesProps) {
  if (types.length === 0) return null;
  const held = new Map(Object.entries(given));
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">What the types mean</legend>
      <ul className="grid gap-2 sm:grid-cols-2">
        {types.map((type) => (
          <li key={type} className="grid grid-cols-2 items-center gap-2">
            <span className="truncate text-sm">{type}</span>
            <SelectField
              hideLabel
              label={`Meaning of ${type}`}
              value={held.get(type) ?? none}
              options={options}
              onChange={(id) => onChange(type, roles.find((role) => role === id) ?? null)}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
