import type { z } from "zod";
import { ownCarryOver } from "../../projections/measures";
import { adhereR } from "../supply-words";
import type question from "./question";

/** AdhereR's call that finds the same episodes, or measures within them. */
export function inR(params: z.infer<typeof question.params>): string {
  const { measure, permissibleGap, gapUnit, medicationChange, followUp, observation, carryOver } = params;
  const gap = `maximum.permissible.gap = ${permissibleGap}, maximum.permissible.gap.unit = "${gapUnit}"`;
  if (measure === "none")
    return adhereR("compute.treatment.episodes", { followUp, observation: null, carryOver }, [
      `medication.change.means.new.treatment.episode = ${medicationChange ? "TRUE" : "FALSE"}`,
      gap,
    ]);
  return adhereR("CMA_per_episode", { followUp, observation, carryOver: ownCarryOver(measure) }, [
    `CMA.to.apply = "${measure}"`,
    "medication.change.means.new.treatment.episode = TRUE",
    gap,
  ]);
}
