import { count, dayFormats } from "./format";

export type Tick = { at: number; label: string };

const dayMs = 86_400_000;
const parts = (ms: number) => {
  const date = new Date(ms);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() };
};

const monthBucket = (months: number) => (ms: number) => Math.floor((parts(ms).year * 12 + parts(ms).month) / months);
const dayOrMonth = (ms: number) => (parts(ms).month === 0 ? dayFormats.monthYear(ms) : dayFormats.month(ms));

const dayGrains = [1, 2, 7, 14];

/** From fine to coarse: which bucket a day falls in, and how the first day of a bucket is written. */
const grains: { bucket: (ms: number) => number; label: (ms: number) => string }[] = [
  ...dayGrains.map((days) => ({
    bucket: (ms: number) => Math.floor((ms / dayMs + 3) / days),
    label: dayFormats.dayOfMonth,
  })),
  ...[1, 2, 3, 6].map((months) => ({ bucket: monthBucket(months), label: dayOrMonth })),
  ...[12, 24, 60, 120, 240, 600].map((months) => ({ bucket: monthBucket(months), label: dayFormats.year })),
];

/** At most `most` ticks, each on one of the days given (UTC milliseconds, ascending), at round places of the calendar. */
export function dateTicks(days: readonly number[], most: number): Tick[] {
  const monthly = days.length > 1 && days.every((day) => new Date(day).getUTCDate() === 1);
  for (const { bucket, label } of monthly ? grains.slice(dayGrains.length) : grains) {
    const starts = days.filter((day, i) => i === 0 || bucket(day) !== bucket(days[i - 1] ?? day));
    const [first, second, third] = starts;
    const cramped =
      first !== undefined && second !== undefined && third !== undefined && second - first < (third - second) * 0.7;
    const kept = cramped ? starts.slice(1) : starts;
    if (kept.length > most && kept.length > 2) continue;
    return kept.map((at, i) => ({ at, label: i === 0 && label === dayOrMonth ? dayFormats.monthYear(at) : label(at) }));
  }
  return [];
}

const steps = [1, 2, 3, 6, 12, 13, 26, 52, 104, 260];

/** At most `most` whole numbers from 0, or from `first` below it, to `last`, in steps that suit months and weeks. */
export function countTicks(last: number, most: number, first = 0): Tick[] {
  const step = steps.find((size) => (last - first) / size < most) ?? Math.ceil((last - first) / most);
  const from = Math.ceil(Math.min(0, first) / step);
  return Array.from({ length: Math.floor(last / step) - from + 1 }, (_, i) => {
    const at = (from + i) * step;
    return { at, label: String(at).replace("-", "−") };
  });
}

export const daySteps = [1, 2, 7, 14, 30, 60, 90, 180, 365, 730, 1825];

/** At most `most` numbers of days from 0 to `last`, in steps that suit months of 30 days and years. */
export function dayTicks(last: number, most: number): Tick[] {
  const step = daySteps.find((size) => last / size < most) ?? 365 * Math.ceil(last / most / 365);
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => ({ at: i * step, label: count(i * step) }));
}

/** Round values from 0 to at least `top`, at most `most` intervals. */
export function valueTicks(top: number, most = 5): number[] {
  if (top <= 0) return [0, 1];
  const rough = top / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 2.5, 5, 10].find((m) => m * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, i) => i * step);
}
