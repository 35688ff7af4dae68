import { percent, plural } from "../../charts/format";
import { grouped } from "../../group";
import { syntactic } from "../in-r";
import { followUpWords } from "../supply-words";
import type { Definition } from "../view";
import type { Cell, Params } from "./question";

/** The days after which primary adherence is told. */
const horizon = 30;

/** The finding: to how many a medicine that was prescribed was dispensed within 30 days, or as long as is seen. */
export function initiationTitle(cells: readonly Cell[], { breakdown }: Params): string {
  const groups = [...grouped(cells, ({ group }) => group ?? "")];
  const longest = Math.max(0, ...cells.map(({ time }) => time ?? 0));
  const dispensed = groups.every(([, own]) => own.at(-1)?.survival === 0);
  const until = dispensed ? horizon : Math.min(horizon, longest);
  const told = groups.map(([group, own]) => ({
    group,
    share: percent(1 - (own.findLast(({ time }) => (time ?? 0) <= until)?.survival ?? 1), 1),
    value: own.findLast(({ time }) => (time ?? 0) <= until)?.survival ?? 1,
  }));
  const within = `within ${plural(until, "day")} of its first prescription`;
  const [one, ...more] = told;
  if (!one) return "Initiation";
  if (more.length === 0) return `${one.share} of patients had ${one.group} dispensed ${within}`;
  if (more.length < 3)
    return `${one.share} of patients had ${one.group} dispensed ${within}, ${more.map(({ group, share }) => `${share} ${group}`).join(", ")}`;
  const ordered = told.toSorted((a, b) => b.value - a.value);
  const [low, high] = [ordered[0], ordered.at(-1)];
  return `Between ${low?.share ?? ""} (${low?.group ?? ""}) and ${high?.share ?? ""} (${high?.group ?? ""}) of patients had a medicine dispensed ${within}, across ${plural(told.length, breakdown === "none" ? "medicine" : "group")}`;
}

/** The calls that give the same curves, limits and test in R. */
export function initiationInR({ interval, breakdown }: Params): string {
  const formula = `Surv(time, started) ~ CATEGORY${breakdown === "none" ? "" : ` + ${syntactic(breakdown)}`}`;
  return [
    "library(AdhereR); library(survival)",
    "rows <- time_to_initiation(",
    "  presc.data = firsts,  # of each patient and medicine the first prescription",
    '  disp.data = dispensings, ID.colname = "PATIENT_ID", medication.class.colnames = "CATEGORY",',
    '  presc.start.colname = "DATE.PRESC", disp.date.colname = "DATE", date.format = "%Y-%m-%d"',
    ")",
    "rows <- merge(rows, ends)  # PATIENT_ID, end: the last day of follow-up",
    "rows$started <- !is.na(rows$first.disp) & rows$first.disp <= rows$end",
    "rows$time <- as.numeric(pmin(rows$first.disp, rows$end, na.rm = TRUE) - rows$episode.start)",
    ...(breakdown === "none" ? [] : [`rows <- merge(rows, patients)  # PATIENT_ID, ${syntactic(breakdown)}`]),
    `survfit(${formula}, data = rows, conf.type = "${interval}")`,
    `survdiff(${formula}, data = rows)`,
  ].join("\n");
}

export const initiationDefinition = (params: Params): Definition => ({
  words: [
    "Time runs from a patient's first prescription of a medicine to its first dispensing on that day or later; each medicine has its own curve, and a patient stands in that of each that was prescribed.",
    "Who has no dispensing is censored at the end of follow-up, also where the prescription ended before: a prescription that runs out unfilled is no reason to look away. AdhereR's time_to_initiation leaves these empty.",
    "A medicine that was dispensed before its first prescription, or first prescribed outside follow-up, is left out: its initiation is not seen.",
    "The curve rises: 1 − S(t), the share that has started.",
    "The mean is restricted: the area above a curve up to the last day that every curve reaches, with its standard error.",
  ],
  formula:
    "S(t) = ∏ (1 − d ÷ n) over the days up to t: d started on a day, n without a dispensing before it (Kaplan–Meier)",
  inR: initiationInR(params),
  rows: [
    ["time to", "first dispensing"],
    ["follow-up", followUpWords(params.followUp, "first prescription")],
    ["limits", `95 %, ${params.interval.replace("-", "\u2011")}`],
    ["test", "log-rank"],
  ],
});
