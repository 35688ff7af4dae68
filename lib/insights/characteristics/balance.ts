import { grouped } from "../../group";
import { ofMeans, ofShares } from "../../stats/standardised-difference";
import type { Row } from "../../engine/decode";
import type { Aside, Moment } from "../insight";

const columns = { part: "text", variable: "text", first: "text", second: "text", smd: "number" } as const;

/** Groups in the order in which they are compared: cohorts in theirs, others by name. */
function orderOf(rows: readonly Row[], { cohorts }: Pick<Moment, "cohorts">): string[] {
  const names = [...new Set(rows.map(({ group }) => String(group)))];
  const place = (name: string) => cohorts.findIndex((one) => one.name === name);
  return names.toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

function difference(one: readonly Row[], other: readonly Row[]): number | null {
  const [first, second] = [one[0], other[0]];
  if (!first || !second) return null;
  const observed = ({ total, missing }: Row) => Number(total) - Number(missing);
  if (observed(first) === 0 || observed(second) === 0) return null;
  if (first["level"] === null) {
    if (first["mean"] === null || second["mean"] === null) return null;
    const spread = ({ mean, sd }: Row) => ({ mean: Number(mean), sd: Number(sd ?? 0) });
    return ofMeans(spread(first), spread(second));
  }
  const shares = (rows: readonly Row[]) => rows.map(({ share }) => Number(share));
  if (one.length > 1) return ofShares(shares(one), shares(other));
  const [p, q] = [Number(first["share"]), Number(second["share"])];
  return ofShares([1 - p, p], [1 - q, q]);
}

/** The standardised difference of each variable between the first group and every other, as the love plot shows them. Missing values are left out. */
export const balance: Aside<unknown, typeof columns> = {
  columns,
  finish: (cells: readonly Row[], ctx) => {
    const [first, ...others] = orderOf(cells, ctx);
    if (first === undefined) return [];
    return [...grouped(cells, ({ part, variable }) => JSON.stringify([part, variable]))].flatMap(([, own]) =>
      others.map((second) => ({
        part: String(own[0]?.["part"]),
        variable: String(own[0]?.["variable"]),
        first,
        second,
        smd: difference(
          own.filter(({ group }) => group === first),
          own.filter(({ group }) => group === second),
        ),
      })),
    );
  },
};
