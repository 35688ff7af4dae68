import type { Row } from "../engine/decode";
import type { Profile } from "../export/disclosure/profile";
import { grouped } from "../group";
import { atTime } from "../insights/survival-cells";
import { merged as mergedCurve } from "../export/disclosure/curve";

/** Curves of groups with their intervals merged as a rule has it; each interval stands at its end. */
export const merged = (cells: readonly Row[], profile: Profile): Row[] =>
  [...grouped(cells, ({ group }) => group ?? null)].flatMap(([group, own]) =>
    mergedCurve(own.map(atTime), profile).map(({ time, atRisk, events, censored }) => ({
      group,
      time,
      at_risk: atRisk,
      events,
      censored,
    })),
  );
