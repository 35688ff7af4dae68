import { type CalendarDate, parseDate } from "@internationalized/date";
import { type ReactNode, useRef } from "react";
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
  DateField,
  Label,
} from "react-aria-components";
import { DayInput } from "../kit/day-input";
import { Icon } from "../kit/icon";

type MomentPickerProps = {
  label: string;
  /** ISO days; nothing outside of them can be chosen. */
  from: string;
  to: string;
  value: string;
  onChange(day: string): void;
  /** Stands beside the typed day. */
  beside: ReactNode;
};

const arrow =
  "grid size-8 place-items-center rounded-field text-soft hover:bg-river-faint hover:text-ink disabled:opacity-30";

/** A day, typed or chosen from a month. */
export function MomentPicker({ label, from, to, value, onChange, beside }: MomentPickerProps) {
  const [minValue, maxValue] = [parseDate(from), parseDate(to)];
  const chosen = parseDate(value);
  const typed = useRef<CalendarDate | null>(null);
  const take = (day: CalendarDate | null) => {
    if (day && day.compare(minValue) >= 0 && day.compare(maxValue) <= 0 && day.compare(chosen) !== 0)
      onChange(day.toString());
  };
  return (
    <>
      <div className="flex gap-2.5">
        <DateField
          key={value}
          defaultValue={chosen}
          onChange={(day) => {
            typed.current = day;
          }}
          onBlur={() => take(typed.current)}
          onKeyDown={({ key }) => key === "Enter" && take(typed.current)}
          className="mb-2.5 grow"
        >
          <Label className="text-sm font-semibold">{label}</Label>
          <DayInput className="mt-1" />
        </DateField>
        {beside}
      </div>
      <Calendar
        aria-label={label}
        value={chosen}
        onChange={take}
        minValue={minValue}
        maxValue={maxValue}
        firstDayOfWeek="mon"
      >
        <header className="mb-1 flex items-center justify-between">
          <AriaButton slot="previous" className={arrow}>
            <Icon name="left" />
          </AriaButton>
          <CalendarHeading className="text-sm font-semibold" />
          <AriaButton slot="next" className={arrow}>
            <Icon name="right" />
          </AriaButton>
        </header>
        <CalendarGrid className="w-full border-separate border-spacing-0.5" weekdayStyle="short">
          <CalendarGridHeader>
            {(day) => <CalendarHeaderCell className="text-2xs font-normal text-soft">{day}</CalendarHeaderCell>}
          </CalendarGridHeader>
          <CalendarGridBody>
            {(date) => (
              <CalendarCell
                date={date}
                className="mx-auto grid size-8.5 cursor-pointer place-items-center rounded-field text-sm outline-offset-1 data-disabled:cursor-default data-disabled:text-edge data-hovered:bg-river-faint data-outside-month:invisible data-selected:bg-river data-selected:text-on-river"
              />
            )}
          </CalendarGridBody>
        </CalendarGrid>
      </Calendar>
    </>
  );
}
