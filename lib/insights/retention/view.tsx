"use client";
import { plural } from "../../charts/format";
import { periodName, periodWords } from "../../charts/period";
import { groupsOf, placeOf } from "../cells";
import { tooMany, tooManyGroups } from "../excess";
import { defineView } from "../view";
import { axisWords, Figure } from "./figure";
import { farthest, isElapsed, isRolling, limitOf, type Params } from "./params";
import question from "./question";
import { lengthWords, spanWords, startWords, title } from "./title";

const wholeTo = (all: readonly number[]) => Array.from({ length: Math.max(-1, ...all) + 1 }, (_, n) => n);

const mostCells = 1500;
const mostGroups = 8;

const typesWords = (types: readonly string[]) => (types.length === 0 ? "any event" : types.join(", "));

const activeWords = (params: Params) =>
  `${params.atLeast === 1 ? "at least one event" : `at least ${plural(params.atLeast, "event")}`} in it${isRolling(params) ? ", or in any later period" : ""}`;

function words(params: Params): string[] {
  const { unit, kind } = params;
  const limit = limitOf(params);
  return [
    kind === "recurring"
      ? `A patient starts anew in every ${periodWords[unit].one} in which a start event happens, with the first of it.`
      : `Each row is fixed by when patients have ${startWords(params)}.`,
    `A patient counts as active in a period with ${activeWords(params)}.`,
    isElapsed(params)
      ? `Period n is the ${lengthWords(params)} after n times as long from each patient’s own start, to the moment.`
      : `Periods are those of the calendar; period 0 is the ${periodWords[unit].one} of the start.`,
    `Only periods that the data covers to their end are shown${isElapsed(params) ? ", for all who started in a row" : ""}: a period not yet observed is blank, nobody is 0.`,
    "The curve takes all starts together: active of all whose period is over.",
    ...(isRolling(params)
      ? [
          "The later a period, the less time is left to be active after it: the curve falls towards its end by that alone.",
        ]
      : []),
    ...(limit === null
      ? []
      : [`After each start ${plural(farthest[unit], periodWords[unit].one, periodWords[unit].many)} are followed.`]),
  ];
}

export const view = defineView(question, {
  section: "Cohorts",
  navTitle: "Retention",
  order: 30,
  summary: "Of those who started in a month, who was still active months later.",
  title,
  subtitle: (params) => {
    const { unit, breakdown } = params;
    const later = isElapsed(params) ? `periods of ${lengthWords(params)}` : periodWords[unit].many;
    return `Patients by the ${periodWords[unit].one} of ${startWords(params)}; share with ${params.atLeast === 1 ? "an event" : `${params.atLeast} events or more`} so many ${later}${isRolling(params) ? " or more" : ""} later${breakdown === "none" ? "" : `, by ${breakdown}`}`;
  },
  definition: (params) => ({
    words: words(params),
    formula: "active patients ÷ patients who started",
    rows: [
      ["period", isElapsed(params) ? lengthWords(params) : periodWords[params.unit].one],
      ["starts with", params.start.length === 0 ? "any event" : typesWords(params.start)],
      ["starts", params.kind === "recurring" ? "every one" : "the first"],
      ["active by", typesWords(params.types)],
      ["active in", isRolling(params) ? "that period or a later one" : "that period"],
      ["broken down by", params.breakdown],
    ],
  }),
  excess: (cells, { unit }) =>
    tooManyGroups(groupsOf(cells).length, mostGroups) ?? tooMany(cells.length, mostCells, "cells", unit),
  name: ({ start, period, group }, params) =>
    `Started in ${periodName(placeOf(start, "calendar"), params.unit)}, ${spanWords(period ?? 0, params)}${isRolling(params) ? " or more" : ""} later${group === undefined || group === null ? "" : ` · ${group}`}`,
  nothing: ({ start }) =>
    start.length > 0
      ? "No period since such a start is observed to its end yet. Choose other events to start with, or a shorter period."
      : "No period since a first event is observed to its end yet. Draw by a shorter period.",
  Figure,
  columns: {
    start: "Start",
    period: "Periods since start",
    size: "Patients started",
    retained: "Patients active",
    group: "Group",
  },
  rowColumns: () => ({ events: "Events in that period" }),
  words: {
    "types.none": "any event",
    "start.none": "any event",
    "kind.first-time": "the first",
    "kind.recurring": "every one",
    "period.bracketed": "in that period",
    "period.rolling": "then or later",
    "windows.calendar": "of the calendar",
    "windows.elapsed": "since own start",
  },
  differences: {
    label: ({ what }) => String(what),
    along: (params) => ({
      place: ({ period }) => Number(period),
      axis: (_, { cells }) => ({
        kind: "count",
        xs: wholeTo(cells.map(({ period }) => Number(period))),
        label: axisWords(params),
      }),
      name: (n) => `${spanWords(n, params)} after start`,
    }),
  },
  tables: {
    overall: {
      label: "All starts together",
      columns: { group: "Group", period: "Periods since start", size: "Started", retained: "Active", share: "Share" },
    },
  },
});
