import { tenths } from "../../charts/format";
import type { Definition } from "../view";
import { inR } from "./in-r";
import { endLabel, labelOf, names, outcomesOf } from "./outcomes";
import type { Params } from "./question";
import { competingWords, outcomeWords, startWords } from "./words";

const formulas = {
  survival:
    "S(t) = ∏ (1 − d ÷ n) over the days up to t: d had the outcome on a day, n at risk before it (Kaplan–Meier)",
  incidence:
    "F(t) = ∑ S(u−) × d ÷ n over the days up to t: d had the outcome on day u, n at risk before it, S(u−) the share that had none of the outcomes before (Aalen–Johansen)",
} as const;

/** Why competing events matter, and what this estimate does with them. */
function competingSentence(params: Params): string[] {
  if (outcomesOf(params).length === 1) return [];
  const label = outcomeWords(params);
  return params.estimate === "survival"
    ? [
        `A competing event ends a patient's time as censoring does. 1 − S(t) is then how many would have ${label} if nothing competed and those who were taken away were like those who stayed; it is more than really have it. The cumulative incidence does not assume that.`,
      ]
    : [
        `A patient who had a competing event cannot have ${label} any more and is not censored: the incidences of all outcomes and the share that had none add up to 1, which 1 less Kaplan–Meier's estimate of each would exceed. The table's share without the outcome is 1 − F(t).`,
        "The standard error is survfit's, by the infinitesimal jackknife.",
      ];
}

const meanSentence = ({ estimate, until }: Params) => {
  const to =
    until === 0
      ? "up to the last day that every curve reaches"
      : `up to day ${tenths(until)}, or to the last day that every curve reaches where that is earlier`;
  return estimate === "survival"
    ? `The mean is restricted: the area under a curve ${to}, with its standard error.`
    : `Days lost are the area under the incidence ${to}, with its standard error: how many of these days a patient spends after the outcome, on average.`;
};

/** How time is measured, and what of it is told. */
export const definition = (params: Params): Definition => ({
  words: [
    `The clock starts ${names(params.from) ? `with the first ${labelOf(params.from)} on or after the index day` : "on the index day"}. Time ends with the first outcome from that day on; on the same day it is 0 days, but the event that starts the clock does not end it.`,
    ...(names(params.to)
      ? []
      : [
          "The end of observation is an outcome where an event ends it (death, withdrawal, lost) that is not named as competing or as censoring; where the data end, patients are censored.",
        ]),
    "Nothing counts after the end of observation, which censors. On one day the outcome comes before competing events, in the order in which they are named, and these before censoring.",
    ...competingSentence(params),
    meanSentence(params),
  ],
  formula: formulas[params.estimate],
  inR: inR(params),
  rows: [
    ["from", startWords(params)],
    ["to", outcomeWords(params)],
    ["competing", competingWords(params)],
    ["censored by", names(params.censor) ? `${labelOf(params.censor)}, ${endLabel}` : endLabel],
    ["estimate", params.estimate === "survival" ? "Kaplan–Meier" : "Aalen–Johansen"],
    ["limits", `95 %, ${params.interval.replace("-", "\u2011")}`],
    ...(params.breakdown === "none" ? [] : [["test", "log-rank"] as const]),
  ],
});
