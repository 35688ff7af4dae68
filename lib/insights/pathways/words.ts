import { count, percent, plural } from "../../charts/format";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import type { Also, Definition } from "../view";
import type { Params } from "./question";

const sum = (rows: readonly Row[]) => rows.reduce((all, { patients }) => all + Number(patients), 0);
const isTreatment = ({ kind }: Row) => kind !== "state";

/** Of a group's steps: how many patients, how many with a treatment and with another after it, and what most start with. */
function told(own: readonly Row[]) {
  const at = (line: number) => own.filter((row) => row["line"] === line);
  const first = at(1).filter(isTreatment);
  const named = first.filter(({ kind }) => kind !== "other");
  const most = named.reduce<Row | null>(
    (a, b) => (a !== null && Number(a["patients"]) >= Number(b["patients"]) ? a : b),
    null,
  );
  return { patients: sum(at(1)), treated: sum(first), second: sum(at(2).filter(isTreatment)), most };
}

/** The finding: what most start with, and how many go on to another line. */
export function title(also: Also): string {
  const groups = [...grouped(also["lines"] ?? [], ({ group }) => String(group))].map(([group, own]) => ({
    group,
    ...told(own),
  }));
  const [one, ...more] = groups;
  if (!one) return "Treatment pathways";
  if (more.length > 0) {
    const share = ({ second, patients }: (typeof groups)[number]) => second / Math.max(1, patients);
    const ordered = groups.toSorted((a, b) => share(b) - share(a));
    const [low, high] = [ordered.at(-1) ?? one, ordered[0] ?? one];
    return `Between ${percent(share(low))} (${low.group}) and ${percent(share(high))} (${high.group}) of patients go on to a second line of treatment`;
  }
  if (one.treated === 0) return `None of ${plural(one.patients, "patient")} has a line of treatment`;
  const { most } = one;
  const starts =
    most === null
      ? `${plural(one.treated, "patient")} start treatment`
      : `${percent(Number(most["patients"]) / one.patients)} of patients start with ${String(most["treatment"])}`;
  return `${starts}; ${percent(one.second / one.patients)} of all go on to a second line`;
}

const days = (n: number) => plural(n, "day");

export const definition = ({ collapse, least, overlap, lines, share }: Params): Definition => ({
  words: [
    `An era of a medicine is its days of supply, from the day of a supply on, joined across gaps of up to ${days(collapse)}. One of fewer than ${days(least)} is left out. Early refills are not stacked; supplies count that start in the time in the cohort, until it ends.`,
    `Eras that overlap by ${days(overlap)} or more are a combination, and so is an era within another. Where they overlap by fewer, the earlier ends where the later starts.`,
    `A stretch of fewer than ${days(least)} beside a combination that holds its medicines is no line of its own; alike lines after each other are one, also after a time without treatment.`,
    `A path ends with death or loss, where that ended observation; still on it, where supply reaches to within ${days(collapse)} of its end; else stopped.`,
    `Nobody is left out: lines that fewer than ${percent(share, 1)} of a group's patients go through alike are “other paths” up to their ending; without supply is “never supplied”, without an era “no lasting supply”; after ${plural(lines, "line")} come “further lines”.`,
    "After the R package TreatmentPatterns (“Changes”). It joins gaps shorter than the limit, not as long; measures eras before they are joined; and takes one overlap after the other, not all at once.",
  ],
  rows: [
    ["gap", `at most ${days(collapse)}`],
    ["era", `at least ${days(least)}`],
    ["overlap", `at least ${days(overlap)}`],
    ["lines", `at most ${count(lines)}`],
    ["told", `from ${percent(share, 1)}`],
  ],
});
