import { grouped } from "../../group";
import { percent } from "../../charts/format";
import { days, mediansWords, rangeWords, toldOf, type Told } from "../survival-words";
import type { Also } from "../view";
import { endLabel, labelOf, names, outcomesOf } from "./outcomes";
import type { Cell, Params } from "./question";

/** What starts the clock, in words. */
export const startWords = ({ from }: Pick<Params, "from">): string => (names(from) ? labelOf(from) : "the index day");

const longest = 32;

/** The name of the axis. */
export function axisWords({ from }: Pick<Params, "from">): string {
  const start = names(from) ? labelOf(from) : "index day";
  return `days since ${start.length > longest ? "the start" : start}`;
}

export const outcomeWords = (params: Params): string => outcomesOf(params)[0].label;

/** Those that compete, in words; “none”. */
export function competingWords(params: Params): string {
  const [, ...others] = outcomesOf(params);
  return others.map(({ label }) => label).join(", ") || "none";
}

type Outcome = { had: string; hadNot: string };

/** What becomes of patients, and what does not. Where some ends compete or censor, the others are meant. */
function becoming(params: Params): Outcome {
  const label = outcomeWords(params);
  if (label !== endLabel) return { had: `had ${label}`, hadNot: `are without ${label}` };
  return names(params.competing) || names(params.censor)
    ? { had: "reached another end of observation", hadNot: "are without another end of observation" }
    : { had: "reached the end of observation", hadNot: "are still observed" };
}

/** What the curve of survival shows a share of. */
export const withoutWords = (params: Params): string => becoming(params).hadNot.replace("are ", "");

function ofSurvival(told: readonly Told[], time: number, label: string, { had, hadNot }: Outcome): string {
  const [one] = told;
  const after = `after ${days(time)}`;
  if (told.length === 1 && one)
    return one.median === null
      ? `${percent(one.share)} of patients ${hadNot} ${after}`
      : `Half of patients ${had} within ${days(one.median)}`;
  if (told.length > 3) return rangeWords(told, `${hadNot} ${after}`);
  const medians = mediansWords(told);
  return medians === null
    ? `After ${days(time)} ${told.map(({ group, share }) => `${percent(share)} of ${group}`).join(" and ")} ${hadNot}`
    : `Median time to ${label} is ${medians}`;
}

/** The share of each outcome at a time, of those of one group. */
function sharesOf(rows: Also[string], time: number): (readonly [outcome: string, share: number])[] {
  return [...grouped(rows, ({ outcome }) => String(outcome))].map(([outcome, own]) => [
    outcome,
    Number(own.findLast((row) => Number(row["time"]) <= time)?.["incidence"] ?? 0),
  ]);
}

function ofIncidence(told: readonly Told[], time: number, { had }: Outcome, incidence: Also[string]): string {
  const within = `Within ${days(time)}`;
  const risen = told.map((one) => ({ ...one, share: 1 - one.share }));
  if (risen.length > 3) return rangeWords(risen, `${had} within ${days(time)}`);
  if (risen.length > 1)
    return `${within} ${risen.map(({ group, share }) => `${percent(share, 1)} of ${group}`).join(" and ")} ${had}`;
  const [first, ...others] = sharesOf(incidence, time);
  const each = [
    `${percent(first?.[1] ?? 0, 1)} of patients ${had}`,
    ...others.map(([outcome, share]) => `${percent(share, 1)} ${outcome}`),
  ];
  const [last = "", ...before] = each.toReversed();
  return `${within} ${[...(before.length > 0 ? [before.toReversed().join(", ")] : []), last].join(" and ")}`;
}

/** The finding: when half have had the outcome, or how many have; of incidence, how many each. */
export function title(cells: readonly Cell[], params: Params, also: Also): string {
  const { told, time } = toldOf(cells, also["summary"] ?? [], params.until);
  const label = outcomeWords(params);
  return params.estimate === "survival"
    ? ofSurvival(told, time, label, becoming(params))
    : ofIncidence(told, time, becoming(params), also["incidence"] ?? []);
}
