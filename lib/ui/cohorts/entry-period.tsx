import type { Entry } from "@/lib/cohorts/cohort";
import { DayField } from "../kit/day-field";

type EntryPeriodProps = { value: Entry; onChange(value: Entry): void };

/** Between which days of the calendar patients enter. */
export function EntryPeriod({ value, onChange }: EntryPeriodProps) {
  const { from, until } = value;
  return (
    <div className="flex flex-wrap items-end gap-2">
      <DayField
        label="Enter from"
        value={from ?? null}
        onChange={(day) => onChange({ ...value, from: day ?? undefined })}
      />
      <DayField
        label="Enter until"
        value={until ?? null}
        onChange={(day) => onChange({ ...value, until: day ?? undefined })}
      />
      <p className="max-w-72 self-center text-sm text-soft">
        Both included; empty is without limit. Who enters on another day is left out.
      </p>
    </div>
  );
}
