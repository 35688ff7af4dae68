"use client";
import { type ReactNode, useMemo } from "react";
import { RiverStrip } from "@/lib/charts/river-strip";
import { isoDay } from "@/lib/charts/format";
import type { Study } from "@/lib/log/study";
import { CohortChip } from "../cohorts/chip";
import { useAsKnownAt } from "../known/address";
import { KnownBanner } from "../known/banner";
import { MomentChip } from "../known/moment-chip";
import { useKnown, useMoment } from "../known/use-known";
import { dayOfMoment, shortMoment } from "../known/words";
import { UndoRedo } from "../params/undo";
import { binned } from "./binned";
import { useRecorded } from "./use-catalogue";

const isoOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Who is asked about, the controls of the question, and the history itself with the moment that is known. */
export function StudyBar({
  study,
  calm = true,
  beside,
  children,
}: {
  study: Study;
  /** Whether nothing more urgent is asked of the engine. */
  calm?: boolean;
  /** Stands with the moment. */
  beside?: ReactNode;
  children?: ReactNode;
}) {
  const { data } = useRecorded(study, calm);
  const strip = useMemo(() => binned(data ?? [], study.now), [data, study.now]);
  const [, setAt] = useAsKnownAt();
  const { given, moment } = useMoment(study);
  const known = useKnown(study, moment);
  const { zone, dataEnd } = study;
  const from = data?.[0]?.week ?? study.dataStart;
  const to = Date.parse(dataEnd);
  const change = (day: string | null) => void setAt(day === dataEnd ? null : day);
  return (
    <div className="mb-5">
      <div className="mb-2.5 flex flex-col items-start gap-x-6 gap-y-2 md:flex-row md:flex-wrap">
        <div className="flex flex-wrap gap-2">
          <CohortChip study={study} everybody={known?.patients ?? null} />
          {dataEnd !== "" && (
            <MomentChip
              label="As known at"
              none="now"
              given={given}
              from={from}
              to={dataEnd}
              zone={zone}
              onChange={change}
            />
          )}
          {beside}
          <UndoRedo />
        </div>
        {children}
      </div>
      {strip.starts.length > 1 ? (
        <RiverStrip
          {...strip}
          handle={{
            from: strip.starts[0] ?? to,
            to,
            at: given === null ? to : Date.parse(dayOfMoment(given, zone)),
            words: (at) =>
              `as known at ${at >= to ? "now" : given !== null && isoOf(at) === dayOfMoment(given, zone) ? shortMoment(given, zone) : isoDay(isoOf(at))}`,
            onSettle: (at) => change(isoOf(at)),
          }}
        />
      ) : (
        <div className="h-[78px] border-b border-line" />
      )}
      {given !== null && (
        <KnownBanner given={given} zone={zone} later={known?.later ?? null} onBack={() => change(null)} />
      )}
    </div>
  );
}
