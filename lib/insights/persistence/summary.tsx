import { tenths } from "../../charts/format";
import { SurvivalSummary } from "../survival-summary";
import type { Also } from "../view";
import { isInitiation } from "./groups";
import type { Params } from "./question";
import { curveWords, labelOf } from "./words";

type SummaryProps = { also: Also; params: Params; horizon: number };

function noteOf(params: Params): string {
  if (isInitiation(params))
    return "A patient who was prescribed several medicines is in several curves; the test takes curves for independent.";
  return params.permissibleGap.length > 1
    ? "The same patients are in every curve; the test takes curves for independent, so it proves little here."
    : "";
}

/** What is told of each curve in numbers, and how they differ. */
export const Summary = ({ also, params, horizon }: SummaryProps) => (
  <SurvivalSummary
    summary={also["summary"] ?? []}
    test={also["test"] ?? []}
    label={(group) => labelOf(group, params)}
    event={curveWords(params).event}
    mean={`mean to day ${tenths(horizon)}`}
    note={noteOf(params)}
  />
);
