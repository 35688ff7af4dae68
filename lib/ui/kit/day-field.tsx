import { parseDate } from "@internationalized/date";
import { DateField, Label } from "react-aria-components";
import { DayInput } from "./day-input";

type DayFieldProps = {
  label: string;
  value: string | null;
  onChange(day: string | null): void;
};

/** A day that may be left empty, typed part by part; ISO days. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <DateField
      value={value === null ? null : parseDate(value)}
      onChange={(day) => onChange(day?.toString() ?? null)}
      className="min-w-0"
    >
      <Label className="text-sm text-soft">{label}</Label>
      <DayInput />
    </DateField>
  );
}
