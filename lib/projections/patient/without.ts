import type { Stretch } from "./lanes";
import { dayNumber } from "./state";

/** Days without supply: numbers of days since 1970, the end exclusive. */
export type Without = { from: number; to: number };

const within = (stretches: readonly Stretch[], until: number): Without[] =>
  stretches
    .filter(({ what }) => what !== "stopped")
    .map(({ from, to }) => ({ from: dayNumber(from), to: Math.min(until, to === null ? until : dayNumber(to) + 1) }))
    .filter(({ from, to }) => to > from)
    .toSorted((a, b) => a.from - b.from);

/** Stretches that overlap or touch as one. */
function together(stretches: readonly Without[]): Without[] {
  const found: Without[] = [];
  for (const one of stretches) {
    const last = found.at(-1);
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else found.push({ ...one });
  }
  return found;
}

/** Stretches of at least so many days, up to `until` (exclusive), on which nothing was supplied after the first supply, though something was prescribed then; where nobody ever ordered anything, only between supplies, since what came after the last is not known to be missing. `stretches` are the lanes of a patient. */
export function withoutSupply(stretches: readonly Stretch[], until: number, least: number): Without[] {
  const supplied = together(
    within(
      stretches.filter(({ lane }) => lane === "supply"),
      until,
    ),
  );
  const orders = within(
    stretches.filter(({ lane }) => lane === "prescribed"),
    until,
  );
  const ended = stretches.find(({ lane, what }) => lane === "follow-up" && what !== "enrolled")?.from;
  const end = Math.min(until, ended === undefined ? until : dayNumber(ended));
  const treated = orders.length > 0 ? together(orders) : [{ from: -Infinity, to: supplied.at(-1)?.from ?? end }];
  return supplied.flatMap(({ to: from }, i) => {
    const to = Math.min(end, supplied[i + 1]?.from ?? end);
    return treated
      .map((one) => ({ from: Math.max(from, one.from), to: Math.min(to, one.to) }))
      .filter((one) => one.to - one.from >= least);
  });
}
