import type { Cohort, Criterion, Window } from "./cohort";
import type { Limits, Pattern } from "./pattern";

/** Day 0 is 1 January 2025. */
const dayMs = 86_400_000;
const zero = Date.UTC(2025, 0, 1);
export const dateOf = (day: number) => new Date(zero + day * dayMs).toISOString().slice(0, 10);

/** A row as a file has it. */
type TextRow = Readonly<Record<string, string | null>>;

type Happening = {
  subject: string;
  type: string;
  item: string | null;
  value: number | null;
  days: number | null;
  at: number;
};
type Person = { id: string; sex: string; born: string; enrolled: number; ended: number | null };

/** A history made of a fixed sequence, so that a failure names its cohort alone. */
function history(): { people: Person[]; events: Happening[] } {
  let state = 7;
  const below = (n: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * n);
  };
  const [people, events]: [Person[], Happening[]] = [[], []];
  for (let i = 0; i < 24; i++) {
    const enrolled = below(20);
    const person: Person = {
      id: `P${i}`,
      sex: below(2) === 0 ? "female" : "male",
      born: `${1940 + below(60)}-0${1 + below(9)}-1${below(9)}`,
      enrolled,
      ended: below(3) === 0 ? enrolled + 10 + below(60) : null,
    };
    people.push(person);
    for (let n = below(14); n > 0; n--) {
      const type = ["MedicineDispensed", "SurveyCompleted", "SymptomReported"][below(3)] ?? "";
      events.push({
        subject: person.id,
        type,
        item: type === "MedicineDispensed" ? (["A", "B"][below(2)] ?? "") : null,
        value: type === "MedicineDispensed" ? null : below(10),
        days: type === "MedicineDispensed" ? 1 + below(12) : null,
        // Half days, so that two events of a day have an order, or none.
        at: below(100) + below(2) / 2,
      });
    }
  }
  return { people, events };
}

const { people: everybody, events } = history();
export const people = everybody;
export const dataEnd = Math.floor(
  Math.max(...events.map(({ at }) => at), ...people.map(({ enrolled, ended }) => Math.max(enrolled, ended ?? 0))),
);

const moment = (at: number) => new Date(zero + at * dayMs).toISOString();
const textOf = (happening: Happening): TextRow => ({
  type: happening.type,
  subject: happening.subject,
  item: happening.item,
  value: happening.value === null ? null : String(happening.value),
  days_supply: happening.days === null ? null : String(happening.days),
  occurred_at: moment(happening.at),
});
const facts: TextRow[] = people.flatMap(({ id, sex, born, enrolled, ended }) => [
  { type: "PatientEnrolled", subject: id, sex, birth_date: born, occurred_at: moment(enrolled) },
  ...(ended === null ? [] : [{ type: "PatientWithdrawn", subject: id, occurred_at: moment(ended) }]),
]);
export const rows: TextRow[] = [...facts, ...events.map(textOf)].map((row, i) => ({ event_id: `e${i}`, ...row }));

const plain = { item: null, value: null, days: null };
export const happenings: Happening[] = [
  ...events,
  ...people.flatMap(({ id, enrolled, ended }) => [
    { ...plain, subject: id, type: "PatientEnrolled", at: enrolled },
    ...(ended === null ? [] : [{ ...plain, subject: id, type: "PatientWithdrawn", at: ended }]),
  ]),
];

export type Entered = { id: string; index: number; from: number; to: number };
export const dayOf = ({ at }: Happening) => Math.floor(at);
const of = (id: string, pattern: Pattern) => happenings.filter((event) => event.subject === id && fits(event, pattern));
const limited = (
  n: number | null,
  { atLeast = -Infinity, above = -Infinity, atMost = Infinity, below = Infinity }: Limits,
) => n !== null && n >= atLeast && n > above && n <= atMost && n < below;
const fits = (event: Happening, { types, items, number }: Pattern) =>
  (types.length === 0 || types.includes(event.type)) &&
  (items.length === 0 || items.includes(event.item ?? "")) &&
  (!number || limited(number.of === "value" ? event.value : event.days, number));

type Anchors = Map<string, number | null>;

function within(entered: Entered, pattern: Pattern, { from, to, of: anchor }: Window, anchors: Anchors): Happening[] {
  const day = anchor === "index" ? entered.index : (anchors.get(anchor) ?? null);
  if (day === null) return [];
  return of(entered.id, pattern).filter(
    (event) => dayOf(event) >= day + (from ?? -Infinity) && dayOf(event) <= day + (to ?? Infinity),
  );
}

const completed = (born: string, day: number): number => {
  const [then, now] = [new Date(born), new Date(zero + day * dayMs)];
  const before = now.toISOString().slice(5, 10) < born.slice(5);
  return now.getUTCFullYear() - then.getUTCFullYear() - (before ? 1 : 0);
};

/** Whether a chain of one event of each list exists, later ones later, at most so many days apart. */
const chained = (
  lists: readonly (readonly Happening[])[],
  near: number | null,
  last: Happening | null = null,
): boolean => {
  const [own, ...rest] = lists;
  return (
    own === undefined ||
    own.some(
      (event) =>
        (last === null || (event.at > last.at && dayOf(event) - dayOf(last) <= (near ?? Infinity))) &&
        chained(rest, near, event),
    )
  );
};

/** A criterion as docs/cohorts.md has it, one patient at a time. */
function holds(entered: Entered, criterion: Criterion, anchors: Anchors): boolean {
  const person = people.find(({ id }) => id === entered.id);
  switch (criterion.kind) {
    case "all":
      return criterion.of.map((one) => holds(entered, one, anchors)).every(Boolean);
    case "any":
      return criterion.of.map((one) => holds(entered, one, anchors)).some(Boolean);
    case "not":
      return !holds(entered, criterion.of, anchors);
    case "events": {
      const found = within(entered, criterion.event, criterion.window, anchors);
      if (criterion.name) anchors.set(criterion.name, found.length === 0 ? null : Math.min(...found.map(dayOf)));
      return found.length >= criterion.atLeast && found.length <= (criterion.atMost ?? Infinity);
    }
    case "number": {
      const found = within(entered, criterion.event, criterion.window, anchors).flatMap(({ value }) => value ?? []);
      if (found.length === 0) return false;
      const taken = {
        least: Math.min(...found),
        greatest: Math.max(...found),
        mean: found.reduce((a, b) => a + b, 0) / found.length,
      };
      return limited(
        criterion.which === "first" || criterion.which === "last" ? null : taken[criterion.which],
        criterion.is,
      );
    }
    case "sequence":
      return chained(
        criterion.events.map((event) => within(entered, event, criterion.window, anchors)),
        criterion.within,
      );
    case "trait":
      return criterion.among?.includes(person?.sex ?? "") ?? true;
    case "age":
      return limited(completed(person?.born ?? "", entered.index), criterion.is);
    case "observed":
      return entered.index - entered.from >= criterion.before && entered.to - entered.index >= criterion.after;
    case "subjects":
      return criterion.ids.some(({ id }) => id === entered.id);
  }
}

/** The last day covered before the first stretch of more than `days` days that nothing covers. */
function gapAt({ id, index, to }: Entered, { event, days }: NonNullable<Cohort["exit"]["gap"]>): number {
  const covered = new Set([index]);
  for (const one of of(id, event))
    if (dayOf(one) >= index && dayOf(one) <= to)
      for (let day = dayOf(one); day < dayOf(one) + Math.max(1, one.days ?? 1); day++) covered.add(day);
  let last = index;
  for (let day = index; day <= to; day++) {
    if (covered.has(day)) last = day;
    if (day - last > days) return last;
  }
  return to;
}

function leaving(entered: Entered, { event, days, gap }: Cohort["exit"]): number {
  const ends = [entered.to];
  if (days !== undefined) ends.push(entered.index + days);
  if (event)
    ends.push(
      ...of(entered.id, event)
        .map(dayOf)
        .filter((day) => day > entered.index),
    );
  if (gap) ends.push(gapAt(entered, gap));
  return Math.min(...ends);
}

const inPeriod = ({ from = "", until = "9999" }: Cohort["entry"], { index }: Entered): boolean =>
  dateOf(index) >= from && dateOf(index) <= until;

const entering = ({ entry }: Cohort): Entered[] => choosing(entry).filter((entered) => inPeriod(entry, entered));

function choosing(entry: Cohort["entry"]): Entered[] {
  if (entry.kind !== "event") {
    const [first = [], ...rest] = entry.of.map((one) => members(one));
    const inIt = (all: readonly Entered[], id: string) => all.some((one) => one.id === id);
    if (entry.kind === "intersection") return first.filter(({ id }) => rest.every((own) => inIt(own, id)));
    if (entry.kind === "difference") return first.filter(({ id }) => !rest.some((own) => inIt(own, id)));
    return rest.reduce((all, own) => all.concat(own.filter(({ id }) => !inIt(all, id))), first);
  }
  return people.flatMap(({ id, enrolled, ended }) => {
    const observed = { from: enrolled, to: Math.min(ended ?? dataEnd, dataEnd) };
    const days = of(id, entry.event)
      .map(dayOf)
      .filter((day) => day >= observed.from && day <= observed.to)
      .toSorted((a, b) => a - b);
    const taken = {
      first: days.slice(0, 1),
      last: days.slice(-1),
      every: [...new Set(days)],
      nth: days.slice(entry.n - 1, entry.n),
    }[entry.which];
    return taken.map((index) => ({ id, index, ...observed }));
  });
}

/** Entries, and at which criterion each was lost (0 where it was not). */
export const tried = (cohort: Cohort) =>
  entering(cohort).map((entered) => {
    const anchors: Anchors = new Map();
    const held = cohort.criteria.map((criterion) => holds(entered, criterion, anchors));
    return { entered, lost: held.indexOf(false) + 1 };
  });

export const members = (cohort: Cohort): Entered[] =>
  tried(cohort).flatMap(({ entered, lost }) => (lost > 0 ? [] : { ...entered, to: leaving(entered, cohort.exit) }));
