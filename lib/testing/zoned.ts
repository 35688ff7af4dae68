import fc from "fast-check";

const hour = 3_600_000;
const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const digits = { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-CA", { timeZone, hourCycle: "h23", year: "numeric", ...digits });
  formats.set(timeZone, format);
  return format;
}

function fields(moment: number, zone: string): (name: Intl.DateTimeFormatPartTypes) => string {
  const parts = formatOf(zone).formatToParts(moment);
  return (name) => parts.find(({ type }) => type === name)?.value ?? "";
}

/** The local day of a moment (milliseconds since 1970), as the platform's own calendar has it. */
export function localDay(moment: number, zone: string): string {
  const of = fields(moment, zone);
  return `${of("year")}-${of("month")}-${of("day")}`;
}

/** How far ahead of UTC the platform's calendar has a zone. */
function ahead(moment: number, zone: string): number {
  const of = fields(moment, zone);
  const time = `${of("hour")}:${of("minute")}:${of("second")}Z`;
  return Date.parse(`${of("year")}-${of("month")}-${of("day")}T${time}`) - Math.floor(moment / 1000) * 1000;
}

/** The first moment from `from` on at which the zone's offset is no longer what it was there; `to` where there is none. */
function changeBetween(from: number, to: number, zone: string): number {
  const was = ahead(from, zone);
  let [low, high] = [from, to];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (ahead(middle, zone) === was) low = middle;
    else high = middle;
  }
  return high;
}

const [first, last] = [Date.UTC(1970, 0, 1), Date.UTC(2037, 11, 31)];

/** Zones of the whole world, those that are furthest from UTC more often than others. */
const zones = fc.oneof(
  fc.constantFrom("Etc/GMT-14", "Pacific/Kiritimati", "Etc/GMT+12", "Pacific/Apia", "Pacific/Chatham"),
  fc.constantFrom("America/Havana", "Asia/Beirut", "America/Asuncion", "Africa/Cairo", "Europe/Berlin"),
  fc.constantFrom(...Intl.supportedValuesOf("timeZone")),
);

/** Some time between two clock changes, or within hours of one, or of midnight. */
export const zoned: fc.Arbitrary<{ zone: string; moment: number }> = fc
  .record({
    zone: zones,
    near: fc.constantFrom("anything", "midnight", "change"),
    at: fc.integer({ min: first / 1000, max: last / 1000 }).map((seconds) => seconds * 1000),
    by: fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -3 * hour, max: 3 * hour })),
  })
  .map(({ zone, near, at, by }) => {
    if (near === "anything") return { zone, moment: at };
    if (near === "change") return { zone, moment: changeBetween(at, at + 183 * day, zone) + by };
    return { zone, moment: Math.floor(at / day) * day - ahead(at, zone) + by };
  });
