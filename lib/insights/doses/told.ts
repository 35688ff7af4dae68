import { percent } from "../../charts/format";
import { weekdays } from "../../charts/week-grid";
import type { Row } from "../../engine/decode";
import { groupsOf } from "../cells";
import type { Also } from "../view";
import type question from "./question";
import type { Params } from "./question";

export type Cell = Row<typeof question.columns>;

export const numberIn = (row: Row, name: string): number => Number(row[name] ?? 0);
export const sum = (rows: readonly Row[], name: string): number =>
  rows.reduce((all, row) => all + numberIn(row, name), 0);
export const share = (rows: readonly Row[], part: string, whole: string): number | null =>
  sum(rows, whole) > 0 ? sum(rows, part) / sum(rows, whole) : null;

export const ofGroup = (rows: readonly Row[] | undefined, group: string | null): readonly Row[] =>
  (rows ?? []).filter((row) => group === null || row["group"] === group);

/** A day stands out where so much less is taken on it than on the others. */
const apart = 0.03;

function worstDay(rows: readonly Row[]): { day: string; on: number; else: number } | null {
  const found = weekdays.flatMap((day, i) => {
    const [own, others] = [
      rows.filter((row) => numberIn(row, "weekday") === i + 1),
      rows.filter((row) => numberIn(row, "weekday") !== i + 1),
    ];
    const [on, otherwise] = [share(own, "taken", "due"), share(others, "taken", "due")];
    return on === null || otherwise === null || otherwise - on < apart ? [] : { day, on, else: otherwise };
  });
  return found.toSorted((a, b) => a.on - a.else - (b.on - b.else))[0] ?? null;
}

/** The finding: a weekday that stands out, else how many due doses are taken, and how many in time. */
export function title(cells: readonly Cell[], { breakdown, tolerance }: Params, also: Also): string {
  const doses = also["doses"] ?? [];
  const groups = groupsOf(cells).flatMap((group) => {
    const taken = share(ofGroup(doses, group), "taken", "due");
    return taken === null ? [] : { group, taken };
  });
  const taken = share(doses, "taken", "due");
  if (taken === null) return "Doses by hour and weekday";
  if (groups.length > 3) {
    const sorted = groups.toSorted((a, b) => a.taken - b.taken);
    const [low, high] = [sorted[0], sorted.at(-1)];
    return `Doses taken of those due lie between ${percent(low?.taken ?? 0)} (${low?.group ?? ""}) and ${percent(high?.taken ?? 0)} (${high?.group ?? ""}) across ${groups.length} groups`;
  }
  if (groups.length > 1)
    return `Doses taken of those due, by ${breakdown}: ${groups.map((one) => `${one.group} ${percent(one.taken)}`).join(", ")}`;
  const worst = worstDay(also["weekdays"] ?? []);
  if (worst)
    return `Doses are missed most on ${worst.day}s: ${percent(worst.on)} of those due are taken, ${percent(worst.else)} on other days`;
  const inTime = share(doses, "in_time", "timed");
  const said = `${percent(taken)} of due doses are taken`;
  const window = tolerance === 0.25 ? "a quarter" : percent(tolerance);
  return inTime === null ? said : `${said}, and ${percent(inTime)} come within ${window} of their interval`;
}
