import { columnsOf, mappingOf } from "../build";
import { timeIn, type Look } from "../look";
import type { Mapping } from "../mapping";

const type = "MedicineDispensed";

/** A table of dispensings: patient, date, days supplied; dose and medication where they are. Rows have no ids. */
export function dispensing(look: Look): Mapping | null {
  const register = look.find("patient_id", "patient") === undefined ? "person_id" : "patient";
  const subject = columnsOf(look, "patient_id", "patient", "person_id");
  const occurredAt = timeIn(
    look,
    look.find("date", "dispensing_date", "dispense_date", "dispensed_at", "fill_date", "date_filled"),
  );
  const daysSupply = columnsOf(look, "days_supply", "duration", "days_supplied");
  if (!subject || !occurredAt || !daysSupply) return null;
  return mappingOf({
    name: "Dispensings",
    namespace: register,
    type: { constant: type },
    subject,
    occurredAt,
    daysSupply,
    item: columnsOf(look, "medication", "category", "item", "drug"),
    dose: columnsOf(look, "daily_dose", "perday", "dose"),
    unit: columnsOf(look, "unit", "dose_unit"),
    roles: { [type]: "supply" },
  });
}
