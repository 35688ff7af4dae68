"use client";
import { percent } from "../../charts/format";
import { groupsOf } from "../cells";
import { tooManyGroups } from "../excess";
import { defineView } from "../view";
import { Figure, nameOf } from "./figure";
import question from "./question";
import { title } from "./told";

/** Weeks that can be told apart on one screen. */
const mostWeeks = 12;

export const view = defineView(question, {
  section: "Adherence",
  navTitle: "Doses",
  order: 26,
  summary: "Which due doses are taken, at what hour, how regularly, and who says so.",
  title,
  subtitle: ({ breakdown }) =>
    `Reported intakes by weekday and hour of the patient’s clock${breakdown === "none" ? "" : `, by ${breakdown}`}; beside each day the share of its due doses that were taken`,
  definition: ({ tolerance }) => ({
    words: [
      "A due dose owns the time half-way to its neighbours; where one or more are due on a day, that day. Intakes up to the number due are its doses, others are extra. A change or stop of a prescription holds from its day on, for timing from its moment.",
      "Dosing counts days with exactly the number due, and due doses that are rarer than daily. The interval is 1 ÷ doses per day; the first dose that an order or its change asks for has no timing.",
      "Shares in the title and by weekday are of all doses together; those beside the grid are means of patients. AdhereR knows no doses: nothing in it equals this figure.",
      "As-needed medication has no denominator. Intakes and recorded skips are different facts and both are kept.",
      "Hours are of the zone that a row names, else its mapping’s; a bare date, or a time at midnight to the second, has none.",
    ],
    formula: "taking = doses taken ÷ doses due",
    rows: [
      ["taxonomy", "EMERGE (Vrijens 2012)"],
      ["in time within", `± ${percent(tolerance)}`],
    ],
  }),
  excess: (cells) => tooManyGroups(groupsOf(cells).length, mostWeeks),
  name: (cell) => `${nameOf(cell)}${cell.group === "all" ? "" : ` · ${cell.group ?? ""}`}`,
  nothing: ({ items }) =>
    items.length > 0
      ? "No dose of the chosen medicines was reported while one was due. Choose others, or all of them."
      : "No dose was reported while one was due: the history needs prescriptions with doses per day, and intakes.",
  Figure,
  columns: {
    group: "Group",
    weekday: "Weekday (1 is Monday)",
    hour: "Hour",
    patients: "Patients",
    intakes: "Intakes",
    missed: "Skips recorded",
    timed: "Intakes after another",
    in_time: "Of these in time",
  },
  rowColumns: () => ({ intakes: "Intakes", missed: "Skips recorded", timed: "After another", in_time: "In time" }),
  words: {},
  differences: {
    label: ({ measure }) => `${String(measure)} adherence, mean of patients`,
    shares: true,
    panel: () => "all",
  },
});
