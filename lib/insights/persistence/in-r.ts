import { syntactic } from "../in-r";
import { adhereR } from "../supply-words";
import type { Params } from "./question";
import { isCompared } from "./words";

const flag = (on: boolean) => (on ? "TRUE" : "FALSE");

/** The call that gives the same curves, limits and test in R. */
export function inR(params: Params): string {
  const { permissibleGap, gapUnit, medicationChange, interval, followUp, carryOver, group, breakdown } = params;
  const episodes = adhereR("compute.treatment.episodes", { followUp, observation: null, carryOver }, [
    `medication.change.means.new.treatment.episode = ${flag(medicationChange)}`,
    `maximum.permissible.gap = gap, maximum.permissible.gap.unit = "${gapUnit}"`,
  ]);
  const by =
    group.measure === "none" ? (breakdown === "none" ? null : syntactic(breakdown)) : `I(CMA >= ${group.threshold})`;
  const terms = [...(permissibleGap.length > 1 || by === null ? ["gap"] : []), ...(by === null ? [] : [by])];
  const formula = `Surv(time, ended) ~ ${isCompared(params) ? terms.join(" + ") : "1"}`;
  return [
    "library(AdhereR); library(survival)",
    "first <- function(gap) {",
    ...`episodes <- ${episodes}`.split("\n").map((line) => `  ${line}`),
    "  e <- merge(subset(episodes, episode.ID == 1), ends)  # PATIENT_ID, end: the last day of follow-up",
    "  data.frame(gap, PATIENT_ID = e$PATIENT_ID, time = e$episode.duration, ended = e$episode.end < e$end)",
    "}",
    `rows <- do.call(rbind, lapply(c(${permissibleGap.join(", ")}), first))`,
    ...(group.measure === "none"
      ? breakdown === "none"
        ? []
        : [`rows <- merge(rows, patients)  # PATIENT_ID, ${syntactic(breakdown)}`]
      : [`rows <- merge(rows, getCMA(cma))  # cma: ${group.measure} over all of follow-up`]),
    `survfit(${formula}, data = rows, conf.type = "${interval}")`,
    ...(isCompared(params) ? [`survdiff(${formula}, data = rows)`] : []),
  ].join("\n");
}
