import type { Cell } from "../reader";
import { jsonText } from "../text";

/** Where OMOP's person table has a birth. */
export const birthColumns = ["birth_datetime", "year_of_birth", "month_of_birth", "day_of_birth"] as const;

const digits = (value: Cell | undefined, width: number) =>
  (typeof value === "string" ? value : jsonText(value ?? 1)).padStart(width, "0");

/** The day of birth as ISO text: of birth_datetime, else of year, month and day, the first where the month or day is not known. */
export function birthDate(birth: Partial<Record<(typeof birthColumns)[number], Cell>>): string | null {
  const { birth_datetime: at, year_of_birth: year, month_of_birth: month, day_of_birth: day } = birth;
  if (typeof at === "string" && at.length >= 10) return at.slice(0, 10);
  return year === null || year === undefined ? null : `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}
