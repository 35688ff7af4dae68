import { Temporal } from "temporal-polyfill";
import { isoDay } from "@/lib/charts/format";
import { isDay } from "@/lib/log/moment";

/** The local day of a moment that was given as a date or as ISO text, in the zone. */
export const dayOfMoment = (given: string, zone: string): string =>
  isDay(given) ? given : Temporal.Instant.from(given).toZonedDateTimeISO(zone).toPlainDate().toString();

/** The local time of a moment, “14:30”; null where it was given as a date. */
export const timeOfMoment = (given: string, zone: string): string | null =>
  isDay(given) ? null : Temporal.Instant.from(given).toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5);

/** A local day, or a time on it, as a moment is given. */
export const momentAt = (day: string, time: string | null, zone: string): string =>
  time === null
    ? day
    : Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant().toString();

/** “31 Mar 2026”, or with its time where a moment within a day was given. */
export function shortMoment(given: string, zone: string): string {
  if (isDay(given)) return isoDay(given);
  const local = Temporal.Instant.from(given).toZonedDateTimeISO(zone);
  return `${isoDay(local.toPlainDate().toString())}, ${local.toPlainTime().toString({ smallestUnit: "second" })}`;
}

/** “31 Mar 2026, end of day, Europe/Berlin”. */
export const momentWords = (given: string, zone: string): string =>
  `${shortMoment(given, zone)}${isDay(given) ? ", end of day" : ""}, ${zone}`;
