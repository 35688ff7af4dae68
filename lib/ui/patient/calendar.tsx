"use client";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { dayFormats } from "@/lib/charts/format";
import type { PatientEvent } from "@/lib/projections/patient/events";
import { type DoseState, type MonthDay, daysOfMonth, monthOf } from "@/lib/projections/patient/month";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { CalendarKey, DayMarks, StateMark } from "./calendar-marks";
import { dayWords, monthWords } from "./calendar-words";

type CalendarProps = {
  /** The patient's events as they are known, in order of time. */
  events: readonly PatientEvent[];
  /** The local day that is read, and the last one that there can be something of. */
  day: string;
  dataEnd: string;
  onDay(day: string): void;
};

const dayMs = 86_400_000;
const isoOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
/** From 0 on Monday. */
const weekdayOf = (day: string): number => (new Date(day).getUTCDay() + 6) % 7;

const grounds: Readonly<Record<Exclude<DoseState, null>, string>> = {
  all: "bg-river-soft",
  partly: "bg-river-faint",
  skipped: "bg-copper-soft",
  unrecorded: "",
};

/** The same day some months on, or the last day of that month. */
function monthsOn(day: string, by: number): string {
  const date = new Date(`${day.slice(0, 7)}-01`);
  date.setUTCMonth(date.getUTCMonth() + by);
  const days = daysOfMonth(date.toISOString());
  return days[Math.min(days.length, Number(day.slice(8))) - 1] ?? day;
}

/** Days by weeks that start on Monday; null where a week reaches out of the month. */
function weeksOf(days: readonly MonthDay[]): (MonthDay | null)[][] {
  const before = days[0] ? weekdayOf(days[0].day) : 0;
  const cells = [...Array.from({ length: before }, () => null), ...days];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_each, i) => cells[week * 7 + i] ?? null),
  );
}

/** Where a key leads from a day. */
function movedBy(key: string, day: string): string | null {
  const on = (days: number) => isoOf(Date.parse(day) + days * dayMs);
  switch (key) {
    case "ArrowLeft":
      return on(-1);
    case "ArrowRight":
      return on(1);
    case "ArrowUp":
      return on(-7);
    case "ArrowDown":
      return on(7);
    case "Home":
      return on(-weekdayOf(day));
    case "End":
      return on(6 - weekdayOf(day));
    case "PageUp":
      return monthsOn(day, -1);
    case "PageDown":
      return monthsOn(day, 1);
    default:
      return null;
  }
}

/** The month of a day: what was due and taken on each day, and what else happened. Arrows move by days and weeks, Page keys by months. */
export function Calendar({ events, day, dataEnd, onDay }: CalendarProps) {
  const table = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  const month = monthOf(events, day, dataEnd);
  const first = events[0]?.day ?? dataEnd;
  const clamped = (to: string) => (to > dataEnd ? dataEnd : to < first ? first : to);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    table.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }, [day]);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = movedBy(event.key, day);
    if (to === null) return;
    event.preventDefault();
    if (clamped(to) === day) return;
    moved.current = true;
    onDay(clamped(to));
  };
  const name = dayFormats.monthYear(Date.parse(day));
  const [earlier, later] = [clamped(monthsOn(day, -1)), clamped(monthsOn(day, 1))];
  return (
    <section aria-label="Calendar" className="card min-w-0 px-3! sm:px-5!">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-base font-semibold">{name}</h2>
        <div className="flex gap-1">
          <Button
            kind="quiet"
            aria-label="Month before"
            isDisabled={earlier.slice(0, 7) === day.slice(0, 7)}
            onPress={() => onDay(earlier)}
          >
            <Icon name="left" />
          </Button>
          <Button
            kind="quiet"
            aria-label="Month after"
            isDisabled={later.slice(0, 7) === day.slice(0, 7)}
            onPress={() => onDay(later)}
          >
            <Icon name="right" />
          </Button>
        </div>
      </div>
      <p aria-live="polite" className="mb-3 text-sm text-soft">{`${name}: ${monthWords(month)}.`}</p>
      <table
        ref={table}
        role="grid"
        aria-label={`Calendar, ${name}`}
        onKeyDown={onKeyDown}
        className="w-full table-fixed border-separate border-spacing-0.5 sm:border-spacing-1"
      >
        <thead>
          <tr>
            {weekdays.map((weekday) => (
              <th key={weekday} scope="col" abbr={weekday} className="pb-1 text-left text-2xs font-normal text-soft">
                <span aria-hidden="true" className="pl-1.5">
                  {weekday.slice(0, 2)}
                </span>
                <span className="sr-only">{weekday}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month.days).map((week) => (
            <tr key={week.find((one) => one !== null)?.day}>
              {week.map((one, i) =>
                one === null ? (
                  <td key={weekdays[i]} />
                ) : (
                  <DayCell
                    key={one.day}
                    of={one}
                    chosen={one.day === day}
                    dataEnd={dataEnd}
                    onPress={() => onDay(clamped(one.day))}
                  />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <CalendarKey />
    </section>
  );
}

type DayCellProps = { of: MonthDay; chosen: boolean; dataEnd: string; onPress(): void };

function DayCell({ of, chosen, dataEnd, onPress }: DayCellProps) {
  const { day, state, due, taken } = of;
  const past = day <= dataEnd;
  return (
    <td
      data-day={day}
      tabIndex={chosen ? 0 : -1}
      aria-selected={chosen}
      aria-label={dayWords(of, dataEnd)}
      aria-disabled={!past || undefined}
      onClick={() => past && onPress()}
      className={`h-14 rounded-field border p-1 align-top sm:h-16 sm:p-1.5 ${chosen ? "border-river ring-1 ring-river" : "border-line"} ${state === null ? "" : grounds[state]} ${past ? "cursor-pointer hover:border-edge" : "opacity-40"}`}
    >
      <span className="flex items-center justify-between gap-1">
        <span className={`text-xs ${chosen ? "font-semibold text-river" : ""}`}>{Number(day.slice(8))}</span>
        {state !== null && past && <StateMark state={state} />}
      </span>
      <span className="mt-0.5 hidden h-4.5 text-2xs text-soft sm:block">{due > 0 && past && `${taken} of ${due}`}</span>
      <span className="mt-1.5 block sm:mt-0">
        <DayMarks of={of.of} />
      </span>
    </td>
  );
}
