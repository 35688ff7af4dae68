import { grouped } from "../group";
import { bySubject, happened } from "./definitions";
import type { Fact } from "./facts";

type Asked = {
  days?: number;
  before?: number;
  after?: number;
  length?: number;
  share?: number;
  types?: readonly string[];
  kind?: (fact: Fact) => string | null;
  /** From the first event of this type, for so many days; from the first event of all where there is none. */
  from?: { type: string; days: number };
};
type Step = { kind: string; first: number; last: number; events: number };
type Course = { index: number; from: number; to: number; events: readonly Fact[]; steps: readonly Step[] };

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(at)] ?? NaN) + (sorted[Math.ceil(at)] ?? NaN)) / 2;
};
const kindOf = ({ kind = ({ type }) => type }: Asked, fact: Fact) => kind(fact);

/** Of each patient who enters the events on days under observation, and from the index day on the steps: events of one kind until one of another. */
function coursesOf(facts: readonly Fact[], dataEnd: number, asked: Asked): Course[] {
  return [...bySubject(facts).values()].flatMap((own): Course[] => {
    const known = own.filter(({ day }) => day <= dataEnd).toSorted((a, b) => a.day - b.day || a.at - b.at);
    const first = (role: string) => known.find((fact) => fact.role === role)?.day;
    const start = known.find(happened)?.day;
    if (start === undefined) return [];
    const from = first("enrolment") ?? start;
    const end = Math.min(first("end") ?? dataEnd, dataEnd);
    const index = asked.from
      ? known.find(({ type, day }) => type === asked.from?.type && day >= from && day <= end)?.day
      : start;
    if (index === undefined) return [];
    const to = asked.from ? Math.min(index + asked.from.days, end) : end;
    const told = (fact: Fact) =>
      happened(fact) && (!asked.types || asked.types.includes(fact.type)) && kindOf(asked, fact) !== null;
    const events = known.filter((fact) => told(fact) && fact.day >= from && fact.day <= to);
    const steps: Step[] = [];
    for (const event of events.filter(({ day }) => day >= index)) {
      const [kind, last] = [kindOf(asked, event) ?? "", steps.at(-1)];
      if (last?.kind === kind) steps[steps.length - 1] = { ...last, last: event.day, events: last.events + 1 };
      else steps.push({ kind, first: event.day, last: event.day, events: 1 });
    }
    return [{ index, from, to, events, steps }];
  });
}

/** Events, patients with one, patients and days under observation by kind and period from the index day. */
export function timeline(facts: readonly Fact[], dataEnd: number, asked: Asked) {
  const { days: length = 7, before = 4, after = 26 } = asked;
  const courses = coursesOf(facts, dataEnd, asked);
  const periods = Array.from({ length: before + after }, (_, i) => i - before);
  const inPeriod = (course: Course, period: number, day: number) =>
    Math.floor((day - course.index) / length) === period;
  const kinds = new Set(
    courses.flatMap((course) =>
      course.events
        .filter(({ day }) => periods.some((period) => inPeriod(course, period, day)))
        .map((fact) => kindOf(asked, fact) ?? ""),
    ),
  );
  return [...kinds]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((event) =>
      periods.flatMap((period) => {
        const each = courses.map((course) => {
          let days = 0;
          for (let day = course.from; day <= course.to; day++) if (inPeriod(course, period, day)) days++;
          const events = course.events.filter((e) => kindOf(asked, e) === event && inPeriod(course, period, e.day));
          return { days, events: events.length };
        });
        const days = each.reduce((sum, one) => sum + one.days, 0);
        const events = each.reduce((sum, one) => sum + one.events, 0);
        const patients = each.filter((one) => one.events > 0).length;
        const observed = each.filter((one) => one.days > 0).length;
        return days === 0
          ? []
          : [{ group: "all", event, period, patients, events, observed, days, rate: (events * 7) / days }];
      }),
    );
}

type Found = { patient: number; key: readonly string[]; days: number };

/** What each patient has by key: patients, share of all, how often, and days of each; the most frequent first. */
function counted(found: readonly Found[], whole: number, share: number) {
  return [...grouped(found, ({ key }) => key.join("\n")).values()]
    .map((all) => ({
      key: all[0]?.key ?? [],
      patients: new Set(all.map(({ patient }) => patient)).size,
      times: all.length,
      median_days: median(all.map(({ days }) => days)),
    }))
    .map((one) => ({ ...one, share: one.patients / whole }))
    .filter((one) => one.share >= share)
    .toSorted((a, b) => b.patients - a.patients || (a.key.join("\n") < b.key.join("\n") ? -1 : 1));
}

/** Sequences of steps, each patient's first. */
export function sequences(facts: readonly Fact[], dataEnd: number, asked: Asked) {
  const { length = 3, share = 0.1 } = asked;
  const courses = coursesOf(facts, dataEnd, asked);
  const found = courses.flatMap(({ steps }, patient) => {
    const all = steps.slice(0, Math.max(0, steps.length - length + 1)).map((step, i) => ({
      patient,
      key: [
        steps
          .slice(i, i + length)
          .map(({ kind }) => kind)
          .join(" → "),
      ],
      days: (steps[i + length - 1]?.first ?? NaN) - step.first,
    }));
    return all.filter(({ key }, i) => all.findIndex((one) => one.key[0] === key[0]) === i);
  });
  return counted(found, courses.length, share).map(({ key: [sequence], patients, share: of, median_days }) => ({
    group: "all",
    sequence,
    patients,
    share: of,
    median_days,
  }));
}

/** Ways from the index day to the first step, from step to step, and from the last to the end of observation. */
export function ways(facts: readonly Fact[], dataEnd: number, asked: Asked) {
  const courses = coursesOf(facts, dataEnd, asked);
  const found = courses.flatMap(({ steps, index, to }, patient) =>
    steps.flatMap((step, i): Found[] => {
      const next = steps[i + 1];
      const onwards = next
        ? { patient, key: [step.kind, next.kind, "between"], days: next.first - step.last }
        : { patient, key: [step.kind, "end", "last"], days: to - step.last };
      return i === 0 ? [{ patient, key: ["start", step.kind, "first"], days: step.first - index }, onwards] : [onwards];
    }),
  );
  return counted(found, courses.length, asked.share ?? 0.1).map(({ key: [from, to, kind], ...rest }) => ({
    group: "all",
    from,
    to,
    kind,
    ...rest,
  }));
}

/** Kinds that are steps: how often, with how many events, and after how many days first. */
export function kinds(facts: readonly Fact[], dataEnd: number, asked: Asked) {
  const courses = coursesOf(facts, dataEnd, asked);
  const all = [...new Set(courses.flatMap(({ steps }) => steps.map(({ kind }) => kind)))];
  return all.map((event) => {
    const have = courses.filter(({ steps }) => steps.some(({ kind }) => kind === event));
    const own = have.flatMap(({ steps }) => steps.filter(({ kind }) => kind === event));
    return {
      group: "all",
      event,
      kind: "event",
      patients: have.length,
      share: have.length / courses.length,
      times: own.length,
      events: own.reduce((sum, { events }) => sum + events, 0),
      median_days: median(
        have.map(({ steps, index }) => (steps.find(({ kind }) => kind === event)?.first ?? NaN) - index),
      ),
      median_step: median(have.map(({ steps }) => steps.findIndex(({ kind }) => kind === event) + 1)),
    };
  });
}
