import { Failed } from "../../failure";
import type { Count, Model } from "./model";
import { primary, type Profile, told } from "./profile";

/** At a time: how many were at risk just before it, had an event of each cause, were censored. One cause makes a survival curve, several make incidences. */
export type Row = { time: number; atRisk: number; events: readonly number[]; censored: number };
/** The same of the time after `from` up to and with `to`, of those at risk at its beginning. */
export type Interval = { from: number; to: number; atRisk: number; events: number[]; censored: number };
/** `rest`: what follows the last interval and is not published; null where nothing does. `left`: at risk after the last interval. */
export type Merged = { intervals: Interval[]; rest: Interval | null; left: number };

function added(one: Interval | null, other: Interval): Interval {
  if (!one) return other;
  const events = one.events.map((count, cause) => count + (other.events[cause] ?? 0));
  return { ...one, to: other.to, events, censored: one.censored + other.censored };
}

const leaving = ({ events, censored }: Pick<Interval, "events" | "censored">): number =>
  events.reduce((sum, count) => sum + count, censored);

/** Rows in ascending time of which each begins with whom the one before left. */
function checked(rows: readonly Row[]): readonly Row[] {
  const wrong = rows.find((row, i) => {
    const before = rows[i - 1];
    return leaving({ ...row, events: [...row.events] }) > row.atRisk || (before && !follows(before, row));
  });
  if (wrong)
    throw new Failed({
      kind: "disclosure",
      detail: `those at risk at time ${wrong.time} do not follow from the time before`,
    });
  return rows;
}

const follows = (before: Row, row: Row): boolean =>
  before.time < row.time &&
  before.atRisk - before.events.reduce((sum, count) => sum + count, before.censored) === row.atRisk;

/**
 * The steps of a curve as they may be published: intervals, begun at `start`, merged until each holds a count of every cause and of censorings that may be shown (none, or as many as the profile asks),
 * so that every difference of those at risk is one too. What is left over at the end joins the last interval where that makes it one that may be shown. Else the curve ends before it, if as many are left as may be shown:
 * with `totals`, where the whole numbers of events and censorings are told elsewhere, only if what is left over could be told as well, since it is their difference. No intervals where none can be had. Linear in the rows.
 */
export function merged(
  rows: readonly Row[],
  profile: Profile,
  { start, totals }: { start: number; totals: boolean },
): Merged {
  const shown = (count: number) => primary(profile, count) === null;
  const whole = (one: Interval) => [...one.events, one.censored].every(shown);
  const intervals: Interval[] = [];
  let rest: Interval | null = null;
  let from = start;
  for (const { time, atRisk, events, censored } of checked(rows)) {
    rest = added(rest, { from, to: time, atRisk, events: [...events], censored });
    from = time;
    if (leaving(rest) === 0 || !whole(rest) || !shown(rest.atRisk)) continue;
    intervals.push(rest);
    rest = null;
  }
  const final = rows.at(-1);
  const remain = final ? final.atRisk - final.events.reduce((sum, count) => sum + count, final.censored) : 0;
  const safe = (left: Interval | null): boolean => {
    if (!left) return shown(remain);
    return shown(left.atRisk) && (!totals || (whole(left) && shown(remain)));
  };
  while (!safe(rest)) {
    const last = intervals.pop();
    if (!last) break;
    rest = rest ? added(last, rest) : last;
    if (!whole(rest) || !shown(remain)) continue;
    intervals.push(rest);
    rest = null;
  }
  return { intervals, rest, left: rest?.atRisk ?? remain };
}

/** The intervals as a reader has them, each a step at its end: at risk, events and censored as the profile prints them. What lib/stats makes of these, a reader can repeat; the product over the original steps he could not, and it would tell of single patients. */
export const steps = ({ intervals }: Merged, profile: Profile): Row[] =>
  intervals.map(({ to, atRisk, events, censored }) => ({
    time: to,
    atRisk: told(profile, atRisk),
    events: events.map((count) => told(profile, count)),
    censored: told(profile, censored),
  }));

/** The counts of a published curve with what a reader knows of them, so that they are protected together with the tables. `id` is the group's; its ids are “id at risk 0”, “id censored 0”, “id event 0 of 0” …, by interval and cause. What is left over is there unprinted. A step, “id step 0”, goes with any count before it. */
export function curveModel(id: string, { intervals, rest, left }: Merged): Model {
  const count = (name: string, value: number, shown = true): Count => ({
    id: `${id} ${name}`,
    value,
    shown,
    grows: false,
  });
  const all = [...intervals, ...(rest ? [rest] : [])];
  const after = all.map((one, i) => all[i + 1]?.atRisk ?? one.atRisk - leaving(one));
  const parts = all.map((one, i) => {
    const shown = i < intervals.length;
    return [
      count(`censored ${i}`, one.censored, shown),
      ...one.events.map((value, cause) => count(`event ${cause} of ${i}`, value, shown)),
    ];
  });
  const risks = all.map((one, i) => count(`at risk ${i}`, one.atRisk, i < intervals.length));
  const end = count(`at risk ${all.length}`, after.at(-1) ?? left, false);
  return {
    counts: [...risks, end, ...parts.flat()],
    sums: risks.map((risk, i) => ({
      total: risk.id,
      parts: [...(parts[i] ?? []), risks[i + 1] ?? end].map((part) => part.id),
    })),
    belows: [],
    dependents: intervals.map((_, step) => ({
      id: `${id} step ${step}`,
      on: [...risks.slice(0, step + 1), ...parts.slice(0, step + 1).flatMap(([, ...events]) => events)].map(
        (one) => one.id,
      ),
      pins: true,
    })),
  };
}
