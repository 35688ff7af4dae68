"use client";
import { useMemo } from "react";
import type { RiverLane } from "@/lib/charts/river-marks";
import type { Shade } from "@/lib/charts/river-picture";
import { dayMs } from "@/lib/charts/river-scale";
import type { Study } from "@/lib/log/study";
import { withoutSupply } from "@/lib/projections/patient/without";
import { usePicked } from "../cohorts/address";
import type { LaneNote } from "./lane-note";
import type { LaneSettings } from "./lane-settings";
import { drawn } from "./lanes";
import { useAdherence, useBand } from "./use-adherence";
import type { Told } from "./use-patient";

/** Gaps of fewer days are not shaded. */
const leastGap = 7;

type Asked = {
  study: Study;
  told: Told;
  moment: string | null;
  /** What lies at 0 of the axis (UTC midnight in ms). */
  origin: number;
  settings: LaneSettings;
  walls: ReadonlyMap<string, number>;
};

/** The lanes of a patient as they are chosen, adherence among them, and the days without any supply. */
export function useLanes({ study, told, moment, origin, settings, walls }: Asked): {
  lanes: readonly RiverLane[];
  shades: readonly Shade[];
  notes: readonly LaneNote[];
} {
  const { cohorts } = usePicked();
  const asked = { study, patient: told.patient, moment, settings: settings.adherence, origin };
  const shown = !settings.hidden.includes("adherence");
  const { lane: adherence, note } = useAdherence(asked);
  const { band, note: bandNote } = useBand(asked, cohorts, told.first, settings.adherence.band && shown);
  const lanes = useMemo(
    () => drawn(told.stretches, { end: told.end, origin, settings, walls }),
    [told, origin, settings, walls],
  );
  const all = useMemo((): RiverLane[] => {
    if (!shown || !adherence?.course) return lanes;
    const lane = { ...adherence, course: { ...adherence.course, band } };
    const before = new Set(settings.order.slice(0, settings.order.indexOf("adherence")));
    const at = lanes.findIndex(({ key }) => ![...before].some((kind) => key === kind || key.startsWith(`${kind} `)));
    return [...lanes.slice(0, Math.max(0, at)), lane, ...lanes.slice(Math.max(0, at))];
  }, [lanes, adherence, band, settings, shown]);
  const shades = useMemo(
    () =>
      withoutSupply(told.stretches, told.end / dayMs, leastGap).map(({ from, to }) => ({
        from: from * dayMs - origin,
        to: to * dayMs - origin,
        label: `${to - from} days without`,
      })),
    [told, origin],
  );
  const notes = [note, bandNote].flatMap((one) => (one && shown ? one : []));
  return { lanes: all, shades, notes };
}
