const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
const most = 180;

export type Strip = { starts: number[]; counts: number[] };

/** Weeks with their events as at most 180 stretches of equal length; the last week is left out where there are others, as it is rarely over. */
export function binned(weeks: readonly { week: string; events: number }[]): Strip {
  const kept = weeks.length > 4 ? weeks.slice(0, -1) : weeks;
  const at = kept.map(({ week }) => Date.parse(week));
  const [first, last] = [at[0], at.at(-1)];
  if (first === undefined || last === undefined) return { starts: [], counts: [] };
  const length = Math.ceil(((last - first) / weekMs + 1) / most) * weekMs;
  const bins = Math.floor((last - first) / length) + 1;
  const counts = Array.from({ length: bins }, () => 0);
  at.forEach((week, i) => {
    const bin = Math.floor((week - first) / length);
    counts[bin] = (counts[bin] ?? 0) + (kept[i]?.events ?? 0);
  });
  return { starts: counts.map((_, bin) => first + bin * length), counts };
}
