import { Time } from "@internationalized/date";
import { useRef } from "react";
import { Label, TimeField, type TimeValue } from "react-aria-components";
import { DayInput } from "../kit/day-input";

type MomentTimeProps = {
  /** “14:30”; null is the end of the day. */
  value: string | null;
  onChange(time: string | null): void;
};

const timeOf = (text: string): Time => {
  const [hour, minute] = text.split(":").map(Number);
  return new Time(hour, minute);
};

const textOf = (time: TimeValue | null): string | null => time && time.toString().slice(0, 5);

/** A time of the day to the minute, typed; left empty it is the day's end. */
export function MomentTime({ value, onChange }: MomentTimeProps) {
  const typed = useRef(value);
  const take = () => {
    if (typed.current !== value) onChange(typed.current);
  };
  return (
    <TimeField
      defaultValue={value === null ? null : timeOf(value)}
      granularity="minute"
      hourCycle={24}
      onChange={(time) => {
        typed.current = textOf(time);
      }}
      onBlur={take}
      onKeyDown={({ key }) => key === "Enter" && take()}
      className="mb-2.5"
    >
      <Label className="text-sm font-semibold">Time</Label>
      <DayInput className="mt-1" />
    </TimeField>
  );
}
