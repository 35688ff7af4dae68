import { timeOf } from "./time";
import type { Params } from "./title";

/** Words for the values of what is compared. */
export const compareWords: Readonly<Record<string, string>> = {
  "compare.what.none": "nothing",
  "compare.what.groups": "two groups",
  "compare.what.periods": "two periods",
  "compare.group.": "the largest",
  "compare.otherGroup.": "the largest other",
  "compare.period.": "the last",
  "compare.otherPeriod.": "the first",
};

/** “two groups”, “letrozole and the largest other”, “Jun 2026 and Feb 2025”. */
export function summaryOf(params: Params): string {
  const { what, group, otherGroup, period, otherPeriod } = params.compare;
  if (what === "none") return "nothing";
  const time = timeOf(params);
  const named = (name: string, at: string) => {
    if (name === "") return compareWords[`compare.${at}.`] ?? "";
    const place = what === "periods" ? time.place(name) : NaN;
    return Number.isNaN(place) ? name : time.name(place);
  };
  const given = what === "groups" ? [group, otherGroup] : [period, otherPeriod];
  if (given.every((name) => name === "")) return compareWords[`compare.what.${what}`] ?? "";
  return what === "groups"
    ? `${named(group, "group")} and ${named(otherGroup, "otherGroup")}`
    : `${named(period, "period")} and ${named(otherPeriod, "otherPeriod")}`;
}

/** How the columns of differences are called in their table. */
export const differenceColumns: Readonly<Record<string, string>> = {
  period: "Period",
  group: "Group",
  first: "First",
  second: "Second",
  paired: "Same patients",
  n_first: "Patients, first",
  n_second: "Patients, second",
  mean_first: "Mean, first",
  mean_second: "Mean, second",
  difference: "Difference",
  lower: "Lower limit",
  upper: "Upper limit",
  share_first: "Share, first",
  share_second: "Share, second",
  share_difference: "Difference of shares",
  share_lower: "Lower limit of it",
  share_upper: "Upper limit of it",
  sd_first: "SD, first",
  sd_second: "SD, second",
  sd_difference: "SD of differences",
  adherent_first: "At threshold, first",
  adherent_second: "At threshold, second",
  adherent_both: "At threshold, both",
  shared: "Patients in both",
  again: "Repeated entries",
  why: "No interval because",
};
