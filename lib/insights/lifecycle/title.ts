import type { z } from "zod";
import { count, plural } from "../../charts/format";
import { periodName, periodWords } from "../../charts/period";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import { placeOf } from "../cells";
import { byCohort } from "../cohorts";
import type question from "./question";

type Params = z.infer<typeof question.params>;
type Cell = Row<typeof question.columns>;

const someOf = (n: number, what?: string) => (n === 0 ? "nobody" : what === undefined ? count(n) : plural(n, what));

/** The finding: who came, came back and went in the last period that is over; of cohorts, which may share patients, each by itself. */
export function title(cells: readonly Cell[], { unit, breakdown }: Params): string {
  const over = cells.findLast(({ state }) => state === "gone")?.period ?? cells.at(-1)?.period ?? null;
  const when = `In ${unit === "week" ? "the " : ""}${periodName(placeOf(over, "calendar"), unit)}`;
  const last = cells.filter(({ period }) => period === over);
  const before = `continued from the ${periodWords[unit].one} before`;
  const of = (own: readonly Cell[], ...states: readonly string[]) =>
    own.reduce((sum, { state, patients }) => sum + (states.includes(state ?? "") ? (patients ?? 0) : 0), 0);
  if (breakdown === byCohort) {
    const each = [...grouped(last, ({ group }) => group ?? "")].map(
      ([group, own]) => `${count(of(own, "continuing"))} of ${group} ${before}, ${someOf(of(own, "gone"))} had gone`,
    );
    return `${when}, ${each.join("; ")}`;
  }
  return `${when}, ${someOf(of(last, "new", "returning"), "patient")} came or came back and ${someOf(of(last, "gone"))} had gone; ${count(of(last, "continuing"))} ${before}`;
}
