import { Temporal } from "temporal-polyfill";

const bare = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a moment is given as a day, which means its end. */
export const isDay = (given: string): boolean => bare.test(given);

const written = (instant: Temporal.Instant): string => instant.toString({ fractionalSecondDigits: 6 });

/** A moment as text that sorts by time: ISO UTC to the microsecond. A bare date is the end of that day in the zone; null where the text is no date and no moment with its offset. */
export function momentOf(given: string, zone: string): string | null {
  try {
    if (!isDay(given)) return written(Temporal.Instant.from(given));
    const next = Temporal.PlainDate.from(given).add({ days: 1 }).toZonedDateTime(zone).toInstant();
    return written(next.subtract({ microseconds: 1 }));
  } catch {
    return null;
  }
}

/** A moment as it would be given: the day of which it is the end in the zone, else itself. */
export function givenOf(moment: string, zone: string): string {
  const day = Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDate().toString();
  return momentOf(day, zone) === momentOf(moment, zone) ? day : moment;
}
