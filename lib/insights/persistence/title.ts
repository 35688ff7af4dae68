import { percent, plural, tenths } from "../../charts/format";
import { grouped } from "../../group";
import type { Also } from "../view";
import type { Cell, Params } from "./question";
import { gapOf, gapValue, labelOf } from "./words";

const days = (n: number) => `${tenths(n)} ${n === 1 ? "day" : "days"}`;

/** The last time at which a tenth of every group is still at risk, and what share of each is on treatment then. */
function atEnd(groups: readonly (readonly Cell[])[]): { time: number; shares: number[] } {
  const ends = groups.map((own) => {
    const most = own[0]?.at_risk ?? 0;
    return own.findLast((cell) => (cell.at_risk ?? 0) >= most / 10)?.time ?? 0;
  });
  const time = Math.min(...ends);
  return { time, shares: groups.map((own) => own.findLast((cell) => (cell.time ?? 0) <= time)?.survival ?? 1) };
}

type Told = { group: string; median: number | null; share: number };

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
  const reached = told.filter(({ median }) => median !== null);
  if (reached.length === 0)
    return `After ${days(time)} ${told.map(({ group, share }) => `${percent(share)} of ${group}`).join(" and ")} are still on treatment`;
  const medians = reached.map(
    ({ group, median }, i) => `${i === 0 ? days(median ?? 0) : tenths(median ?? 0)} for ${group}`,
  );
  const above = told.filter(({ median }) => median === null).map(({ group }) => group);
  const rest =
    above.length > 0 ? `; ${above.join(" and ")} ${above.length === 1 ? "stays" : "stay"} above one half` : "";
  return `Median persistence is ${medians.join(", ")}${rest}`;
}

function ofMany(told: readonly Told[], time: number): string {
  const ordered = told.toSorted((a, b) => a.share - b.share);
  const [low, high] = [ordered[0], ordered.at(-1)];
  return `Between ${percent(low?.share ?? 0)} (${low?.group ?? ""}) and ${percent(high?.share ?? 0)} (${high?.group ?? ""}) are still on treatment after ${days(time)}, across ${plural(told.length, "group")}`;
}

/** The finding: when half have stopped, or how many have not by the end. */
export function title(cells: readonly Cell[], params: Params, also: Also): string {
  const groups = [...grouped(cells, ({ group }) => group ?? "")];
  const medians = new Map((also["summary"] ?? []).map(({ group, median }) => [String(group), median]));
  const { time, shares } = atEnd(groups.map(([, own]) => own));
  const told = groups.map(([group], i): Told => {
    const median = medians.get(group);
    return { group, median: typeof median === "number" ? median : null, share: shares[i] ?? 1 };
  });
  const [one] = told;
  if (!one) return "Persistence";
  if (told.length === 1)
    return one.median === null
      ? `${percent(one.share)} of patients are still on treatment after ${days(time)}`
      : `Half of patients have stopped after ${days(one.median)}`;
  if (params.breakdown === "none" && params.group.measure === "none") return sideBySide(told, time, params);
  const named = told.map((each) => ({ ...each, group: labelOf(each.group, params) }));
  return told.length <= 3 ? ofFew(named, time) : ofMany(named, time);
}
