const locale = "en-GB";
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
const tenth = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** 41,208 */
export const count = (n: number): string => whole.format(n);

/** 336.5, or 336 where it is whole. */
export const tenths = (n: number): string => tenth.format(n);

/** 41K: for the ticks of an axis. */
export const compact = (n: number): string => (Math.abs(n) < 10_000 ? whole.format(n) : short.format(n));

/** A share between 0 and 1 as “78 %”; `digits` after the point. The space does not break. */
export const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)}\u00a0%`;

const units = ["bytes", "kB", "MB", "GB"] as const;

const [least, most] = [0.005, 0.995];

/** The same with a digit more where a share would look like none or all and is not. */
export const nearPercent = (share: number): string =>
  percent(share, (share > 0 && share < least) || (share >= most && share < 1) ? 1 : 0);

/** 4.9 MB */
export function bytes(n: number): string {
  const power = n < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(n) / 3));
  return `${tenth.format(n / 1000 ** power)} ${units[power] ?? "bytes"}`;
}

/** “MedicineDispensed” as “medicine dispensed”; what is not written so stays. */
export const spaced = (type: string): string =>
  /^([A-Z][a-z0-9]+)+$/.test(type) ? type.replaceAll(/(?<!^)[A-Z]/g, " $&").toLowerCase() : type;

/** “1 patient”, “2 patients”. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** 75 → “1 min 15 s” */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  return s < 60 ? `${s} s` : `${Math.floor(s / 60)} min ${s % 60} s`;
}

const date = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  return (ms: number) => format.format(ms);
};

/** Formats of a local day given as its UTC midnight in milliseconds. */
export const dayFormats = {
  day: date({ day: "numeric", month: "short", year: "numeric" }),
  dayOfMonth: date({ day: "numeric", month: "short" }),
  month: date({ month: "short" }),
  monthYear: date({ month: "short", year: "numeric" }),
  year: date({ year: "numeric" }),
} as const;

/** “6 Jan 2025” from an ISO day. */
export const isoDay = (iso: string): string => dayFormats.day(Date.parse(iso.slice(0, 10)));

/** “6 Jan 2025, 14:03:09 UTC” from an ISO moment. */
export const isoMoment = (iso: string): string => `${isoDay(iso)}, ${iso.slice(11, 19)} UTC`;
