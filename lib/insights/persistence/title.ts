import { percent, tenths } from "../../charts/format";
import { days, mediansWords, rangeWords, toldOf, type Told } from "../survival-words";
import type { Also } from "../view";
import { initiationTitle } from "./initiation-words";
import { isInitiation } from "./groups";
import type { Cell, Params } from "./question";
import { gapOf, gapValue, labelOf } from "./words";

/** Only gaps tell the groups apart. */
function sideBySide(told: readonly Told[], time: number, params: Params): string {
  const at = ({ group }: Told, first: boolean) => {
    const gap = gapOf(group, params) ?? 0;
    return `at ${first ? "a gap of " : ""}${gapValue(gap, params.gapUnit)}`;
  };
  const reached = told.filter(({ median }) => median !== null);
  if (reached.length === 0)
    return `After ${days(time)} ${told.map((one, i) => `${percent(one.share)} ${i === 0 ? "are still on treatment " : ""}${at(one, i === 0)}`).join(", ")}`;
  const medians = reached.map(
    (one, i) => `${i === 0 ? days(one.median ?? 0) : tenths(one.median ?? 0)} ${at(one, i === 0)}`,
  );
  const above = told.filter(({ median }) => median === null).map((one) => at(one, false));
  const rest = above.length > 0 ? `; more than half stay ${above.join(" and ")}` : "";
  return `Half have stopped after ${medians.join(", ")}${rest}`;
}

function ofFew(told: readonly Told[], time: number): string {
  const medians = mediansWords(told);
  return medians === null
    ? `After ${days(time)} ${told.map(({ group, share }) => `${percent(share)} of ${group}`).join(" and ")} are still on treatment`
    : `Median persistence is ${medians}`;
}

/** The finding: when half have stopped, or how many have not by the end; of initiation, how many have started. */
export function title(cells: readonly Cell[], params: Params, also: Also): string {
  if (isInitiation(params)) return initiationTitle(cells, params);
  const { told, time } = toldOf(cells, also["summary"] ?? []);
  const [one] = told;
  if (!one) return "Persistence";
  if (told.length === 1)
    return one.median === null
      ? `${percent(one.share)} of patients are still on treatment after ${days(time)}`
      : `Half of patients have stopped after ${days(one.median)}`;
  if (params.breakdown === "none" && params.group.measure === "none") return sideBySide(told, time, params);
  const named = told.map((each) => ({ ...each, group: labelOf(each.group, params) }));
  return told.length <= 3 ? ofFew(named, time) : rangeWords(named, `are still on treatment after ${days(time)}`);
}
