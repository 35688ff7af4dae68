import type { Medications } from "./medications";
import { adhereR, type Call } from "./supply-words";

const hasGroups = ({ groups }: Medications) => Object.keys(groups).length > 0;

/** “medicine”, or where some are named “group of medicines”. */
const unit = (medications: Medications): string => (hasGroups(medications) ? "group of medicines" : "medicine");

const aggregates: Record<Medications["aggregate"], string> = {
  none: "all together",
  each: "each by itself",
  mean: "mean over them",
  min: "least of them",
  max: "most of them",
};

/** Words for the values of the parameter. */
export const medicationValueWords: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(aggregates).map(([name, words]) => [`medications.aggregate.${name}`, words]),
);

const isDaily = ({ aggregate, first }: Medications) => first && (aggregate === "min" || aggregate === "max");

/** “least of them, day by day; in 2 groups”. */
export function medicationsWords(medications: Medications): string {
  const { aggregate, groups } = medications;
  const n = Object.keys(groups).length;
  return [
    `${aggregates[aggregate]}${isDaily(medications) ? ", day by day" : ""}`,
    ...(n > 0 && aggregate !== "none" ? [`${n} ${n === 1 ? "group" : "groups"} named`] : []),
  ].join("; ");
}

/** A measure at a threshold as patients have it: “a CMA7 of 80 % or more of every medicine”. */
export function measureAt(measure: string, threshold: string, medications: Medications): string {
  const at = `of ${threshold} or more`;
  const of = unit(medications);
  const { aggregate } = medications;
  if (isDaily(medications)) {
    const which = aggregate === "min" ? `every ${of}` : `at least one ${of}`;
    return measure === "CMA7"
      ? `${which} in hand on ${threshold} or more of days`
      : `a ${measure} ${at} by the ${aggregate === "min" ? "least" : "most"} available ${of} of each day`;
  }
  const plain = `a ${measure} ${at}`;
  return {
    none: plain,
    each: plain,
    mean: `a mean ${measure} ${at} over their ${hasGroups(medications) ? "groups of medicines" : "medicines"}`,
    min: `${plain} of every ${of}`,
    max: `${plain} of at least one ${of}`,
  }[aggregate];
}

/** How a figure of several medicines is made, sentence by sentence. */
export function medicationSentences(medications: Medications): string[] {
  const { aggregate } = medications;
  if (aggregate === "none") return [];
  const of = unit(medications);
  const what = {
    each: `Each ${of} is measured by itself; a patient counts once for each of which follow-up holds a supply.`,
    mean: `Each ${of} of which follow-up holds a supply is measured by itself, and a patient's value is their mean. Taken day by day it is the same, because all have the same window.`,
    min: isDaily(medications)
      ? `On every day the ${of} of which least is available counts, and a patient's value is the mean over the days.`
      : `Each ${of} of which follow-up holds a supply is measured by itself, and a patient's value is the least.`,
    max: isDaily(medications)
      ? `On every day the ${of} of which most is available counts, and a patient's value is the mean over the days.`
      : `Each ${of} of which follow-up holds a supply is measured by itself, and a patient's value is the greatest.`,
  }[aggregate];
  return [
    what,
    ...(hasGroups(medications) ? ["A medicine in no named group is a group of its own."] : []),
    "Follow-up is the patient's, from the first supply of any of them. AdhereR's CMA_polypharmacy starts it anew with each group, unless it is given the day.",
    ...(aggregate === "each"
      ? []
      : ["One for which the measure is not defined does not count; where none is, the patient is left out."]),
  ];
}

const text = (value: string) => JSON.stringify(value);
const vector = (values: readonly string[], quote: (value: string) => string) => `c(${values.map(quote).join(", ")})`;
const single = (value: string) => `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

/** AdhereR's call for a measure by groups of medicines. */
export function inRByGroup(measure: string, call: Call, medications: Medications): string {
  const { aggregate, groups } = medications;
  const all = Object.entries(groups);
  if (aggregate === "none") return adhereR(measure, call);
  if (aggregate === "each")
    return adhereR(measure, call, [
      all.length === 0
        ? 'medication.groups = "CATEGORY"'
        : `medication.groups = c(${all.map(([name, items]) => `${text(name)} = ${text(`(CATEGORY %in% ${vector(items, single)})`)}`).join(", ")})  # and one for each other medicine`,
      "followup.window.start.per.medication.group = FALSE",
    ]);
  return adhereR("CMA_polypharmacy", { ...call, start: "start" }, [
    `CMA.to.apply = ${text(measure)}`,
    all.length === 0
      ? 'medication.groups = "CATEGORY"'
      : `medication.groups = list(${all.map(([name, items]) => `${text(name)} = ${vector(items, text)}`).join(", ")})`,
    `aggregate.first = ${isDaily(medications) ? "TRUE" : "FALSE"}, aggregation.method = ${text(aggregate)}`,
    "aggregation.method.arguments = list(na.rm = TRUE)",
  ]);
}
