const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
const [fewest, most] = [4, 180];

export type Strip = { starts: number[]; counts: number[] };

/** Weeks with their events as at most 180 stretches of equal length, without a gap up to the day of `now` (ISO UTC). The last one is left out where it is not over and would look like a fall. */
export function binned(weeks: readonly { week: string; events: number }[], now: string): Strip {
  const first = Date.parse(weeks[0]?.week ?? "");
  if (Number.isNaN(first)) return { starts: [], counts: [] };
  const end = Date.parse(now.slice(0, 10));
  const length = Math.ceil((Math.floor((end - first) / weekMs) + 1) / most) * weekMs;
  const counts = Array.from({ length: Math.floor((end - first) / length) + 1 }, () => 0);
  for (const { week, events } of weeks) {
    const bin = Math.floor((Date.parse(week) - first) / length);
    counts[bin] = (counts[bin] ?? 0) + events;
  }
  if (isFall(counts) && end < first + counts.length * length - dayMs) counts.pop();
  return { starts: counts.map((_, bin) => first + bin * length), counts };
}

function isFall(counts: readonly number[]): boolean {
  const [before = 0, last = 0] = counts.slice(-2);
  return counts.length > fewest && last > 0 && last < before;
}
