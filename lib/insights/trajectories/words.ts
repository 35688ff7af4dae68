import { percent, plural } from "../../charts/format";
import { grouped } from "../../group";
import type { Row } from "../../engine/decode";
import type { Cell, Params } from "./question";

const [still, stopped] = [0.05, 0.1];

/** “half a year”, “4 months” of 30 days, “20 days”. */
function lasting(days: number): string {
  if (days >= 360 && days <= 366) return "a year";
  if (days >= 180 && days <= 183) return "half a year";
  return days % 30 === 0 ? plural(days / 30, "month") : plural(days, "day");
}

/** What became of a group, from its means: “stay near 95 %”, “fall from 90 % to 60 %”, “stop within half a year”. */
export function courseOf(means: readonly number[], { window, step }: Pick<Params, "window" | "step">): string {
  const [first = 0, last = 0] = [means[0], means.at(-1)];
  const none = 1 + means.findLastIndex((mean) => mean >= stopped);
  if (none > 0 && none < means.length) return `stop within ${lasting((none - 1) * (step || window) + window)}`;
  if (none === 0) return `stay below ${percent(stopped)}`;
  if (Math.abs(last - first) < still)
    return `stay near ${percent(means.reduce((sum, mean) => sum + mean, 0) / means.length)}`;
  return `${last < first ? "fall" : "rise"} from ${percent(first)} to ${percent(last)}`;
}

export type Course = { group: string; cells: readonly Cell[]; share: number; words: string };

/** The groups in their order, with their share of patients and what became of them. */
export function coursesOf(cells: readonly Cell[], params: Params): Course[] {
  const groups = [...grouped(cells, ({ group }) => group ?? "")];
  const all = groups.reduce((sum, [, own]) => sum + (own[0]?.patients ?? 0), 0);
  return groups.map(([group, own]) => ({
    group,
    cells: own,
    share: (own[0]?.patients ?? 0) / all,
    words: courseOf(
      own.map(({ mean }) => mean ?? 0),
      params,
    ),
  }));
}

/** The name of each course in a legend: its share and its words, with its letter where two would be called alike. */
export function labelsOf(courses: readonly Course[]): string[] {
  const plain = courses.map(({ share, words }) => `${percent(share)} ${words}`);
  return plain.map((label, i) => (plain.indexOf(label) === i ? label : `${label} (${courses[i]?.group ?? ""})`));
}

const numbers = ["No", "One", "Two", "Three", "Four", "Five", "Six"];

/** The finding: how many courses there are, and what became of each. */
export function title(cells: readonly Cell[], params: Params): string {
  const courses = coursesOf(cells, params);
  const told = courses.map(({ share, words }) => `${percent(share)} ${words}`);
  const [first, last] = [told[0] ?? "", told.at(-1) ?? ""];
  if (courses.length === 1) return `One course: all ${courses[0]?.words ?? ""}`;
  const head = `${numbers[courses.length] ?? courses.length} courses`;
  return courses.length <= 3
    ? `${head}: ${told.join(", ")}`
    : `${head}, from ${first.replace(" ", " who ")} to ${last.replace(" ", " who ")}`;
}

/** “days 60 to 90”. */
export function windowName(n: number, { window, step }: Params): string {
  const from = n * (step || window);
  return `days ${from} to ${from + window}`;
}

/** How windows are counted: “months of 30 days”, “windows of 90 days, one every 30”. */
export function windowsWords({ window, step }: Params): string {
  if (step > 0 && step !== window) return `windows of ${plural(window, "day")}, one every ${step}`;
  if (window === 30) return "months of 30 days";
  return window === 7 ? "weeks" : window === 1 ? "days" : `windows of ${window} days`;
}

export const originWords = ({ followUp, observation }: Params): string =>
  followUp.from === "first" && followUp.start === 0 && observation.from === "followUp" && observation.start === 0
    ? "since first supply"
    : "since observation began";

export const numberOf = (row: Row, name: string): number => Number(row[name] ?? 0);
