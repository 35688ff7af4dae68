import { Temporal } from "temporal-polyfill";
import { isoDay } from "@/lib/charts/format";
import { isDay } from "@/lib/log/moment";

/** The local day of a moment that was given as a date or as ISO text, in the zone. */
export const dayOfMoment = (given: string, zone: string): string =>
  isDay(given) ? given : Temporal.Instant.from(given).toZonedDateTimeISO(zone).toPlainDate().toString();

/** “31 Mar 2026”, or with its time where a moment within a day was given. */
export function shortMoment(given: string, zone: string): string {
  if (isDay(given)) return isoDay(given);
  const local = Temporal.Instant.from(given).toZonedDateTimeISO(zone);
  return `${isoDay(local.toPlainDate().toString())}, ${local.toPlainTime().toString({ smallestUnit: "second" })}`;
}

/** “31 Mar 2026, end of day, Europe/Berlin”. */
export const momentWords = (given: string, zone: string): string =>
  `${shortMoment(given, zone)}${isDay(given) ? ", end of day" : ""}, ${zone}`;
