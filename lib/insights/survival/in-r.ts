import { syntactic } from "../in-r";
import { outcomesOf } from "./outcomes";
import type { Params } from "./question";

const texts = (all: readonly string[]) => `c(${all.map((text) => JSON.stringify(text)).join(", ")})`;

/** The calls that give the same curves, means and test in R. */
export function inR(params: Params): string {
  const { breakdown, interval, estimate, until } = params;
  const labels = outcomesOf(params).map(({ label }) => label);
  const by = breakdown === "none" ? "1" : syntactic(breakdown);
  const event = `status == ${texts(labels.slice(0, 1)).slice(2, -1)}`;
  const [left, more] = estimate === "survival" ? [event, ""] : ["status", ", influence = TRUE"];
  return [
    "library(survival)",
    "# ask survival --rows patients: subject, time and how it ended, nothing where censored",
    'rows <- subset(read.csv("patients.csv", na.strings = ""), !is.na(time))',
    ...(breakdown === "none" ? [] : [`rows <- merge(rows, patients)  # subject, ${by}`]),
    'ended <- ifelse(is.na(rows$outcome), "censored", rows$outcome)',
    `rows$status <- factor(ended, ${texts(["censored", ...labels])})`,
    `fit <- survfit(Surv(time, ${left}) ~ ${by}, data = rows, conf.type = "${interval}"${more})`,
    ...(until === 0 ? ["summary(fit)"] : [`summary(fit, rmean = ${until})$table`]),
    ...(breakdown === "none" ? [] : [`survdiff(Surv(time, ${event}) ~ ${by}, data = rows)`]),
  ].join("\n");
}
