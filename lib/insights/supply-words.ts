import { isoDay, plural } from "../charts/format";
import type { GapUnit } from "../projections/episodes";
import type { CarryOver } from "../projections/gaps";
import type { SupplyMeasure } from "../projections/measures";
import type { FollowUp, Observation, TimeUnit } from "../projections/windows";
import { durationsWords, durationValueWords } from "./duration-words";
import type { Durations } from "./supply-params";

const one: Record<TimeUnit, string> = { days: "day", weeks: "week", months: "month", years: "year" };
const length = (n: number, unit: TimeUnit) => plural(n, one[unit]);

/** “730 days from first supply”; `first` is what follow-up starts with where it starts with a patient's first. */
export function followUpWords(
  { from, date, start, startUnit, duration, durationUnit, censor }: FollowUp,
  first = "first supply",
): string {
  const origin = { first, index: "the index day", date: date ? isoDay(date) : "a date" }[from];
  const since = start === 0 ? origin : `${length(start, startUnit)} after ${origin}`;
  if (duration === 0) return `from ${since}, as long as observed`;
  return `${length(duration, durationUnit)} from ${since}${censor === "observation" ? ", cut off at the end of observation" : ""}`;
}

/** “365 days, 182 days into follow-up”. */
export function observationWords({ from, date, start, startUnit, duration, durationUnit }: Observation): string {
  const origin = from === "date" ? (date ? isoDay(date) : "a date") : "follow-up";
  if (duration === 0 && start === 0 && from === "followUp") return "all of follow-up";
  const begins =
    start === 0 ? `from ${from === "date" ? origin : "its start"}` : `${length(start, startUnit)} into ${origin}`;
  return duration === 0 ? `${begins}, to its end` : `${length(duration, durationUnit)}, ${begins}`;
}

/** “60 days”, “50 % of the last supply”. */
export function gapWords(gap: number, unit: GapUnit): string {
  if (unit === "percent") return `${gap}\u00a0% of the last supply`;
  return gap === 0 ? "no day" : length(gap, unit);
}

export function carryWords({ sameMedication, dose }: CarryOver): string {
  return `${sameMedication ? "same medication" : "any medication"}${dose ? ", in doses" : ""}`;
}

export const windowSummaries = (params: {
  followUp: FollowUp;
  observation?: Observation;
  carryOver?: CarryOver;
  durations?: Durations;
}): Readonly<Record<string, string>> => ({
  followUp: followUpWords(params.followUp),
  ...(params.observation && { observation: observationWords(params.observation) }),
  ...(params.carryOver && { carryOver: carryWords(params.carryOver) }),
  ...(params.durations && { durations: durationsWords(params.durations) }),
});

/** Words for the values of windows. */
export const windowValueWords: Readonly<Record<string, string>> = {
  "followUp.from.first": "first supply",
  "followUp.from.index": "index day",
  "followUp.from.date": "a date",
  "followUp.censor.none": "never",
  "followUp.censor.observation": "at the end of observation",
  "observation.from.followUp": "start of follow-up",
  "observation.from.date": "a date",
  ...durationValueWords,
};

type About = { name: string; formula: string; words: readonly string[] };

/** What each measure of medication availability is, after Dima & Dediu 2017. */
export const measureWords: Record<SupplyMeasure, About> = {
  CMA1: {
    name: "CMA1",
    formula: "days supplied but the last ÷ days from first to last supply",
    words: ["Supply left over is not carried; it may exceed 1. Needs two supplies in the window."],
  },
  CMA2: {
    name: "CMA2",
    formula: "days supplied ÷ days from first supply to the end of the window",
    words: ["Supply left over is not carried; it may exceed 1."],
  },
  CMA3: { name: "CMA3", formula: "CMA1, at most 1", words: ["Needs two supplies in the window."] },
  CMA4: { name: "CMA4", formula: "CMA2, at most 1", words: [] },
  CMA5: {
    name: "CMA5",
    formula: "1 − days without supply ÷ days from first to last supply",
    words: ["Supply left over is used up before the next one starts, within the window only."],
  },
  CMA6: {
    name: "CMA6",
    formula: "1 − days without supply ÷ days from first supply to the end of the window",
    words: ["Supply left over is used up before the next one starts, within the window only."],
  },
  CMA7: {
    name: "CMA7",
    formula: "1 − days without supply ÷ days of the window",
    words: ["Supply left over is used up before the next one starts, and what is left from before the window counts."],
  },
  CMA8: {
    name: "CMA8",
    formula: "CMA7 of what remains of the window once supply from before it has ended",
    words: ["Not defined where nothing remains."],
  },
  CMA9: {
    name: "CMA9",
    formula: "mean over the window's days of 1 − gap ÷ interval of the supply they follow",
    words: ["Each supply's own share over the days to the next one; days before the first supply count 0."],
  },
  MPR: {
    name: "Medication possession ratio",
    formula: "days supplied in the window ÷ days of the window",
    words: ["It may exceed 1: supply that reaches beyond the window counts in full."],
  },
  PDC: {
    name: "Proportion of days covered",
    formula: "days covered ÷ days from first fill to the end of the window",
    words: [
      "After the Pharmacy Quality Alliance: fills on two days at least, the first 91 days or more before the end. An early refill of the same medicine starts when its supply ends; days of different medicines are a union; supply stops at the end.",
      "Days in hospital, from admission to discharge, leave the period, and supply that overlaps them moves behind them.",
    ],
  },
};

const quoted = (text: string) => `"${text}"`;
const flag = (on: boolean) => (on ? "TRUE" : "FALSE");
const startOf = (from: string, date: string, start: number) =>
  from === "date" && date ? `as.Date("${date}")${start === 0 ? "" : ` + ${start}`}` : String(start);

/** `observation` is null for a function that has no such window; `start` is a column with the day on which follow-up starts, for one that counts it from something else. */
export type Call = {
  followUp: FollowUp;
  observation: Observation | null;
  carryOver: CarryOver | null;
  start?: string;
};

const observationLines = ({ from, date, start, startUnit, duration, durationUnit }: Observation): string[] => [
  `observation.window.start = ${startOf(from, date, start)}, observation.window.start.unit = ${quoted(startUnit)}`,
  duration === 0
    ? 'observation.window.duration = "window"  # a column: days to the end of follow-up'
    : `observation.window.duration = ${duration}, observation.window.duration.unit = ${quoted(durationUnit)}`,
];

/** The arguments that AdhereR's functions share, on a table of dispensings. */
export function adhereR(
  name: string,
  { followUp, observation, carryOver, start }: Call,
  more: readonly string[] = [],
): string {
  const lines = [
    'data = dispensings, ID.colname = "PATIENT_ID", event.date.colname = "DATE"',
    'event.duration.colname = "DURATION", event.daily.dose.colname = "PERDAY"',
    'medication.class.colname = "CATEGORY", date.format = "%Y-%m-%d"',
    ...(carryOver
      ? [
          `carry.only.for.same.medication = ${flag(carryOver.sameMedication)}, consider.dosage.change = ${flag(carryOver.dose)}`,
        ]
      : []),
    start
      ? `followup.window.start = ${quoted(start)}  # a column: the day on which the patient's follow-up starts`
      : `followup.window.start = ${startOf(followUp.from, followUp.date, followUp.start)}, followup.window.start.unit = ${quoted(followUp.startUnit)}`,
    followUp.duration === 0
      ? 'followup.window.duration = "observed"  # a column: days to each patient\'s end of observation'
      : `followup.window.duration = ${followUp.duration}, followup.window.duration.unit = ${quoted(followUp.durationUnit)}`,
    ...(observation ? observationLines(observation) : []),
    ...more,
  ];
  const last = lines.length - 1;
  const body = lines.map((line, i) => {
    const [code = "", comment] = line.split("  #");
    return `  ${code}${i === last ? "" : ","}${comment ? `  #${comment}` : ""}`;
  });
  return [`${name}(`, ...body, ")"].join("\n");
}
