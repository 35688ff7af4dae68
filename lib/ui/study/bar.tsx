"use client";
import { type ReactNode, useMemo } from "react";
import { RiverStrip } from "@/lib/charts/river-strip";
import { count, isoDay } from "@/lib/charts/format";
import type { Study } from "@/lib/log/study";
import { binned } from "./binned";
import { useRecorded } from "./use-catalogue";

/** Who is asked about, the controls of the question, and the history itself with the moment that is known. */
export function StudyBar({ study, children }: { study: Study; children?: ReactNode }) {
  const { data } = useRecorded(study);
  const strip = useMemo(() => binned(data ?? []), [data]);
  return (
    <div className="mb-5">
      <div className="mb-2.5 flex flex-col items-start justify-between gap-2 md:flex-row">
        <p className="flex shrink-0 items-center gap-2 rounded-full border border-line bg-card px-3 py-1">
          <span className="size-2.25 rounded-full bg-river" aria-hidden="true" />
          Everybody <span>{count(study.patients)}</span>
        </p>
        {children}
      </div>
      {strip.starts.length > 1 ? (
        <RiverStrip {...strip} handle={{ at: 1, label: `as known at ${isoDay(study.dataEnd)}` }} />
      ) : (
        <div className="h-[78px] border-b border-line" />
      )}
    </div>
  );
}
