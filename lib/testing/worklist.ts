import { grouped } from "../group";
import { bySubject, happened, observationOf } from "./definitions";
import { isoDay, type Fact } from "./facts";

export type Rules = {
  gap: number;
  below: { share: number; days: number };
  falling: { by: number; days: number };
  missed: number;
  score: { items: readonly string[]; limit: number };
  overdue: number;
  silent: number;
};

const inTime = (a: Fact, b: Fact) => a.day - b.day || a.at - b.at;
const itemsOf = (facts: readonly Fact[], ...roles: string[]) => [
  ...grouped(facts.filter(({ role }) => roles.includes(role)).toSorted(inTime), ({ item }) => item).values(),
];

/** The days on which something is in hand, medicine by medicine, day after day: what comes adds to what is left, and a day takes one. What was ever dispensed is not supplied by its prescriptions. */
export function daysInHand(own: readonly Fact[], ever: readonly Fact[], last: number): Set<number> {
  const dispensed = itemsOf(own, "supply");
  const known = new Set(ever.flatMap(({ role, item }) => (role === "supply" ? [item] : [])));
  const ordered = itemsOf(own, "order").filter(([one]) => !known.has(one?.item ?? null));
  const held = new Set<number>();
  for (const supplies of [...dispensed, ...ordered]) {
    let stock = 0;
    for (let day = supplies[0]?.day ?? 0; day <= last + 400; day++) {
      for (const one of supplies)
        if (one.day === day) stock += one.daysSupply ?? (one.until === null ? 0 : one.until - one.day + 1);
      if (stock > 0) {
        held.add(day);
        stock--;
      }
    }
  }
  return held;
}

/** The last word on a medicine is an order that has not ended, of one of them; or there is none on any. */
export function treated(own: readonly Fact[], end: number): boolean {
  const words = itemsOf(own, "order", "stop").map((all) => all.at(-1));
  return words.length === 0 || words.some((last) => last?.role === "order" && (last.until ?? end) >= end);
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
const of = ([one]: readonly Fact[]) => (one?.item == null ? "" : `${one.item}: `);
const days = (n: number) => `${n} ${n === 1 ? "day" : "days"}`;

/** Why somebody is on the list; `over` is how far that lies beyond its limit, in parts of the limit. */
export type Reason = { subject: string; rule: string; reason: string; since: string; over: number };

/** Who is on the list at the end of a day, data end unless another is said, and why, each rule as it is said in words. */
export function worklistOf(facts: readonly Fact[], dataEnd: number, rules: Rules, end = dataEnd): Reason[] {
  return [...bySubject(facts)].flatMap(([subject, all]) => {
    const own = all.filter(({ day }) => day <= end);
    const observation = observationOf(all, dataEnd);
    if (!observation || observation.from > end || observation.to < end) return [];
    const found: Reason[] = [];
    const say = (rule: string, reason: string, since: number, value: number, limit: number) =>
      found.push({ subject, rule, reason, since: isoDay(since), over: (value - limit) / limit });
    const least = (limit: number) => Math.max(1, Math.abs(limit));
    const held = daysInHand(own, all, end);
    const began = Math.min(...held);
    const covered = (from: number, to: number) => [...held].filter((day) => day >= from && day <= to).length;
    const knownFrom = Math.max(began, observation.from);
    if (held.size > 0 && treated(own, end)) {
      const ends = Math.max(...held) + 1;
      if (end + 1 - ends > rules.gap)
        say("gap", `${days(end + 1 - ends)} without supply`, ends, end + 1 - ends, rules.gap);
      const { share, days: n } = rules.below;
      const part = covered(end - n + 1, end) / n;
      if (knownFrom <= end - n + 1 && part < share) {
        let first = end - n + 1;
        while (held.has(first)) first++;
        say(
          "below",
          `covered on ${percent(part)} of ${days(n)}, below ${percent(share)}`,
          first,
          2 * share - part,
          share,
        );
      }
      const { by, days: m } = rules.falling;
      const [late, early] = [covered(end - m + 1, end), covered(end - 2 * m + 1, end - m)];
      if (knownFrom <= end - 2 * m + 1 && early - late >= by * m - 1e-6)
        say(
          "falling",
          `covered days fell from ${percent(early / m)} to ${percent(late / m)} in ${days(m)}`,
          end - m + 1,
          early / m - late / m,
          by,
        );
    }
    for (const doses of itemsOf(own, "intake", "missed", "stop")) {
      const run = doses.slice(doses.findLastIndex(({ role }) => role !== "missed") + 1);
      if (run.length >= rules.missed)
        say(
          "missed",
          `${of(run)}${run.length} ${run.length === 1 ? "dose" : "doses in a row"} skipped`,
          run[0]?.day ?? 0,
          run.length,
          rules.missed,
        );
    }
    for (const scores of itemsOf(
      own.filter(({ value }) => value !== null),
      "measure",
    )) {
      const last = scores.at(-1);
      if (last && rules.score.items.includes(last.item ?? "") && (last.value ?? 0) >= rules.score.limit)
        say(
          "score",
          `${of(scores)}last score ${(last.value ?? 0).toFixed(1)}, limit ${rules.score.limit.toFixed(1)}`,
          last.day,
          1 + ((last.value ?? 0) - rules.score.limit) / least(rules.score.limit),
          1,
        );
    }
    for (const tasks of itemsOf(own, "task-due", "task-done")) {
      const last = tasks.findLast(({ role }) => role === "task-due");
      if (!last || tasks.some(({ role, at }) => role === "task-done" && at >= last.at)) continue;
      const due = last.until ?? last.day;
      if (end - due > rules.overdue)
        say(
          "overdue",
          `${of(tasks)}${days(end - due)} overdue`,
          due,
          1 + (end - due - rules.overdue) / least(rules.overdue),
          1,
        );
    }
    const lastDay = Math.max(...own.filter(happened).map(({ day }) => day));
    if (end - lastDay > rules.silent)
      say("silent", `${days(end - lastDay)} without an event`, lastDay, end - lastDay, rules.silent);
    return found;
  });
}

/** Patients in the order of their turns: for whom most rules hold, then who is furthest beyond a limit, then since when, then by id. */
export function turnsOf(reasons: readonly Reason[]): string[] {
  const patients = [...grouped(reasons, ({ subject }) => subject)].map(([subject, own]) => ({
    subject,
    rules: new Set(own.map(({ rule }) => rule)).size,
    furthest: Math.max(...own.map(({ over }) => over)),
    since: own.map(({ since }) => since).toSorted()[0] ?? "",
  }));
  const text = (a: string, b: string) => Number(a > b) - Number(a < b);
  const nearly = (a: number, b: number) => (Math.abs(a - b) < 1e-9 ? 0 : a - b);
  return patients
    .toSorted(
      (a, b) =>
        b.rules - a.rules || nearly(b.furthest, a.furthest) || text(a.since, b.since) || text(a.subject, b.subject),
    )
    .map(({ subject }) => subject);
}
