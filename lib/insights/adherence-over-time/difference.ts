import type { Columns, Row } from "../../engine/decode";
import { type Limits, newcombe, newcombePaired, pairedT, welch } from "../../stats/differences";
import { byTrait } from "../breakdown";
import { pairOf } from "../cohorts";
import type { Aside } from "../insight";
import { comparedIn } from "./compare";
import { type Compared, sides } from "./sides";

const columns = {
  period: "text",
  group: "text",
  first: "text",
  second: "text",
  paired: "boolean",
  n_first: "integer",
  n_second: "integer",
  mean_first: "number",
  mean_second: "number",
  difference: "number",
  lower: "number",
  upper: "number",
  share_first: "number",
  share_second: "number",
  share_difference: "number",
  share_lower: "number",
  share_upper: "number",
  sd_first: "number",
  sd_second: "number",
  sd_difference: "number",
  adherent_first: "integer",
  adherent_second: "integer",
  adherent_both: "integer",
  shared: "integer",
  again: "integer",
  why: "text",
} as const satisfies Columns;
type Difference = Row<typeof columns>;

type Side = { n: number; mean: number; variance: number; adherent: number };

const sideOf = (n: number | null, mean: number | null, sd: number | null, adherent: number | null): Side => ({
  n: n ?? 0,
  mean: mean ?? NaN,
  variance: (sd ?? 0) ** 2,
  adherent: adherent ?? 0,
});

/** Who counts more than once over all periods: patients in both groups, entries of patients who have another. */
type Meeting = Pick<Difference, "shared" | "again">;

const counted = (n: number, one: string, many: string) => (n === 1 ? `1 patient ${one}` : `${n} patients ${many}`);

/** Why there is no interval, null where there is nothing against one. */
function against({ first, second, paired, again }: Difference, met: Meeting, x: Side, y: Side): string | null {
  if (second === null) return `nothing to compare ${first ?? ""} with`;
  const often = "patients enter more than once";
  if (paired) return x.n === 0 ? "nobody has a value in both" : x.n < 2 ? "one patient only" : again ? often : null;
  const empty = [...(x.n === 0 ? [first] : []), ...(y.n === 0 ? [second] : [])];
  if (empty.length > 0) return `nobody in ${empty.join(" and ")}`;
  if (met.shared) return counted(met.shared, "is in both", "are in both");
  if (met.again) return often;
  return x.n < 2 || y.n < 2 ? "one patient only" : null;
}

const none: { [K in keyof Limits]: null } = { lower: null, upper: null };

function told(row: Difference, met: Meeting): Difference {
  const x = sideOf(row.n_first, row.mean_first, row.sd_first, row.adherent_first);
  const y = sideOf(row.n_second, row.mean_second, row.sd_second, row.adherent_second);
  const why = against(row, met, x, y);
  if (x.n === 0 || y.n === 0) return { ...row, why };
  const [difference, both] = [x.mean - y.mean, row.adherent_both ?? 0];
  const [first, second] = [x.adherent - both, y.adherent - both];
  const mean = row.paired ? pairedT({ ...x, mean: difference, variance: (row.sd_difference ?? 0) ** 2 }) : welch(x, y);
  const share = row.paired
    ? newcombePaired({ both, first, second, neither: x.n - both - first - second })
    : newcombe({ count: x.adherent, of: x.n }, { count: y.adherent, of: y.n });
  const [limits, shares] = why === null ? [mean ?? none, share] : [none, none];
  const [one, other] = [x.adherent / x.n, y.adherent / y.n];
  return {
    ...row,
    difference,
    ...limits,
    share_first: one,
    share_second: other,
    share_difference: one - other,
    share_lower: shares.lower,
    share_upper: shares.upper,
    why: why ?? (mean ? null : "values do not vary"),
  };
}

/** Means and shares of the first side less those of the second, with their 95 % intervals: Welch and Newcombe's method 10 for groups, the paired t and Newcombe's method 10 for pairs where the same patients are compared at two times; without a period over all of them. A patient in both groups, in whatever period, leaves no interval in any: the groups are not independent. Two cohorts that stand beside each other are compared where nothing else is asked for. */
export const difference: Aside<Compared & { breakdown: string }, typeof columns> = {
  columns,
  rows(ctx) {
    const { params, cohorts } = ctx;
    const compare = comparedIn(params.compare, pairOf(cohorts, byTrait(params)));
    return compare.what === "none" ? null : sides({ ...ctx, params: { ...params, compare } });
  },
  finish(rows) {
    const whole = rows.find(({ period, paired }) => period === null && !paired);
    return rows.map((row) => told(row, whole ?? row));
  },
};
