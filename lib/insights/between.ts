import type { Columns, Row } from "../engine/decode";
import { grouped } from "../group";
import { sql, type Sql } from "../sql";
import { type Limits, newcombe, summed, welch } from "../stats/differences";
import { pairOf } from "./cohorts";
import type { AnyInsight, CellsContext, Estimate, Estimated, Moment, Source } from "./insight";

/** The aside that holds the second cohort less the first. */
export const differenceAside = "difference";

/** How the interval of each kind of estimate is made. */
export const methods = { share: "Newcombe", mean: "Welch", curve: "normal" } as const;

/** Of the differences of estimates, which the columns of their key name. */
const columnsOf = (key: Columns) =>
  ({
    ...key,
    what: "text",
    first: "text",
    second: "text",
    n_first: "integer",
    n_second: "integer",
    value_first: "number",
    value_second: "number",
    difference: "number",
    lower: "number",
    upper: "number",
    method: "text",
    why: "text",
  }) as const;

/** The columns of what is told beside the cells under a name; null where there is no such thing. */
export function asideColumns({ also, estimates }: AnyInsight, name: string): Columns | null {
  if (also?.[name]) return also[name].columns;
  return estimates && name === differenceAside ? columnsOf(estimates.key) : null;
}

/** The names of all that an insight can tell beside its cells. */
export const asideNames = ({ also, estimates }: AnyInsight): string[] => [
  ...Object.keys(also ?? {}),
  ...(estimates ? [differenceAside] : []),
];

const pairIn = (insight: AnyInsight, { params, cohorts }: CellsContext<never>) =>
  pairOf(
    cohorts,
    insight.breakdown(params, () => false),
  );

export const meetingColumns = { both: "integer", again: "integer" } as const;

/** How many patients are in both cohorts, and how many enter one more than once; null where nothing is estimated of two. */
export const meeting = (insight: AnyInsight, ctx: CellsContext<never>, members: Sql): Sql | null =>
  insight.estimates && pairIn(insight, ctx)
    ? sql`SELECT (count(*) FILTER (cohorts > 1))::BIGINT AS both, (count(*) FILTER (entries > cohorts))::BIGINT AS again
        FROM (SELECT patient, count(DISTINCT cohort) AS cohorts, count(*) AS entries FROM ${members} GROUP BY patient)`
    : null;

const patients = (n: number, one: string, many: string) => (n === 1 ? `1 patient ${one}` : `${n} patients ${many}`);

/** Why no difference of these cohorts can have an interval; null where nothing is against it. */
function againstAll({ both, again }: Row<typeof meetingColumns>): string | null {
  if ((both ?? 0) > 0) return patients(both ?? 0, "is in both cohorts", "are in both cohorts");
  return (again ?? 0) > 0 ? patients(again ?? 0, "enters more than once", "enter more than once") : null;
}

function valueOf(estimate: Estimate): number | null {
  if (estimate.n === 0) return null;
  if (estimate.kind === "share") return estimate.count / estimate.n;
  return estimate.kind === "mean" ? estimate.mean : estimate.value;
}

type Told = { limits: Limits } | { why: string };

const orWhy = (limits: Limits | null, why: string): Told => (limits ? { limits } : { why });

/** The 95 % interval of y less x, or why there is none. */
function intervalOf(x: Estimate, y: Estimate): Told {
  if (x.kind === "share" && y.kind === "share")
    return { limits: newcombe({ count: y.count, of: y.n }, { count: x.count, of: x.n }) };
  if (x.kind === "mean" && y.kind === "mean") {
    if (x.n < 2 || y.n < 2) return { why: "one patient only" };
    const [a, b] = [x, y].map(({ n, mean, sd }) => ({ n, mean, variance: (sd ?? 0) ** 2 }));
    return orWhy(a && b ? welch(b, a) : null, "values do not vary");
  }
  if (x.kind === "curve" && y.kind === "curve" && x.error !== null && y.error !== null)
    return orWhy(summed({ ...y, error: y.error }, { ...x, error: x.error }), "neither curve has moved");
  return { why: "a curve at 0 has no standard error" };
}

const none = { difference: null, lower: null, upper: null };

function less([first, second]: readonly [string, string], own: readonly Estimated[], against: string | null): Row {
  const of = (name: string) => own.find(({ cohort }) => cohort === name)?.estimate ?? null;
  const [x, y] = [of(first), of(second)];
  const [from, to] = [x && valueOf(x), y && valueOf(y)];
  const kind = x?.kind ?? y?.kind;
  const [one] = own;
  const row = {
    ...one?.at,
    what: one?.what ?? null,
    first,
    second,
    n_first: x?.n ?? 0,
    n_second: y?.n ?? 0,
    value_first: from,
    value_second: to,
    ...none,
    method: kind ? methods[kind] : null,
  };
  if (!x || !y || from === null || to === null) {
    const empty = [...(from === null ? [first] : []), ...(to === null ? [second] : [])];
    return { ...row, why: `nobody in ${empty.join(" and ")}` };
  }
  const told = against === null ? intervalOf(x, y) : { why: against };
  const limits = "limits" in told ? told.limits : {};
  return { ...row, difference: to - from, ...limits, why: "why" in told ? told.why : null };
}

type Answered = { cells: readonly Row[]; also: Readonly<Record<string, readonly Row[]>> };
type Asked = Pick<Moment, "cohorts"> & { params: never };

/** What is estimated, by what it is of and its place. */
function placesOf({ estimates }: AnyInsight, answer: Answered, asked: Asked): Map<string, Estimated[]> {
  if (!estimates) return new Map();
  return grouped(estimates.of(answer, asked), ({ what, at }) => placeOf(estimates.key, what, at));
}

const placeOf = (key: Columns, what: Row[string] | undefined, at: Row): string =>
  JSON.stringify([what, ...Object.keys(key).map((name) => at[name] ?? null)]);

/** Whom one side of a difference rests on: how many patients its estimate tells, those that a share counts, else all in it, and what opens them. */
export type Side = { cohort: string; patients: number; from: Source };

/** Of a row of differences both sides, in their order; one that nobody is in is left out. */
export function sidesOf(insight: AnyInsight, answer: Answered, asked: Asked): (row: Row) => Side[] {
  const places = placesOf(insight, answer, asked);
  return (row) => {
    const own = places.get(placeOf(insight.estimates?.key ?? {}, row["what"], row)) ?? [];
    return [row["first"], row["second"]].flatMap((name) =>
      own
        .filter(({ cohort }) => cohort === name)
        .map(({ cohort, estimate, from }) => ({
          cohort,
          patients: estimate.kind === "share" ? estimate.count : estimate.n,
          from,
        })),
    );
  };
}

/** What is estimated of the second of two cohorts less the same of the first, with its 95 % interval for independent groups: of shares Newcombe's hybrid score (1998, method 10), of means Welch's t, of curves the normal interval with their variances added. Patients in both cohorts, or counted twice in one, leave no interval. Null where nothing is estimated of two. */
export function between(
  insight: AnyInsight,
  ctx: CellsContext<never>,
  answer: Answered,
  [met]: readonly Row<typeof meetingColumns>[],
): Row[] | null {
  const pair = pairIn(insight, ctx);
  if (!insight.estimates || !pair) return null;
  const places = placesOf(insight, answer, ctx);
  const against = met ? againstAll(met) : null;
  return places.size === 0 ? null : [...places.values()].map((own) => less(pair, own, against));
}
