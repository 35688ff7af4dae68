import { nearPercent, tenths } from "../../charts/format";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import type { Also } from "../view";
import type { Params } from "./params";
import type question from "./question";
import { capital, named, rateWords, span } from "./words";

type Cell = Row<typeof question.columns>;

/** So few events on either side of the index day are no finding, and of what a patient has once a rate says little. */
const [fewest, recurring] = [20, 2];

const sum = (cells: readonly Cell[], of: "events" | "days") => cells.reduce((all, cell) => all + (cell[of] ?? 0), 0);
const rateOf = (cells: readonly Cell[]) => (7 * sum(cells, "events")) / Math.max(1, sum(cells, "days"));
const listed = (parts: readonly string[]) => new Intl.ListFormat("en-GB").format(parts);

/** Whether those under observation have it twice or more on average. */
const recurs = (cells: readonly Cell[]) =>
  sum(cells, "events") >= cells.reduce((most, { observed }) => Math.max(most, recurring * (observed ?? 0)), fewest);

type Change = { event: string; before: number; after: number; size: number };

/** Of kinds that recur and happen on both sides of the index day the one whose rate differs most. */
function mostChanged(kinds: readonly (readonly [string, readonly Cell[]])[]): Change | null {
  const changes = kinds.flatMap(([event, own]): Change[] => {
    const [early, late] = [
      own.filter(({ period }) => (period ?? 0) < 0),
      own.filter(({ period }) => (period ?? 0) >= 0),
    ];
    if (sum(early, "events") < fewest || !recurs(late)) return [];
    const [before, after] = [rateOf(early), rateOf(late)];
    return [{ event, before, after, size: Math.abs(Math.log(after / before)) }];
  });
  return changes.reduce<Change | null>((a, b) => (a !== null && a.size >= b.size ? a : b), null);
}

function timelineTitle(cells: readonly Cell[], params: Params): string {
  const kinds = [...grouped(cells, ({ event }) => event ?? "")];
  const changed = mostChanged(kinds);
  if (changed)
    return `${capital(named(changed.event))}: ${rateWords(changed.before)} times a patient-week in the ${span(params.before, params)} before the index day, ${rateWords(changed.after)} in the ${span(params.after, params)} from it on`;
  const later = cells.filter(({ period }) => (period ?? 0) >= 0);
  const most = [...grouped(later, ({ event }) => event ?? "")]
    .map(([event, own]) => ({ event, rate: rateOf(own) }))
    .toSorted((a, b) => b.rate - a.rate)
    .slice(0, 3)
    .map(({ event, rate }) => `${named(event)} ${rateWords(rate)}`);
  return `${capital(listed(most))} times a patient-week in the ${span(params.after, params)} from the index day on`;
}

/** The kind of event whose rates from the index day on differ most between groups. */
function groupsTitle(cells: readonly Cell[], params: Params): string {
  const later = cells.filter(({ period }) => (period ?? 0) >= 0);
  const told = [...grouped(later, ({ event }) => event ?? "")].flatMap(([event, own]) => {
    const groups = [...grouped(own, ({ group }) => group ?? "")].map(([group, of]) => ({
      group,
      rate: rateOf(of),
      told: recurs(of),
    }));
    if (!groups.every(({ told }) => told)) return [];
    const ordered = groups.toSorted((a, b) => a.rate - b.rate);
    const [low, high] = [ordered[0], ordered.at(-1)];
    return low && high ? [{ event, low, high, by: high.rate / low.rate }] : [];
  });
  const most = told.reduce<(typeof told)[number] | null>((a, b) => (a !== null && a.by >= b.by ? a : b), null);
  if (!most) return `Events by group in the ${span(params.after, params)} from the index day on`;
  const { event, low, high } = most;
  return `${capital(named(event))}: from ${rateWords(low.rate)} (${low.group}) to ${rateWords(high.rate)} (${high.group}) times a patient-week from the index day on`;
}

const number = (row: Row, name: string) => Number(row[name] ?? 0);
const text = (row: Row, name: string) => String(row[name] ?? "");
const days = (n: number) => (n === 1 ? "1 day" : `${tenths(n)} days`);

/** Of each group's rows the share of one, named where there are several groups. */
function shares(rows: readonly Row[], same: (row: Row) => boolean): string {
  const own = rows.filter(same);
  const [one] = own;
  if (own.length === 1 && one?.["group"] === "all") return nearPercent(number(one, "share"));
  return listed(own.map((row) => `${nearPercent(number(row, "share"))} of ${text(row, "group")}`));
}

function sequenceTitle(rows: readonly Row[]): string {
  const [most] = rows;
  if (!most) return "No sequence is shared by so many patients";
  const steps = text(most, "sequence").split(" → ").map(named).join(", then ");
  const who = shares(rows, (row) => row["sequence"] === most["sequence"]);
  return `${who}${who.includes(" of ") ? "" : " of patients"} have ${steps}`;
}

/** The way that most go of those between different days, else of all. */
function mapTitle(rows: readonly Row[]): string {
  const between = rows.filter(({ kind }) => kind === "between");
  const most = between.find((row) => number(row, "median_days") > 0) ?? between[0];
  if (!most) return "Nothing follows anything in so many patients";
  const who = shares(between, (row) => row["from"] === most["from"] && row["to"] === most["to"]);
  const gap = number(most, "median_days");
  const of = who.includes(" of ") ? ` (${text(most, "group")})` : "";
  return `${who}${of === "" ? " of patients" : ""} have ${named(text(most, "to"))} right after ${named(text(most, "from"))}, a median ${days(gap)} later${of}`;
}

/** The finding of the picture that is shown. */
export function title(cells: readonly Cell[], params: Params, also: Also): string {
  if (params.picture === "sequences") return sequenceTitle(also["sequences"] ?? []);
  if (params.picture === "map") return mapTitle(also["edges"] ?? []);
  const several = new Set(cells.map(({ group }) => group)).size > 1;
  return several ? groupsTitle(cells, params) : timelineTitle(cells, params);
}
