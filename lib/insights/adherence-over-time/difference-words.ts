import { count } from "../../charts/format";
import { type Differing, signed } from "../../charts/difference";
import type { Row } from "../../engine/decode";
import type { Params } from "./title";
import { timeOf } from "./time";

/** What a difference is of: each with its columns. */
const columnsOf = {
  mean: { value: "difference", lower: "lower", upper: "upper", first: "mean_first", second: "mean_second" },
  share: {
    value: "share_difference",
    lower: "share_lower",
    upper: "share_upper",
    first: "share_first",
    second: "share_second",
  },
} as const;
export type Of = keyof typeof columnsOf;

const numberIn = (row: Row, name: string): number | null => {
  const value = row[name];
  return typeof value === "number" ? value : null;
};

/** A row of the aside as it is drawn. */
export function toldOf(row: Row, of: Of): Differing {
  const { value, lower, upper, first, second } = columnsOf[of];
  return {
    value: numberIn(row, value),
    lower: numberIn(row, lower),
    upper: numberIn(row, upper),
    first: numberIn(row, first),
    second: numberIn(row, second),
    patients: [numberIn(row, "n_first") ?? 0, numberIn(row, "n_second") ?? 0],
    why: typeof row["why"] === "string" ? row["why"] : null,
  };
}

/** Why no difference of two groups has an interval; null where any has one, or each lacks it for its own reason. */
export function noInterval(rows: readonly Row[]): string | null {
  const all = new Set(rows.filter((row) => numberIn(row, "difference") !== null).map(({ why }) => why));
  const [why] = all;
  return all.size === 1 && typeof why === "string" ? why : null;
}

const fixed = (share: number) => (100 * Math.abs(share)).toFixed(1);

/** Sides as they are called on screen: groups by their names, periods by the time they are. */
export function sideNames(row: Row | undefined, params: Params): readonly [string, string] {
  const time = timeOf(params);
  const nameOf = (side: Row[string] | undefined) => {
    if (typeof side !== "string") return "";
    if (params.compare.what !== "periods") return side;
    const place = time.place(side);
    return Number.isNaN(place) ? side : time.name(place);
  };
  return [nameOf(row?.["first"]), nameOf(row?.["second"])];
}

/** “6.2 points (95 % interval 3.1 to 9.4) higher”, or that no difference is among what the interval holds. */
function amount({ value, lower, upper }: Differing): { how: string; after: string } {
  const way = (value ?? 0) < 0 ? "lower" : "higher";
  const how = `${fixed(value ?? 0)} points ${way}`;
  if (lower === null || upper === null) return { how, after: "" };
  if (lower <= 0 && upper >= 0)
    return { how, after: `; the 95\u00a0% interval, ${signed(lower)} to ${signed(upper)}, includes no difference` };
  const [near, far] = [Math.min(Math.abs(lower), Math.abs(upper)), Math.max(Math.abs(lower), Math.abs(upper))];
  return { how, after: ` (95\u00a0% interval ${fixed(near)} to ${fixed(far)})` };
}

/** “−31.2 points in letrozole (95 % interval −43.2 to −19.2)”, the interval only where there is one. */
const change = (group: string, { value, lower, upper }: Differing, words: string): string =>
  `${signed(value ?? 0)} points in ${group}${lower === null || upper === null ? "" : ` (${words}${signed(lower)} to ${signed(upper)})`}`;

/** The finding of a comparison; null where there is none to tell. */
export function differenceTitle(rows: readonly Row[], params: Params): string | null {
  const [first, second] = sideNames(rows[0], params);
  const told = rows.flatMap((row) => {
    const one = toldOf(row, "mean");
    return one.value === null || row["period"] !== null ? [] : [{ group: String(row["group"] ?? ""), one }];
  });
  const [whole] = told;
  if (!whole) return null;
  const { how, after } = amount(whole.one);
  if (rows[0]?.["paired"] !== true) return `Adherence in ${first} is ${how} than in ${second} on average${after}`;
  if (told.length === 1)
    return `Adherence in ${first} is ${how} than in ${second}, among the ${count(whole.one.patients[0])} patients seen in both${after}`;
  if (told.length <= 3)
    return `From ${second} to ${first} adherence of the same patients changes by ${told.map(({ group, one }, i) => change(group, one, i === 0 ? "95\u00a0% interval " : "")).join(", ")}`;
  const sorted = told.toSorted((a, b) => (a.one.value ?? 0) - (b.one.value ?? 0));
  const [low, high] = [sorted[0], sorted.at(-1)];
  return `From ${second} to ${first} adherence of the same patients changes by ${signed(low?.one.value ?? 0)} (${low?.group ?? ""}) to ${signed(high?.one.value ?? 0)} points (${high?.group ?? ""}) across ${told.length} groups`;
}
