import { adhereR } from "../supply-words";
import type { Params } from "./question";

/** The calls that give the same courses, and their groups, in R. */
export function inR(params: Params): string {
  const { measure, groups, window, step, windows, followUp, observation, carryOver } = params;
  const values = adhereR("CMA_sliding_window", { followUp, observation, carryOver }, [
    `CMA.to.apply = "${measure}"`,
    'sliding.window.start = 0, sliding.window.start.unit = "days"',
    `sliding.window.duration = ${window}, sliding.window.duration.unit = "days"`,
    `sliding.window.step.duration = ${step || window}, sliding.window.step.unit = "days"`,
  ]);
  return [
    "library(AdhereR); library(kml)",
    `values <- subset(getCMA(${values}), window.ID <= ${windows})`,
    'wide <- na.omit(reshape(values[c("PATIENT_ID", "window.ID", "CMA")], direction = "wide", idvar = "PATIENT_ID", timevar = "window.ID"))',
    "courses <- clusterLongData(traj = as.matrix(wide[-1]), idAll = as.character(wide$PATIENT_ID))",
    "kml(courses, nbClusters = 2:6, nbRedrawing = 20)  # starts are random there",
    "plotAllCriterion(courses)  # Calinski.Harabatz",
    `getClusters(courses, ${groups > 1 ? groups : "k"})${groups > 1 ? "" : "  # k: where that criterion is greatest"}`,
  ].join("\n");
}
