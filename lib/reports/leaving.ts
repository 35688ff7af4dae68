import type { Row } from "../engine/decode";
import { mergedCurves } from "./curve";
import type { Profile } from "../export/disclosure/profile";
import type { Leaving } from "../export/gate";
import type { Statement } from "../export/statement";
import { Failed } from "../failure";
import type { Answer } from "../insights/ask";
import { asideColumns, differenceAside } from "../insights/between";
import { differenceStatement } from "../insights/between-statement";
import type { AnyInsight, Breakdown } from "../insights/insight";
import { textHash } from "../sha256";

/** What is asked of a figure beside its history. */
type Asked = { insight: AnyInsight; params: never; cohorts: readonly unknown[]; breakdown: Breakdown };

/** Groups of one question part the same patients: it counts the same whatever they are broken down by. */
const partsPatients = ({ breakdown: { by }, cohorts }: Asked): boolean =>
  (by === "trait" || by === "none") && cohorts.length < 2;

function scopeOf(asked: Asked, table: string): string {
  const { insight, params, cohorts } = asked;
  const own = Object.entries(params).filter(([name]) => name !== "breakdown" || !partsPatients(asked));
  return textHash(JSON.stringify([insight.id, table, own, cohorts]));
}

const statedFor = (asked: Asked, { parted = [], ...statement }: Statement): Statement => ({
  ...statement,
  parted: parted.filter(({ by }) => by !== "group" || partsPatients(asked)),
});

/** Whether curves of an insight leave as merged intervals. */
export const isMerged = ({ discloses }: AnyInsight, profile: Profile): boolean =>
  discloses?.curve !== undefined && profile.kind !== "none";

/** The answer as it may be drawn up for a report: of curves, which fall at single patients, the intervals merged. */
function drawnUp({ insight, params }: Asked, answer: Answer, profile: Profile): Pick<Answer, "cells" | "also"> {
  const curve = insight.discloses?.curve;
  if (!curve || profile.kind === "none") return answer;
  const { cells, also } = curve(mergedCurves(answer.cells, profile), params);
  return { cells: [...cells], also: { ...answer.also, ...also } };
}

/** The tables of an answer that an insight lets leave, the cells first. Throws Failed where it lets none. */
export function leaving(asked: Asked, answer: Answer, profile: Profile): Leaving {
  const { insight } = asked;
  const { discloses } = insight;
  if (!discloses)
    throw new Failed({
      kind: "report",
      detail: `“${insight.title}” is about single patients, or has not been said to be safe in a report`,
    });
  const { cells, also } = drawnUp(asked, answer, profile);
  const beside = Object.entries(discloses.also ?? {}).flatMap(([name, statement]) => {
    const [rows, columns] = [also[name], insight.also?.[name]?.columns];
    return rows && columns ? [{ table: name, columns, rows, statement }] : [];
  });
  const tables: { table: string; columns: Answer["columns"]; rows: readonly Row[]; statement: Statement }[] = [
    { table: "cells", columns: answer.columns, rows: cells, statement: discloses.cells },
    ...beside,
  ];
  return {
    tables: tables.map((one) => ({
      ...one,
      statement: statedFor(asked, one.statement),
      scope: scopeOf(asked, one.table),
    })),
    summed: discloses.summed?.({ cells, also }) ?? [],
    ratios: discloses.ratios?.({ cells, also }) ?? [],
  };
}

/** The difference of two cohorts by itself: it counts again, under other names, what the cells count. Null where there is none. */
export function leavingDifference(asked: Asked, { also }: Answer): Leaving | null {
  const { insight } = asked;
  const [rows, columns, statement] = [
    also[differenceAside],
    asideColumns(insight, differenceAside),
    differenceStatement(insight),
  ];
  if (!rows || !columns || !statement || !insight.discloses) return null;
  const scope = scopeOf(asked, differenceAside);
  return { tables: [{ table: differenceAside, columns, rows, statement, scope }], summed: [] };
}
