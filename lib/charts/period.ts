import { dayFormats } from "./format";

/** The calendar units of a figure's axis. */
export type Period = "day" | "week" | "month" | "quarter" | "year";

export const periodWords: Record<Period, { one: string; many: string }> = {
  day: { one: "day", many: "days" },
  week: { one: "week", many: "weeks" },
  month: { one: "month", many: "months" },
  quarter: { one: "quarter", many: "quarters" },
  year: { one: "year", many: "years" },
};

/** The name of the period that begins on this day (UTC midnight, milliseconds): “March 2025” as “Mar 2025”, a week by its Monday. */
export function periodName(ms: number, period: Period): string {
  switch (period) {
    case "day":
      return dayFormats.day(ms);
    case "week":
      return `week of ${dayFormats.day(ms)}`;
    case "month":
      return dayFormats.monthYear(ms);
    case "quarter":
      return `Q${Math.floor(new Date(ms).getUTCMonth() / 3) + 1} ${dayFormats.year(ms)}`;
    case "year":
      return dayFormats.year(ms);
  }
}

const monthsOf: Partial<Record<Period, number>> = { month: 1, quarter: 3, year: 12 };
const daysOf: Partial<Record<Period, number>> = { day: 1, week: 7 };

/** The start of the next period, in UTC milliseconds. */
function nextPeriod(ms: number, period: Period): number {
  const date = new Date(ms);
  return Date.UTC(
    date.getUTCFullYear(),
    date.getUTCMonth() + (monthsOf[period] ?? 0),
    date.getUTCDate() + (daysOf[period] ?? 0),
  );
}

/** The day after the period that lies so many periods after the one that begins on this day, in UTC milliseconds. */
export function endOf(ms: number, later: number, period: Period): number {
  let end = ms;
  for (let i = 0; i <= later; i++) end = nextPeriod(end, period);
  return end;
}

/** Every period start from the first to the last, empty ones included. */
export function periodsBetween(first: number, last: number, period: Period): number[] {
  const starts: number[] = [];
  for (let at = first; at <= last; at = nextPeriod(at, period)) starts.push(at);
  return starts;
}
