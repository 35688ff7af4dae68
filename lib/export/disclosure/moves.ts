import { cheapest, type Found } from "./move";
import type { System } from "./system";
import { tandemOf, together } from "./tandem";
import type { Cost } from "./ways";

/** Ways to move a target by one, down or up, in its own report or in all that have it; each is looked for when it is asked for. */
export function movesOf(system: System, cost: Cost): (target: number) => Generator<Found> {
  const tandem = tandemOf(system);
  return function* moves(target) {
    for (const by of [-1, 1] as const) {
      const found = cheapest(system, target, by, cost);
      if (found) yield found;
    }
    if (!tandem) return;
    for (const by of [-1, 1] as const) {
      const found = together(system, tandem, target, by, cost);
      if (found) yield found;
    }
  };
}
