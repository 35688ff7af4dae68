"use client";
import { percent, plural } from "../../charts/format";
import { groupsOf } from "../cells";
import { tooManyGroups } from "../excess";
import type { Row } from "../../engine/decode";
import { type Along, defineView } from "../view";
import { Figure } from "./figure";
import { lengths, type Params } from "./params";
import question from "./question";
import { title } from "./title";
import { arrow } from "./told";
import { capital, named, periodWords, span, unitWords } from "./words";

/** Groups beside each other, and rows of bars, that can be read. */
const [mostGroups, mostStrips] = [6, 80];

const ends: Readonly<Record<string, string>> = { start: "Index day", end: "end of observation" };

/** What a difference is of: events of a kind in a period, a sequence, or a way from one to another. */
function differenceWords(event: Row[string] | undefined, kind: Row[string] | undefined, to: Row[string] | undefined) {
  const step = (name: Row[string] | undefined) => ends[String(name)] ?? named(String(name));
  if (kind === null || kind === undefined) return `${capital(named(String(event)))}, with one of those observed`;
  return kind === "sequence"
    ? capital(String(event).split(arrow).map(named).join(", then "))
    : capital(`${step(event)}, then ${step(to)}`);
}

/** Periods around the index day, as the bars have them. */
const alongPeriods = (params: Params): Along => ({
  place: ({ period }) => Number(period),
  axis(_, { cells }) {
    const periods = cells.map(({ period }) => Number(period));
    const [first, last] = [periods.reduce((a, b) => Math.min(a, b), 0), periods.reduce((a, b) => Math.max(a, b), 0)];
    return {
      kind: "count",
      xs: Array.from({ length: last - first + 1 }, (__, i) => first + i),
      label: `${unitWords(params).many} from the index day`,
    };
  },
  name: (period) => periodWords(period, params),
});

const kindOf = ({ by }: Params) => (by === "type" ? "type" : "item");

const definitions: Readonly<Record<Params["picture"], (params: Params) => readonly string[]>> = {
  timeline: (params) => [
    `${capital(unitWords(params).one)} 0 starts on the index day${params.unit === "day" ? "" : `; each has ${lengths[params.unit]} days`}.`,
    "A patient counts in a period for the days on which they were under observation in it. Below the bars stands how many do: where they are few, a bar says little.",
    "Each row has its own scale. Kinds whose rates lie furthest from their average stand first, by Pearson’s chi-square for each event; what happens alike in every period, or too seldom to tell, comes last.",
  ],
  sequences: ({ length }) => [
    `A step is one event, or several of one kind with nothing of another kind between. A sequence is ${length} steps that follow each other directly, from the index day on.`,
    "A patient has a sequence once, however often it happens; days are those from the first day of its first step to the first day of its last, the first time.",
  ],
  map: () => [
    "A step is one event, or several of one kind with nothing of another kind between, from the index day on. A way leads from the last day of a step to the first day of the next, whatever time passes: the first from the index day, the last to the end of observation.",
    "The shade is the share of the group’s patients who go that way at least once, the number the median of days between, every time counted. Kinds stand in the order in which patients have them first, by the median number of that step: above the diagonal it goes on, below it comes back.",
  ],
};

const formulas: Readonly<Record<Params["picture"], string>> = {
  timeline: "rate = 7 × events ÷ days under observation of all patients in the period",
  sequences: "share = patients who have the sequence ÷ patients of the group",
  map: "share = patients who go the way ÷ patients of the group",
};

export const view = defineView(question, {
  section: "Cohorts",
  navTitle: "Patterns",
  order: 38,
  summary: "What happens before and after the index day, in which sequences, and what follows what after how long.",
  title,
  subtitle: (params) =>
    ({
      timeline: `Events a patient-week under observation, by ${unitWords(params).one} from the index day`,
      sequences: `Sequences of ${params.length} steps from the index day on, by the share of patients who have them`,
      map: "Shade: share of patients who go from the row’s event to the column’s; number: median days between",
    })[params.picture],
  definition: (params) => ({
    words: [
      "Events count on days under observation: of a cohort from the start of the patient’s observation, which may lie before the index day, until the exit. Facts about a person (sex, birth date, periods of observation) are left out.",
      ...definitions[params.picture](params),
      ...(params.by === "item" ? ["Events that name no item are left out."] : []),
      "What comes after something need not come of it.",
    ],
    formula: formulas[params.picture],
    rows: [
      ["kinds", `by ${kindOf(params)}`],
      ["types", params.types.length === 0 ? "all" : plural(params.types.length, "type")],
      ...(params.picture === "timeline"
        ? [
            ["before", span(params.before, params)] as const,
            ["from the index day on", span(params.after, params)] as const,
          ]
        : [["told", `from ${percent(params.share)} of patients`] as const]),
      ["broken down by", params.breakdown],
    ],
  }),
  excess(cells) {
    const groups = groupsOf(cells).length;
    const strips = groups * new Set(cells.map(({ event }) => event)).size;
    return (
      tooManyGroups(groups, mostGroups) ??
      (strips <= mostStrips ? null : { marks: strips, most: mostStrips, what: "rows of bars", coarser: null })
    );
  },
  name: ({ event, period, group }, params) =>
    `${capital(named(event))}, ${periodWords(period ?? 0, params)}${group === "all" ? "" : ` · ${group ?? ""}`}`,
  nothing: ({ types, by }) =>
    types.length > 0 || by === "item"
      ? "No such event lies in these periods. Choose other types, or more periods."
      : "Nobody is under observation in these periods.",
  Figure,
  columns: {
    group: "Group",
    event: "Event",
    period: "Period from the index day",
    patients: "Patients with one",
    events: "Events",
    observed: "Patients under observation",
    days: "Days under observation",
    rate: "Events a patient-week",
  },
  rowColumns: ({ picture }) => ({
    ...(picture !== "timeline" && { n: "Step", event: "Event" }),
    from: "From",
    to: "To",
    events: "Events",
  }),
  words: { "types.none": "all", "picture.timeline": "around the index day", "picture.map": "what follows what" },
  differences: {
    label: ({ event, kind, to }) => differenceWords(event, kind, to),
    panel: () => "all",
    along: (params) => (params.picture === "timeline" ? alongPeriods(params) : null),
  },
  tables: {
    shares: {
      label: "Shares of both cohorts",
      columns: {
        group: "Group",
        kind: "Kind",
        from: "Sequence, or from",
        to: "To",
        patients: "Patients",
        whole: "Of",
      },
    },
    sequences: {
      label: "Sequences",
      columns: {
        group: "Group",
        sequence: "Sequence",
        patients: "Patients",
        share: "Share of patients",
        median_days: "Median days, first to last",
      },
    },
    edges: {
      label: "What follows what",
      columns: {
        group: "Group",
        from: "From",
        to: "To",
        kind: "Which way",
        patients: "Patients",
        share: "Share of patients",
        times: "Times",
        median_days: "Median days between",
      },
    },
    nodes: {
      label: "Steps",
      columns: {
        group: "Group",
        event: "Event",
        kind: "Kind",
        patients: "Patients",
        share: "Share of patients",
        times: "Steps",
        events: "Events",
        median_days: "Median days from the index day to the first",
        median_step: "Median number of the first step",
      },
    },
    groups: {
      label: "Patients, and what is not told",
      columns: {
        group: "Group",
        patients: "Patients",
        with_events: "With such an event",
        told: "Told",
        untold: "Too rare to tell",
      },
    },
  },
});
