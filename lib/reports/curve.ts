import type { Row } from "../engine/decode";
import { merged, steps } from "../export/disclosure/curve";
import type { Profile } from "../export/disclosure/profile";
import { grouped } from "../group";
import { atTime } from "../insights/survival-cells";

/** Curves of groups with their intervals merged as a rule has it, each interval standing at its end. How many events there were in all may be told by another figure, so that what is left at the end could be told as well. */
export const mergedCurves = (cells: readonly Row[], profile: Profile): Row[] =>
  [...grouped(cells, ({ group }) => group ?? null)].flatMap(([group, own]) => {
    const rows = own
      .map(atTime)
      .map(({ time, atRisk, events, censored }) => ({ time, atRisk, events: [events], censored }));
    const published = merged(rows, profile, { start: 0, totals: true });
    return steps(published, profile).map(({ time, atRisk, events: [events = 0], censored }) => ({
      group,
      time,
      at_risk: atRisk,
      events,
      censored,
    }));
  });
