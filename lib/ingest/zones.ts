import { Temporal } from "temporal-polyfill";

/** From this moment (microseconds since 1970, UTC) the zone is so many seconds ahead of UTC. */
export type Transition = { from: number; offsetSeconds: number };

/** Whether a name is an IANA zone that this machine knows. */
export function validZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const at = (micros: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(micros / 1000)).toZonedDateTimeISO(zone);

const entry = (moment: Temporal.ZonedDateTime, from: number): Transition => ({
  from,
  offsetSeconds: moment.offsetNanoseconds / 1e9,
});

/** A zone's offsets over a span of UTC moments (microseconds): the first holds at its start, each later one from its own moment on. */
export function transitions(zone: string, from: number, to: number): Transition[] {
  let moment: Temporal.ZonedDateTime | null = at(from, zone);
  const found = [entry(moment, from)];
  while ((moment = moment.getTimeZoneTransition("next")) !== null) {
    const micros = moment.epochMilliseconds * 1000;
    if (micros > to) break;
    found.push(entry(moment, micros));
  }
  return found;
}
