import type { InterruptionRule } from "../projections/prescribed";
import type { Durations } from "./supply-params";
import type { Definition } from "./view";

const left: Record<InterruptionRule, string> = {
  continue: "is used on",
  discard: "is dropped",
  carryover: "waits until after",
};

/** Words for the values of the parameter. */
export const durationValueWords: Readonly<Record<string, string>> = {
  "durations.from.stated": "as stated",
  "durations.from.prescribed": "by the prescribed dose",
  ...Object.fromEntries(
    ["interruptions", "stays"].flatMap((name) =>
      Object.entries(left).map(([rule, words]) => [`durations.${name}.${rule}`, `what is left ${words}`]),
    ),
  ),
};

/** “by the prescribed dose”. */
export const durationsWords = ({ from }: Durations): string => durationValueWords[`durations.from.${from}`] ?? from;

/** Why there is no figure and what to do, where days of supply are by what was prescribed; else what the figure says itself. */
export const nothingSupplied = ({ from }: Durations, otherwise: string): string =>
  from === "prescribed"
    ? "No dispensing here has days of supply by what was prescribed: that needs a prescription of the same patient and medicine with a daily dose, or none lies in the windows. Choose days of supply “as stated”, or load a file that holds prescriptions."
    : otherwise;

const sentences = ({ interruptions, stays, initial }: Durations): string[] => [
  "Days of supply are the amount dispensed ÷ the daily dose prescribed at the time; a change of the dose turns what is left into days of the new one, a supply of its own. The amount is the event's value, else its dose × its doses a day (the prescription's where it states none) × its days. Each dispensing is used from its own day; prescriptions are no supply themselves.",
  `Where the prescription ends, what is left ${left[interruptions]}; where a stay in hospital begins, from admission to discharge, it ${left[stays]}. What is dispensed in a stay ${stays === "continue" ? "is used from its day" : "is used after it"}.`,
  `A dispensing ${initial ? "of a medicine never prescribed" : "before the first prescription"}, of an amount or for a dose that is not known, has no days: it is left out.`,
  "AdhereR lets a supply that outlasts the last prescription run to its end whatever the rule, and counts the day of discharge as one at home.",
];

const flag = (on: boolean) => (on ? "TRUE" : "FALSE");

/** AdhereR's call that makes such dispensings. */
const inR = ({ interruptions, stays, initial }: Durations): string =>
  [
    "dispensings <- subset(compute_event_durations(",
    "  disp.data = dispensings, presc.data = prescriptions, special.periods.data = stays,",
    '  ID.colname = "PATIENT_ID", medication.class.colnames = "CATEGORY", date.format = "%Y-%m-%d",',
    '  disp.date.colname = "DATE", total.dose.colname = "AMOUNT", visit.colname = "VISIT",',
    '  presc.date.colname = "DATE.PRESC", presc.daily.dose.colname = "PERDAY", presc.duration.colname = "DAYS.PRESC",',
    `  split.on.dosage.change = TRUE, force.init.presc = ${flag(initial)}, force.presc.renew = FALSE,`,
    `  trt.interruption = "${interruptions}", special.periods.method = "${stays}"`,
    ")$event_durations, DURATION > 0)",
    "dispensings$DATE <- dispensings$DISP.START",
  ].join("\n");

/** A definition with how its days of supply are made. */
export function withDurations(durations: Durations, definition: Definition): Definition {
  const rows = [...definition.rows, ["days of supply", durationsWords(durations)] as const];
  if (durations.from === "stated") return { ...definition, rows };
  const { interruptions, stays, initial } = durations;
  return {
    ...definition,
    rows: [
      ...rows,
      ["while not prescribed", `what is left ${left[interruptions]}`],
      ["in hospital", `what is left ${left[stays]}`],
      ["first prescription", initial ? "from first dispensing" : "from its day"],
    ],
    words: [...definition.words, ...sentences(durations)],
    ...(definition.inR && { inR: `${inR(durations)}\n${definition.inR}` }),
  };
}
