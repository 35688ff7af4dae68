"use client";
import { isoDay, plural } from "@/lib/charts/format";
import type { Study } from "@/lib/log/study";
import { whereHeld } from "../kept/where-held";
import { useKnown, useMoment } from "../known/use-known";
import { useWorkspace } from "../study/provider";

/** How much the history holds, as far as it was known. */
export function Contents({ study }: { study: Study }) {
  const { moment } = useMoment(study);
  const { keeping } = useWorkspace();
  const known = useKnown(study, moment);
  if (!known) return <h1>Data</h1>;
  return (
    <header>
      <h1>{`${plural(known.events, "event")} of ${plural(known.patients, "patient")}`}</h1>
      <p className="text-soft">
        {known.dataStart && `${isoDay(known.dataStart)} to ${isoDay(known.dataEnd)} · `}
        {whereHeld(study.segments, keeping.kind === "open" ? keeping.of : new Set())}
        {known.assumed > 0 &&
          ` · ${plural(known.assumed, "event")} state no time of recording; it is taken to be the time they occurred`}
      </p>
    </header>
  );
}
