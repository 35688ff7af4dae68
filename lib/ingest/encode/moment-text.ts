/** A moment as text says it: UTC seconds since 1970 and microseconds; the day where it is a bare date; what the clock showed, in seconds, where the text has an offset of its own. NaN is nothing. */
export type Said = { seconds: number; micros: number; day: number; wall: number };

const date = /^(\d{4})-(\d{2})-(\d{2})$/;
const moment =
  /^(\d{4,6})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?: ?(?:(Z|UTC)|([+-])(\d{2})(?::?(\d{2}))?))?$/i;

/** Seconds since 1970 of a day that the calendar has. */
function dayStart(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || year < 100) return Number.NaN;
  if (day > 28 && day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return Number.NaN;
  return Date.UTC(year, month - 1, day) / 1000;
}

/** Reads an ISO 8601 date or moment into `said`, with or without seconds; one without an offset is UTC. */
export function readMoment(text: string, said: Said): void {
  said.seconds = said.day = said.wall = Number.NaN;
  said.micros = 0;
  const bare = text.length === 10 ? date.exec(text) : null;
  if (bare) {
    said.day = dayStart(Number(bare[1]), Number(bare[2]), Number(bare[3])) / 86_400;
    return;
  }
  const found = moment.exec(text);
  if (!found) return;
  const [hour, minute, second] = [Number(found[4]), Number(found[5]), Number(found[6] ?? 0)];
  const [aheadHours, aheadMinutes] = [Number(found[10] ?? 0), Number(found[11] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || aheadHours > 15 || aheadMinutes > 59) return;
  const wall = dayStart(Number(found[1]), Number(found[2]), Number(found[3])) + hour * 3600 + minute * 60 + second;
  const ahead = (aheadHours * 3600 + aheadMinutes * 60) * (found[9] === "-" ? -1 : 1);
  said.seconds = wall - ahead;
  said.micros = Number((found[7] ?? "").slice(0, 6).padEnd(6, "0"));
  if (found[9] !== undefined) said.wall = wall;
}
