import { bySubject, happened } from "./definitions";
import type { Fact } from "./facts";

export type FunnelAsked = {
  steps: readonly string[];
  order?: "ordered" | "strict" | "any";
  window?: number;
  exclude?: readonly string[];
  items?: readonly string[];
};
type Attempt = { reached: number; start: number; place: number; days: readonly number[] };
type Placed = Fact & { place: number };

/** A patient's events one after the other; of one moment in the order of the steps, then those of none. */
function inOrder(own: readonly Fact[], { steps, items = [] }: FunnelAsked): Placed[] {
  const counts = (fact: Fact) => items.length === 0 || fact.item === null || items.includes(fact.item);
  const step = (fact: Fact) => {
    const at = counts(fact) ? steps.indexOf(fact.type) : -1;
    return at < 0 ? steps.length : at;
  };
  return own
    .toSorted((a, b) => a.day - b.day || a.at - b.at || step(a) - step(b))
    .map((fact, place) => ({ ...fact, place, type: counts(fact) ? fact.type : "of another medicine" }));
}

/** Whether events can be an attempt: all different, in time, and nothing that voids it strictly between the first and the last. */
function stands(chosen: readonly Placed[], all: readonly Placed[], { window = 0, exclude = [] }: FunnelAsked): boolean {
  const sorted = chosen.toSorted((a, b) => a.place - b.place);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || new Set(chosen.map(({ place }) => place)).size < chosen.length) return false;
  const later = (a: Fact, b: Fact) => a.day > b.day || (a.day === b.day && a.at > b.at);
  const voids = all.some((one) => exclude.includes(one.type) && later(one, first) && later(last, one));
  return !voids && (window === 0 || last.day - first.day <= window);
}

/** Every way to come to the first k steps, by trying every event for every step. */
function* ways(all: readonly Placed[], asked: FunnelAsked, k: number): Generator<Placed[]> {
  if (k === 0) {
    yield [];
    return;
  }
  for (const before of ways(all, asked, k - 1))
    for (const event of all) {
      if (event.type !== asked.steps[k - 1]) continue;
      const last = before.at(-1);
      const fits =
        asked.order === "any" ||
        last === undefined ||
        (asked.order === "strict" ? event.place === last.place + 1 : event.place > last.place);
      const chosen = [...before, event];
      if (fits && stands(chosen, all, asked)) yield chosen;
    }
}

/** Of all attempts the one that gets furthest, then the one that starts first, then the one that comes to each step first. */
function furthestOf(own: readonly Fact[], asked: FunnelAsked, dataEnd: number): Attempt {
  const all = inOrder(
    own.filter((fact) => happened(fact) && fact.day <= dataEnd),
    asked,
  );
  let best: Attempt = { reached: 0, start: NaN, place: -1, days: [] };
  for (let k = 1; k <= asked.steps.length; k++) {
    let found: Attempt | null = null;
    for (const chosen of ways(all, asked, k)) {
      const place = Math.min(...chosen.map((one) => one.place));
      const start = Math.min(...chosen.map(({ day }) => day));
      const days = chosen.map(({ day }) => day);
      const sum = (of: Attempt) => of.days.reduce((total, day) => total + day, 0);
      const one = { reached: k, start, place, days };
      if (!found || place < found.place || (place === found.place && sum(one) < sum(found))) found = one;
    }
    if (!found) break;
    best = found;
  }
  return best;
}

const median = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return sorted.length === 0 ? null : ((sorted[Math.floor(at)] ?? NaN) + (sorted[Math.ceil(at)] ?? NaN)) / 2;
};

/** Patients at each step of each group, and the median days to it. */
export function funnel(
  facts: readonly Fact[],
  dataEnd: number,
  groups: ReadonlyMap<string, string> | null,
  asked: FunnelAsked,
) {
  const patients = [...bySubject(facts)].map(([subject, own]) => ({
    group: groups ? (groups.get(subject) ?? "unknown") : "all",
    ...furthestOf(own, asked, dataEnd),
  }));
  const cameTo = ({ days }: Attempt, k: number) => Math.max(...days.slice(0, k));
  return [...new Set(patients.map(({ group }) => group))].toSorted().flatMap((group) => {
    const own = patients.filter((one) => one.group === group);
    const at = (k: number) => own.filter(({ reached }) => reached >= k);
    const over = (n: number, of: number) => (of === 0 ? null : n / of);
    return asked.steps.map((event, i) => {
      const here = at(i + 1);
      return {
        group,
        step: i + 1,
        event,
        patients: here.length,
        share: over(here.length, at(1).length),
        of_previous: i === 0 ? null : over(here.length, at(i).length),
        days_from_previous: i === 0 ? null : median(here.map((one) => cameTo(one, i + 1) - cameTo(one, i))),
        days_from_start: median(here.map((one) => cameTo(one, i + 1) - one.start)),
      };
    });
  });
}
