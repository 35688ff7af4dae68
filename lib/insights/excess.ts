import { mostGroups } from "../charts/palette";
import { periodWords, type Period } from "../charts/period";
import { coarserUnit } from "./cells";
import type { Excess } from "./view";

/** More groups than a figure can tell apart; null where it can. */
export const tooManyGroups = (groups: number, most = mostGroups): Excess | null =>
  groups <= most
    ? null
    : {
        marks: groups,
        most,
        what: "groups",
        coarser: { label: "Do not break down", params: { breakdown: "none" } },
      };

/** More marks than a figure can draw legibly, of periods of a unit where a longer one would help. */
export function tooMany(marks: number, most: number, what: string, unit: Period | null): Excess | null {
  if (marks <= most) return null;
  const coarser = unit === null ? undefined : coarserUnit[unit];
  return {
    marks,
    most,
    what,
    coarser: coarser ? { label: `Draw by ${periodWords[coarser].one}`, params: { unit: coarser } } : null,
  };
}
