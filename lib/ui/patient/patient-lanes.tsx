"use client";
import { isoDay, spaced } from "@/lib/charts/format";
import { RiverLanes } from "@/lib/charts/river-lanes";
import type { Pinned } from "@/lib/charts/river-note";
import type { Span, Warp } from "@/lib/charts/river-scale";
import type { Study } from "@/lib/log/study";
import type { PatientEvent } from "@/lib/projections/patient/events";
import type { LaneSettings } from "./lane-settings";
import { useLanes } from "./use-lanes";
import { type Told, useWalls } from "./use-patient";

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
  const { walls, note: unclocked } = useWalls(study, fine ? told.key : null);
  const { lanes, shades, notes } = useLanes({ study, told, moment, origin, settings, walls });
  const eventsOf = ({ marks }: Pinned) => marks.flatMap(({ of }) => told.stretches[of]?.events ?? []);
  const prefix = `${told.key} `;
  return (
    <>
      <RiverLanes
        {...lanesProps}
        lanes={lanes}
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
      {[...notes, ...(unclocked ? [unclocked] : [])].map(({ kind, text }) => (
        <p
          key={text}
          role={kind === "failed" ? "alert" : undefined}
          className={`mt-1.5 text-xs ${kind === "failed" ? "text-copper" : "text-soft"}`}
        >
          {text}
        </p>
      ))}
    </>
  );
}
