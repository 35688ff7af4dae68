"use client";
import type { ReactNode } from "react";
import { RiverStrip } from "@/lib/charts/river-strip";
import { count, isoDay } from "@/lib/charts/format";
import type { Study } from "@/lib/log/study";
import { useRecorded } from "./use-catalogue";

/** The newest week is rarely over; drawn as it stands it would look like a fall. */
const whole = <T,>(weeks: readonly T[]) => (weeks.length > 4 ? weeks.slice(0, -1) : weeks);

/** Who is asked about, the controls of the question, and the history itself with the moment that is known. */
export function StudyBar({ study, children }: { study: Study; children?: ReactNode }) {
  const { data } = useRecorded(study);
  const weeks = whole(data ?? []);
  return (
    <div className="mb-5">
      <div className="mb-2.5 flex flex-col items-start justify-between gap-2 md:flex-row">
        <p className="flex shrink-0 items-center gap-2 rounded-full border border-line bg-card px-3 py-1">
          <span className="size-2.25 rounded-full bg-river" aria-hidden="true" />
          Everybody <span>{count(study.patients)}</span>
        </p>
        {children}
      </div>
      {weeks.length > 1 ? (
        <RiverStrip
          starts={weeks.map(({ week }) => Date.parse(week))}
          counts={weeks.map(({ events }) => events)}
          handle={{ at: 1, label: `as known at ${isoDay(study.dataEnd)}` }}
        />
      ) : (
        <div className="h-[78px] border-b border-line" />
      )}
    </div>
  );
}
