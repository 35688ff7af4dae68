import { percent } from "../../charts/format";
import { hasCarryOver } from "../../projections/measures";
import { adhereR, carryWords, followUpWords, measureWords as supplyWords, observationWords } from "../supply-words";
import type { Definition } from "../view";
import { isOfWindows } from "./question";
import { timeOf } from "./time";
import type { Params } from "./title";

export const measureWords = (measure: Params["measure"]): string => {
  if (isOfWindows(measure)) return supplyWords[measure].name;
  return measure === "supply" ? "Days covered by supply" : "Doses taken of those due";
};

/** A measure of medication availability in each window. */
function ofWindows(params: Params, measure: keyof typeof supplyWords): Definition {
  const { followUp, observation, carryOver, window, step } = params;
  const carries = hasCarryOver(measure);
  const { formula, words } = supplyWords[measure];
  const sliding = window > 0 && [
    `CMA.to.apply = "${measure}"`,
    `sliding.window.duration = ${window}, sliding.window.step.duration = ${step || window}`,
  ];
  return {
    words: [
      ...words,
      "Each period is a window of its own: what is carried into it was left of the supplies before.",
      "Periods reach from the start of a patient’s observation window to its end; partial ones count for the days they have, sliding windows lie wholly within.",
    ],
    formula,
    ...(sliding && {
      inR: adhereR("CMA_sliding_window", { followUp, observation, carryOver: carries ? carryOver : null }, sliding),
    }),
    rows: [
      ["measured from", supplyWords[measure].name],
      ["periods", timeOf(params).words.replace(/^(by|in) /, "")],
      ["follow-up", followUpWords(followUp)],
      ["observed over", observationWords(observation)],
      ["carry-over", carries ? carryWords(carryOver) : "none"],
      ["threshold", percent(params.threshold)],
    ],
  };
}

export function definition(params: Params): Definition {
  const { measure, earlyRefills, threshold } = params;
  if (isOfWindows(measure)) return ofWindows(params, measure);
  const supply = measure === "supply";
  return {
    words: supply
      ? [
          earlyRefills === "shift"
            ? "Supply of the same medicine in hand is used up before the next one starts; different medicines are a union of days."
            : "A day is covered once, however many supplies reach it.",
          "Each patient counts once in every period with a day under observation; nobody’s share exceeds 100 %.",
        ]
      : [
          "Intakes count up to the doses due on their day. A stopped or changed prescription ends the old schedule.",
          "As-needed medication has no denominator.",
        ],
    formula: supply ? "days covered ÷ days under observation" : "doses taken ÷ doses due",
    rows: [
      ["measured from", measure],
      ...(supply ? ([["early refills", earlyRefills === "shift" ? "shifted" : "overlap"]] as const) : []),
      ["periods", timeOf(params).words.replace(/^(by|in) /, "")],
      ["time", params.window === 0 && params.by === "calendar" ? "calendar" : "since first event"],
      ["threshold", percent(threshold)],
    ],
  };
}
