import { percent, plural } from "../../charts/format";
import { periodWords } from "../../charts/period";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import { overall } from "./overall";
import { daysOf, isElapsed, type Params } from "./params";
import type question from "./question";

export type Cell = Row<typeof question.columns>;

const mostNamed = 3;

/** How long n periods are: “3 months”, “90 days”. */
export function spanWords(n: number, params: Params): string {
  const { one, many } = periodWords[params.unit];
  if (!isElapsed(params) || params.unit === "week") return plural(n, one, many);
  return params.unit === "day" ? plural(24 * n, "hour") : plural(n * daysOf(params), "day");
}

/** How long one elapsed period is: “24 hours”, “7 days”. */
export const lengthWords = (params: Params): string =>
  params.unit === "day" ? "24 hours" : plural(daysOf(params), "day");

/** What patients start with: “their first event”, “a “SymptomReported””. */
export function startWords({ kind, start }: Params): string {
  const [only, ...others] = start;
  const what = only === undefined ? "event" : others.length === 0 ? `“${only}”` : `event of ${start.length} types`;
  if (kind === "first-time") return `their first ${what}`;
  return only === undefined ? "an event" : others.length === 0 ? what : `an ${what}`;
}

/** The finding: what share was still active at the latest time that half of those who started reach, in every group. */
export function title(cells: readonly Cell[], params: Params): string {
  const groups = [...grouped(overall(cells), ({ group }) => group)];
  const sizes = (period: number) => groups.map(([, own]) => own.find((at) => at.period === period)?.size ?? 0);
  const begun = sizes(0);
  const starts = begun.reduce((sum, size) => sum + size, 0);
  const periods = [...new Set(cells.map(({ period }) => period ?? 0))].toSorted((a, b) => a - b);
  const told = periods.findLast(
    (period) => period > 0 && sizes(period).every((size, g) => size > 0 && 2 * size >= (begun[g] ?? 0)),
  );
  const recurring = params.kind === "recurring";
  if (told === undefined)
    return recurring
      ? `${plural(starts, "start")} with ${startWords(params)}`
      : `${plural(starts, "patient")} by the ${periodWords[params.unit].one} of ${startWords(params)}`;
  const shares = groups.flatMap(([group, own]) => {
    const share = own.find((at) => at.period === told)?.share;
    return share == null ? [] : [`${percent(share)} of ${group}`];
  });
  const of = recurring ? "the times" : "patients";
  const who =
    groups.length === 1 && (groups[0]?.[0] ?? "all") === "all"
      ? (shares[0] ?? "").replace(/ of all$/, ` of ${of}`)
      : new Intl.ListFormat("en-GB").format([
          ...shares.slice(0, mostNamed),
          ...(shares.length > mostNamed ? [plural(shares.length - mostNamed, "other group")] : []),
        ]);
  const later = `${spanWords(told, params)}${params.period === "rolling" ? " or more" : ""} after ${startWords(params)}`;
  return recurring ? `${who} patients are active ${later}` : `${who} are still active ${later}`;
}
