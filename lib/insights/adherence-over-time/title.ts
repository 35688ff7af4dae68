import type { z } from "zod";
import { percent } from "../../charts/format";
import type { Row } from "../../engine/decode";
import { groupsOf } from "../cells";
import type question from "./question";
import { type Time, timeOf } from "./time";

export type Params = z.infer<typeof question.params>;
export type Cell = Row<typeof question.columns>;

const still = 0.02;

/** Where a group starts and ends, leaving out periods that rest on a fifth or less of its patients. */
function ends(cells: readonly Cell[], { place }: Time) {
  const most = Math.max(0, ...cells.map((cell) => cell.patients ?? 0));
  const kept = cells
    .filter((cell) => (cell.patients ?? 0) > most / 5)
    .toSorted((a, b) => place(a.period) - place(b.period));
  const [first, last] = [kept[0], kept.at(-1)];
  return first && last
    ? { from: first.mean ?? 0, to: last.mean ?? 0, start: place(first.period), end: place(last.period) }
    : null;
}

const course = (from: number, to: number) =>
  Math.abs(to - from) < still
    ? `stays near ${percent(to)}`
    : `${to < from ? "falls" : "rises"} from ${percent(from)} to ${percent(to)}`;

/** The finding: from where to where mean adherence went. */
export function title(cells: readonly Cell[], params: Params): string {
  const time = timeOf(params);
  const { breakdown } = params;
  const groups = groupsOf(cells).flatMap((group) => {
    const line = ends(
      cells.filter((cell) => cell.group === group),
      time,
    );
    return line ? [{ group, ...line }] : [];
  });
  const [one] = groups;
  if (!one) return "Adherence over time";
  if (groups.length === 1) return `Adherence ${course(one.from, one.to)} over ${time.stretch(one.start, one.end)}`;
  if (groups.length <= 3)
    return `Adherence by ${breakdown}: ${groups.map(({ group, from, to }) => `${group} ${course(from, to)}`).join(", ")}`;
  const sorted = groups.toSorted((a, b) => a.to - b.to);
  const [low, high] = [sorted[0], sorted.at(-1)];
  return `Adherence ends between ${percent(low?.to ?? 0)} (${low?.group ?? ""}) and ${percent(high?.to ?? 0)} (${high?.group ?? ""}) across ${groups.length} groups`;
}
