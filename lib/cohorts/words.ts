import { isoDay, plural, spaced } from "../charts/format";
import type { Cohort, Criterion, Entry, Exit, Period, Window } from "./cohort";
import type { Limits, Pattern } from "./pattern";

const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
const both = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;

/** Limits in words, as they follow “of” or a number's name. */
function limitWords({ atLeast, above, atMost, below }: Limits): string {
  return both([
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(above === undefined ? [] : [`more than ${above}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
    ...(below === undefined ? [] : [`less than ${below}`]),
  ]);
}

const numberWords = { value: "value", dose: "dose", perDay: "doses a day", daysSupply: "days of supply" } as const;

/** What events a pattern means: “medicine dispensed (letrozole)”. */
function patternWords({ types, items, attributes, number }: Pattern, any = "any event"): string {
  const kinds = types.length === 0 ? any : either(types.map(spaced));
  const parts = [
    ...(items.length > 0 ? [either(items)] : []),
    ...Object.entries(attributes).map(([name, values]) => `${name} ${either(values)}`),
    ...(number ? [`${numberWords[number.of]} ${limitWords(number)}`] : []),
  ];
  return parts.length === 0 ? kinds : `${kinds} (${parts.join(", ")})`;
}

function windowWords({ from, to, of }: Window): string {
  const anchor = of === "index" ? "the index day" : `“${of}”`;
  const side = (day: number) =>
    day === 0 ? anchor : `${plural(Math.abs(day), "day")} ${day < 0 ? "before" : "after"} ${anchor}`;
  if (from === null && to === null) return "at any time";
  if (from === null) {
    if (to === -1) return `before ${anchor}`;
    return to === 0 ? `up to ${anchor}` : `up to ${side(to ?? 0)}`;
  }
  if (to === null) {
    if (from === 1) return `after ${anchor}`;
    return from === 0 ? `from ${anchor} on` : `from ${side(from)} on`;
  }
  if (from === to) return from === 0 ? `on ${anchor}` : side(from);
  if (to === 0 && from < 0) return `in the ${plural(-from, "day")} up to ${anchor}`;
  if (to === -1 && from < 0) return `in the ${plural(-from, "day")} before ${anchor}`;
  if (from === 0 && to > 0) return `within ${plural(to, "day")} from ${anchor}`;
  if (from === 1 && to > 0) return `within ${plural(to, "day")} after ${anchor}`;
  return `from ${side(from)} to ${side(to)}`;
}

function countWords(atLeast: number, atMost: number | undefined): string {
  if (atMost === 0) return "no";
  if (atMost === undefined) return atLeast === 1 ? "" : `at least ${atLeast} times`;
  if (atLeast === 0) return `at most ${plural(atMost, "time")}`;
  return atLeast === atMost ? `exactly ${plural(atMost, "time")}` : `${atLeast} to ${atMost} times`;
}

const endings = new Intl.PluralRules("en", { type: "ordinal" });
const ends: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };
const ordinal = (n: number): string => `${n}${ends[endings.select(n)] ?? "th"}`;

const called = (name: string | undefined) => (name === undefined ? "" : ` (“${name}”)`);

/** A criterion as a phrase that follows “patients with”, or “who”. */
export function criterionWords(criterion: Criterion): string {
  switch (criterion.kind) {
    case "all":
      return `(${criterion.of.map(criterionWords).join("; and ")})`;
    case "any":
      return `(${criterion.of.map(criterionWords).join("; or ")})`;
    case "not":
      return `not ${criterionWords(criterion.of)}`;
    case "events": {
      const { event, atLeast, atMost, window, name } = criterion;
      const count = countWords(atLeast, atMost);
      const words =
        count === "no" ? `no ${patternWords(event)}` : [patternWords(event), count].filter(Boolean).join(" ");
      return `${words} ${windowWords(window)}${called(name)}`;
    }
    case "number": {
      const { event, which, of, is, window } = criterion;
      return `${which} ${numberWords[of]} of ${patternWords(event)} ${limitWords(is)} ${windowWords(window)}`;
    }
    case "sequence": {
      const { events, within, window } = criterion;
      const near = within === null ? "" : `, each within ${plural(within, "day")}`;
      return `${events.map((event) => patternWords(event)).join(", then ")}${near}, ${windowWords(window)}`;
    }
    case "trait": {
      const { trait, among, is } = criterion;
      return [trait.replaceAll("_", " "), ...(among ? [either(among)] : []), ...(is ? [limitWords(is)] : [])].join(" ");
    }
    case "age":
      return `${limitWords(criterion.is)} years old at the index`;
    case "observed": {
      const { before, after } = criterion;
      const sides = [
        ...(before > 0 ? [`${plural(before, "day")} before`] : []),
        ...(after > 0 ? [`${plural(after, "day")} after`] : []),
      ];
      return `observed ${sides.length === 0 ? "on" : both(sides)} the index day`;
    }
    case "subjects":
      return `one of a list of ${plural(criterion.ids.length, "patient")}`;
  }
}

/** The period in which an entry must lie, as a phrase after it. */
function periodWords({ from, until }: Period): string {
  if (from !== undefined && until !== undefined) return `, where that is from ${isoDay(from)} to ${isoDay(until)}`;
  if (from !== undefined) return `, where that is on or after ${isoDay(from)}`;
  return until === undefined ? "" : `, where that is on or before ${isoDay(until)}`;
}

/** What makes patients enter. */
const entryWords = (entry: Entry): string => `${choiceWords(entry)}${periodWords(entry)}`;

function choiceWords(entry: Entry): string {
  if (entry.kind !== "event") {
    const [first = "", ...others] = entry.of.map(({ name }) => `“${name}”`);
    if (entry.kind === "difference") return `in ${first}, but not in ${either(others)}`;
    return `in ${entry.kind === "union" ? either([first, ...others]) : both([first, ...others])}`;
  }
  const { event, which, n } = entry;
  const place = which === "nth" ? `${ordinal(n)} ` : `${which} `;
  return `${place}${patternWords(event, "event")} while observed`;
}

function exitWords({ event, days, gap }: Exit): string {
  const ends = [
    ...(event ? [`the first ${patternWords(event, "event")} after it`] : []),
    ...(days === undefined ? [] : [`${plural(days, "day")} after it`]),
    ...(gap
      ? [`the last day covered before more than ${plural(gap.days, "day")} without ${patternWords(gap.event)}`]
      : []),
  ];
  return ends.length === 0
    ? "until observation ends"
    : `until ${either([...ends, "the end of observation"])}, whichever comes first`;
}

/** The steps of attrition: everybody, who entered, and one for each criterion. */
export const stepWords = ({ entry, criteria }: Pick<Cohort, "entry" | "criteria">): string[] => [
  "under observation",
  entryWords(entry),
  ...criteria.map(criterionWords),
];

/** A cohort as one sentence. */
export function cohortSentence({ entry, criteria, exit }: Pick<Cohort, "entry" | "criteria" | "exit">): string {
  const index =
    entry.kind === "event"
      ? `Patients from their ${entryWords(entry)}, which is the index day`
      : `Patients ${entryWords(entry)}`;
  const parts = [index, ...criteria.map(criterionWords)].join("; ");
  return `${parts}; ${exitWords(exit)}.`;
}

const criteriaWords = (n: number): string => (n === 0 ? "no criteria" : plural(n, "criterion", "criteria"));

/** What a version of a cohort is beside the one before it: what came and what went; the first by its number of criteria. */
export function versionWords(cohort: Cohort, before: Cohort | undefined): string {
  const parts = ({ entry, criteria, exit }: Cohort) => [
    entryWords(entry),
    ...criteria.map(criterionWords),
    exitWords(exit),
  ];
  const now = parts(cohort);
  if (!before) return `${now[0] ?? ""}, ${criteriaWords(cohort.criteria.length)}`;
  const then = parts(before);
  const [came, went] = [now.filter((part) => !then.includes(part)), then.filter((part) => !now.includes(part))];
  const head = criteriaWords(cohort.criteria.length);
  if (came.length + went.length === 0) return `${head}, in another order`;
  return [head, ...came.map((part) => `now ${part}`), ...went.map((part) => `no longer ${part}`)].join("; ");
}
