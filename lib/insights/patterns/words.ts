import { count, plural, spaced, tenths } from "../../charts/format";
import { lengths, type Params } from "./params";

const oneUnit = { day: "day", week: "week", "four weeks": "four-week period" } as const;
const manyUnits = { day: "days", week: "weeks", "four weeks": "periods of four weeks" } as const;

export const unitWords = ({ unit }: Pick<Params, "unit">) => ({ one: oneUnit[unit], many: manyUnits[unit] });

const signed = (n: number) => String(n).replace("-", "−");

/** “week 3”, and which days from the index day those are. */
export function periodWords(period: number, { unit }: Pick<Params, "unit">): string {
  if (unit === "day") return `day ${signed(period)}`;
  const from = period * lengths[unit];
  return `${oneUnit[unit]} ${signed(period)} (days ${signed(from)} to ${signed(from + lengths[unit] - 1)})`;
}

/** Events per patient-week, as it is written. */
export function rateWords(rate: number): string {
  if (rate === 0) return "0";
  if (rate >= 10) return count(rate);
  return rate >= 1 ? tenths(rate) : String(Number(rate.toPrecision(2)));
}

/** A kind of event as it is read. */
export const named = (event: string | null): string => spaced(event ?? "");

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** “the 4 weeks before”, “the 26 weeks from it on” in days where periods are of another length. */
export const span = (periods: number, { unit }: Pick<Params, "unit">): string =>
  unit === "week" ? plural(periods, "week") : plural(periods * lengths[unit], "day");
