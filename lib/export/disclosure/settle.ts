import { Failed } from "../../failure";
import { boundsOf, propagate } from "./propagate";
import { around, some } from "./solve";
import type { System } from "./system";

/** Gives a base to every unknown without one (an earlier report keeps no hidden value): any solution will do, since a count is recovered where there is no second one. Changes the unknowns of the system. */
export function settle(system: System): System {
  const { unknowns, equations } = system;
  const open = unknowns.flatMap(({ base }, of) => (Number.isNaN(base) ? [of] : []));
  if (open.length > 0) {
    const bounds = boundsOf(system);
    unknowns.forEach(({ base }, of) => {
      if (Number.isNaN(base)) return;
      bounds.least[of] = base;
      bounds.greatest[of] = base;
    });
    propagate(system, equations.keys(), bounds);
    for (const of of open) {
      if (!Number.isNaN(unknowns[of]?.base ?? 0)) continue;
      const found = some(system, bounds, around(system, bounds, of));
      for (const [settled, value] of found ?? []) Object.assign(unknowns[settled] ?? {}, { base: value });
    }
  }
  return checked(system);
}

/** The system, whose bases are a solution; what contradicts itself protects nothing. */
function checked(system: System): System {
  const { unknowns, equations } = system;
  const base = (of: number) => unknowns[of]?.base ?? NaN;
  const wrong = unknowns.find(({ base, least, greatest }) => !(base >= least && base <= greatest));
  const uneven = equations.find((terms) => terms.reduce((sum, { of, sign }) => sum + sign * base(of), 0) !== 0);
  const named = wrong ?? unknowns[uneven?.find(({ of }) => unknowns[of]?.id !== "")?.of ?? -1];
  if (named)
    throw new Failed({ kind: "disclosure", detail: `what the reports tell of “${named.id}” cannot be made to agree` });
  return system;
}
