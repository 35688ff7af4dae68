import { percent } from "../../charts/format";
import { hasCarryOver } from "../../projections/measures";
import { isOfDoses } from "../dose-shares";
import { doseWords } from "../dose-words";
import { adhereR, carryWords, followUpWords, measureWords as supplyWords, observationWords } from "../supply-words";
import type { Definition } from "../view";
import { summaryOf } from "./compare-words";
import { isOfWindows } from "./question";
import { timeOf } from "./time";
import type { Params } from "./title";

const observedWords =
  "A patient is under observation from enrolment, else the start of the source’s observation period, else the first event; until death, withdrawal or loss, else the end of that period, and never past the last day of the data. Whoever just has no more events stays under observation.";

/** What each share of days or doses is. */
const shareWords = {
  supply: {
    name: "Days covered by supply",
    formula: "days covered ÷ days under observation",
    words: [
      "Each patient counts once in every period with a day under observation; nobody’s share exceeds 100 %.",
      "AdhereR has no call for days covered by period. Nearest to it is CMA_sliding_window with CMA7, which carries any medication over and starts with the first supply.",
    ],
  },
  ...doseWords,
};

export const measureWords = (measure: Params["measure"]): string => {
  if (isOfWindows(measure)) return supplyWords[measure].name;
  return shareWords[measure].name;
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

/** How two are compared, and the same in R. */
export const comparing = {
  groups: {
    words:
      "Means are compared by Welch’s t, shares by Newcombe’s hybrid score interval (1998, method 10), period by period; over all periods each patient counts once, by the mean of theirs. Intervals are not widened for their number. Where a patient is in both groups there is none: the groups are then not independent.",
    inR: [
      "t.test(value ~ group, data = subset(rows, period == p))",
      "contingencytables::Newcombe_hybrid_score_CI_2x2(rbind(c(x1, n1 - x1), c(x2, n2 - x2)))  # x of n at the threshold",
    ],
  },
  periods: {
    words:
      "Only patients with a value in both are compared, each with themselves: means by the paired t, shares by Newcombe’s score interval for paired shares (1998, method 10).",
    inR: [
      "t.test(first, second, paired = TRUE)",
      "contingencytables::Newcombe_square_and_add_CI_paired_2x2(table(first < t, second < t))  # t: the threshold",
    ],
  },
} as const;

/** What a comparison adds. */
function compared(params: Params, plain: Definition): Definition {
  const { what } = params.compare;
  if (what === "none") return plain;
  const { words, inR } = comparing[what];
  return {
    ...plain,
    words: [...plain.words, words],
    inR: [...(plain.inR === undefined ? [] : [plain.inR]), ...inR].join("\n"),
    rows: [...plain.rows, ["compared", summaryOf(params)], ["interval", "95\u00a0%"]],
  };
}

/** What the map of patients adds. */
const mapped = (params: Params, plain: Definition): Definition =>
  params.picture === "curves"
    ? plain
    : {
        ...plain,
        words: [
          ...plain.words,
          "Rows are sorted by course: whether the mean of the first and of the second half of a patient’s periods is at the threshold (the middle one of an odd number counts in both), then by the mean of all, then by the values. More patients than rows can be drawn become bands of equally many neighbours; a cell is the mean of those with a value.",
        ],
      };

export const definition = (params: Params): Definition => mapped(params, compared(params, measured(params)));

function measured(params: Params): Definition {
  const { measure, earlyRefills, threshold } = params;
  if (isOfWindows(measure)) return ofWindows(params, measure);
  const supply = measure === "supply";
  const { words, formula } = shareWords[measure];
  return {
    words: [
      ...(supply
        ? [
            earlyRefills === "shift"
              ? "Supply of the same medicine in hand is used up before the next one starts; different medicines are a union of days."
              : "A day is covered once, however many supplies reach it.",
          ]
        : []),
      ...words,
      ...(measure === "timing" ? ["A dose counts in the period of its own day."] : []),
      observedWords,
    ],
    formula,
    rows: [
      ["measured from", measure],
      ...(supply ? ([["early refills", earlyRefills === "shift" ? "shifted" : "overlap"]] as const) : []),
      ...(isOfDoses(measure) ? ([["taxonomy", "EMERGE (Vrijens 2012)"]] as const) : []),
      ["periods", timeOf(params).words.replace(/^(by|in) /, "")],
      ["time", params.window === 0 && params.by === "calendar" ? "calendar" : "since first event"],
      ["threshold", percent(threshold)],
    ],
  };
}
