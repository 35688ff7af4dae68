import { Temporal } from "temporal-polyfill";

export const zones = ["Europe/Berlin", "America/New_York"] as const;

/** The study's days, numbered from 0, in each zone. Moments are whole seconds since 1970, UTC. */
export type Calendar = {
  start: string;
  days: number;
  lastDay: string;
  /** When the export was made: nothing recorded later is in the files. */
  exportedAt: number;
  /** The moment of a local wall-clock time, in seconds of the day, 04:00 or later. */
  at(zone: number, day: number, second: number): number;
  /** The moment at which a local day begins. */
  midnight(zone: number, day: number): number;
  /** The calendar month of a day, YYYY-MM. */
  month(day: number): string;
  /** Days of the study on which the clocks change. */
  changes: Record<string, string[]>;
};

const margin = 400;
const seconds = (moment: Temporal.ZonedDateTime) => moment.epochMilliseconds / 1000;

export function calendar(start: string, months: number): Calendar {
  const first = Temporal.PlainDate.from(start);
  const days = first.until(first.add({ months }), { largestUnit: "day" }).days;
  const iso = (day: number) => first.add({ days: day }).toString();
  const known = zones.map((timeZone) =>
    Array.from({ length: days + margin }, (_, day) => {
      const date = first.add({ days: day });
      return {
        midnight: seconds(date.toZonedDateTime({ timeZone })),
        noon: seconds(date.toZonedDateTime({ timeZone, plainTime: "12:00" })),
      };
    }),
  );
  const on = (zone: number, day: number) => {
    const found = known[zone]?.[day];
    if (!found) throw new RangeError(`day ${day} is beyond the calendar`);
    return found;
  };
  const changed = (zone: number, day: number) => on(zone, day + 1).midnight - on(zone, day).midnight !== 86_400;
  const monthOf = Array.from({ length: days }, (_, day) => iso(day).slice(0, 7));
  const lastDay = iso(days - 1);
  return {
    start,
    days,
    lastDay,
    exportedAt: seconds(Temporal.PlainDate.from(lastDay).toZonedDateTime({ timeZone: "UTC", plainTime: "21:30" })),
    at: (zone, day, second) => on(zone, day).noon + Math.floor(second) - 43_200,
    midnight: (zone, day) => on(zone, day).midnight,
    month: (day) => monthOf[day] ?? "",
    changes: Object.fromEntries(
      zones.map((name, zone) => [
        name,
        Array.from({ length: days }, (_, day) => day)
          .filter((day) => changed(zone, day))
          .map(iso),
      ]),
    ),
  };
}
