import { percent } from "../charts/format";
import { type DoseMeasure, tolerance } from "./dose-shares";

const asNeeded = "As-needed medication has no denominator. AdhereR knows no doses: nothing in it equals this figure.";
const ended = "A stopped or changed prescription ends the old schedule.";

/** What each measure of doses is. */
export const doseWords: Readonly<Record<DoseMeasure, { name: string; formula: string; words: readonly string[] }>> = {
  doses: {
    name: "Doses taken of those due",
    formula: "doses taken ÷ doses due",
    words: [`Intakes count up to the doses due on their day. ${ended}`, asNeeded],
  },
  dosing: {
    name: "Days with exactly the doses prescribed",
    formula: "days with exactly the number of doses due ÷ days with a dose due",
    words: [`A due dose that is rarer than daily counts as one day. ${ended}`, asNeeded],
  },
  timing: {
    name: "Doses in time after the one before",
    formula: `doses within ± ${percent(tolerance)} of the due interval ÷ doses whose time since the one before is known`,
    words: [
      "The interval is 1 ÷ doses per day; a dose after a missed one comes too late. The first dose that an order or its change asks for, and one without a time of day, have no timing.",
      asNeeded,
    ],
  },
};
