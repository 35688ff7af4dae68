import { parseDate } from "@internationalized/date";
import { DateField, DateInput, DateSegment, Label } from "react-aria-components";

type DayFieldProps = { label: string; value: string | null; onChange(day: string | null): void };

/** A day that may be left empty, typed part by part; ISO days. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <DateField
      value={value === null ? null : parseDate(value)}
      onChange={(day) => onChange(day?.toString() ?? null)}
      className="min-w-0"
    >
      <Label className="text-sm text-soft">{label}</Label>
      <DateInput className="flex rounded-field border border-edge bg-card px-2.5 py-1.5">
        {(segment) => (
          <DateSegment
            segment={segment}
            className="rounded-sm px-0.5 outline-none data-focused:bg-river data-focused:text-on-river data-placeholder:text-soft"
          />
        )}
      </DateInput>
    </DateField>
  );
}
