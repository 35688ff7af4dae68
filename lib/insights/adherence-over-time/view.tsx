"use client";
import { plural } from "../../charts/format";
import { groupsOf } from "../cells";
import { windowSummaries, windowValueWords } from "../supply-words";
import { tooMany, tooManyGroups } from "../excess";
import { defineView } from "../view";
import { isOfDoses } from "../dose-shares";
import question, { isOfWindows } from "./question";
import { compareWords, differenceColumns, summaryOf } from "./compare-words";
import { definition, measureWords } from "./definition";
import { differenceTitle } from "./difference-words";
import { heatColumns, heatTitle } from "./heat-words";
import { Figure } from "./figure";
import { timeOf } from "./time";
import { title } from "./title";

const [mostPoints, mostColumns] = [4000, 400];
/** What a patient's share is made of. */
const parts = {
  supply: { numerator: "Days covered", denominator: "Days observed" },
  doses: { numerator: "Doses taken", denominator: "Doses due" },
  dosing: { numerator: "Days as prescribed", denominator: "Days with a dose due" },
  timing: { numerator: "Doses in time", denominator: "Doses after another" },
} as const;

export const view = defineView(question, {
  section: "Adherence",
  navTitle: "Over time",
  order: 20,
  summary: "How much of the treatment is taken, month by month, and by how many patients.",
  title: (cells, params, also) =>
    differenceTitle(also["difference"] ?? [], params) ??
    heatTitle(also["heat"] ?? [], params.threshold) ??
    title(cells, params),
  subtitle: (params) =>
    `${measureWords(params.measure)}, patients under observation, ${timeOf(params).words}; ${params.picture === "curves" ? "band: middle half of patients" : "a row a patient or a few, sorted by their course"}`,
  definition,
  excess(cells, params) {
    const groups = groupsOf(cells).length;
    if (params.picture === "patients")
      return (
        tooManyGroups(groups) ??
        tooMany(
          timeOf(params).axis(cells.map((cell) => cell.period)).xs.length,
          mostColumns,
          "periods",
          params.window === 0 ? params.unit : null,
        )
      );
    const points = timeOf(params).axis(cells.map((cell) => cell.period)).xs.length * groups;
    return tooManyGroups(groups) ?? tooMany(points, mostPoints, "points", params.window === 0 ? params.unit : null);
  },
  name({ period, group }, params) {
    const time = timeOf(params);
    return `${time.name(time.place(period))}${group === "all" ? "" : ` · ${group}`}`;
  },
  nothing: ({ measure, items, window }) => {
    if (items.length > 0) return "Nothing here is about the chosen medicines. Choose others, or all of them.";
    if (window > 0 && !isOfDoses(measure))
      return `Nobody is followed for a whole window of ${plural(window, "day")}. Take a shorter one, or load a file that holds dispensings.`;
    if (measure === "timing")
      return "No dose follows another at a known time of day: the history needs prescriptions with doses per day, and intakes with their time. Measure taking or dosing instead.";
    return !isOfDoses(measure)
      ? "No event in this history is a supply: a dispensing, or a prescription with days supplied. Measure from doses, or load a file that holds dispensings."
      : "No dose was due: the history holds no prescription with a schedule. Measure from supply, or load a file that holds prescriptions.";
  },
  Figure,
  columns: {
    period: "Period",
    group: "Group",
    patients: "Patients",
    mean: "Mean",
    q1: "Lower quartile",
    median: "Median",
    q3: "Upper quartile",
    share80: "Share at the threshold",
  },
  rowColumns: ({ measure }) =>
    isOfWindows(measure)
      ? { window_start: "Window starts", window_end: "Window ends", value: measure }
      : { ...parts[measure], value: "Share" },
  words: {
    "measure.supply": "supply",
    "measure.doses": "doses",
    "measure.dosing": "dosing",
    "measure.timing": "timing",
    "by.calendar": "calendar",
    "by.index": "since first event",
    "earlyRefills.shift": "shifted",
    "earlyRefills.overlap": "overlap",
    "window.0": "none",
    ...compareWords,
    ...windowValueWords,
  },
  choices(cells, params) {
    const time = timeOf(params);
    const periods = new Map(cells.map(({ period }) => [period ?? "", time.place(period)]));
    return {
      groups: groupsOf(cells).map((group) => ({ id: group, label: group })),
      periods: [...periods].toSorted(([, a], [, b]) => b - a).map(([id, place]) => ({ id, label: time.name(place) })),
    };
  },
  tables: {
    difference: { label: "Differences", columns: differenceColumns },
    heat: { label: "Heat map", columns: heatColumns },
  },
  summaries: (params) => ({ ...windowSummaries(params), compare: summaryOf(params) }),
});
