"use client";
import { useMemo } from "react";
import { isoDay, spaced } from "@/lib/charts/format";
import { RiverLanes } from "@/lib/charts/river-lanes";
import type { RiverLane } from "@/lib/charts/river-marks";
import type { Pinned } from "@/lib/charts/river-note";
import { dayMs, type Span, type Warp } from "@/lib/charts/river-scale";
import type { Study } from "@/lib/log/study";
import type { PatientEvent } from "@/lib/projections/patient/events";
import { withoutSupply } from "@/lib/projections/patient/without";
import { usePicked } from "../cohorts/address";
import type { LaneSettings } from "./lane-settings";
import { drawn } from "./lanes";
import { useAdherence, useBand } from "./use-adherence";
import { type Told, useWalls } from "./use-patient";

/** Gaps of fewer days are not shaded. */
const leastGap = 7;

type PatientLanesProps = {
  study: Study;
  moment: string | null;
  at: number;
  said: string;
  onStep(by: 1 | -1): void;
  onOpen(event: PatientEvent): void;
  told: Told;
  origin: number;
  title: string;
  view: Span;
  whole: Span;
  warp: Warp;
  relative: boolean;
  settings: LaneSettings;
  fine: boolean;
  pinned: readonly Pinned[];
  onView(view: Span): void;
  onAt(at: number): void;
  onPin(pin: Pinned): void;
};

/** The lanes of one patient, adherence among them. */
export function PatientLanes(props: PatientLanesProps) {
  const { study, told, moment, origin, settings, fine, pinned, onPin, onOpen, ...lanesProps } = props;
  const { cohorts } = usePicked();
  const walls = useWalls(study, fine ? told.key : null);
  const asked = { study, patient: told.patient, moment, settings: settings.adherence, origin };
  const adherence = useAdherence(asked);
  const band = useBand(asked, cohorts, told.first, settings.adherence.band && !settings.hidden.includes("adherence"));
  const lanes = useMemo(
    () => drawn(told.stretches, { end: told.end, origin, settings, walls }),
    [told, origin, settings, walls],
  );
  const all = useMemo((): RiverLane[] => {
    if (settings.hidden.includes("adherence") || adherence === null) return lanes;
    const course = adherence?.course ?? { points: [], band: [], threshold: null };
    const lane: RiverLane = {
      key: "adherence",
      label: adherence?.label ?? "Adherence …",
      tone: "river",
      marks: [],
      course: { ...course, band },
    };
    const before = new Set(settings.order.slice(0, settings.order.indexOf("adherence")));
    const at = lanes.findIndex(({ key }) => ![...before].some((kind) => key === kind || key.startsWith(`${kind} `)));
    return [...lanes.slice(0, Math.max(0, at)), lane, ...lanes.slice(Math.max(0, at))];
  }, [lanes, adherence, band, settings]);
  const shades = useMemo(
    () =>
      withoutSupply(told.stretches, told.end / dayMs, leastGap).map(({ from, to }) => ({
        from: from * dayMs - origin,
        to: to * dayMs - origin,
        label: `${to - from} days without`,
      })),
    [told, origin],
  );
  const eventsOf = ({ marks }: Pinned) => marks.flatMap(({ of }) => told.stretches[of]?.events ?? []);
  const prefix = `${told.key} `;
  return (
    <RiverLanes
      {...lanesProps}
      lanes={all}
      shades={shades}
      pinned={pinned.filter(({ key }) => key.startsWith(prefix))}
      onPin={(pin) => onPin({ ...pin, key: pin.key.startsWith(prefix) ? pin.key : prefix + pin.key })}
      acts={(pin) => [
        ...eventsOf(pin)
          .slice(0, 3)
          .map((event, i) => ({
            label: `${i === 0 ? "Open" : "and"} ${spaced(event.type ?? "event")} of ${isoDay(event.day)}`,
            act: () => onOpen(event),
          })),
        { label: "Take the note away", act: () => onPin(pin) },
      ]}
    />
  );
}
