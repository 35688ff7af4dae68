"use client";
import { useLayoutEffect, useRef } from "react";
import { isoDay, isoMoment, percent, plural, spaced } from "@/lib/charts/format";
import { foot, layoutOf } from "@/lib/charts/river-layout";
import { heightOf } from "@/lib/charts/river-marks";
import { RiverPicture } from "@/lib/charts/river-picture";
import { grouped } from "@/lib/group";
import type { Study } from "@/lib/log/study";
import type { Fact } from "@/lib/projections/patient/state";
import { Button } from "../kit/button";
import { zoneWords } from "../study/zone";
import type { Axis } from "./axis";
import { factName } from "./facts";
import { useLaneSettings } from "./lane-settings";
import { measureWords } from "./use-adherence";
import { useLanes } from "./use-lanes";
import type { Told } from "./use-patient";

/** A page of A4 within its margins, in CSS pixels; as much of its height as the timeline may take. */
const [wide, tall, tallest] = [690, 1020, 400];
const nowhere: ReadonlyMap<string, number> = new Map();

type SheetProps = {
  study: Study;
  told: Told;
  axis: Axis;
  moment: string | null;
  dataEnd: string;
  finding: string;
  /** The time that is read (axis ms), its local day, and what was true then. */
  at: number;
  day: string;
  facts: readonly Fact[];
  onBack(): void;
};

/** One page for a patient's chart: timeline, adherence, what was true, as known at which moment, and where it comes from. */
export function Sheet({ study, told, axis, moment, dataEnd, finding, at, day, facts, onBack }: SheetProps) {
  const [settings] = useLaneSettings();
  const { warp, whole, origins } = axis;
  const { lanes, shades } = useLanes({ study, told, moment, origin: origins[0] ?? 0, settings, walls: nowhere });
  const paper = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = paper.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() =>
      element.style.setProperty("--fit", String(Math.min(1, tall / Math.max(1, element.scrollHeight)))),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const height = lanes.reduce((sum, lane) => sum + heightOf(lane), foot);
  const scale = Math.min(1, tallest / height);
  const width = Math.round(wide / scale);
  const layout = layoutOf(lanes, whole, warp, width);
  const { measure, window, threshold } = settings.adherence;
  const adherence = lanes
    .find(({ key }) => key === "adherence")
    ?.course?.points.findLast((point) => point.at <= at)?.value;
  const sources = [...grouped(told.events, ({ source }) => source ?? "no source")].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return (
    <>
      <div className="mb-4 flex gap-2 print:hidden">
        <Button kind="primary" onPress={() => globalThis.print()}>
          Print
        </Button>
        <Button onPress={onBack}>Back to the timeline</Button>
      </div>
      <article
        ref={paper}
        aria-label="One page for the chart"
        className="w-full max-w-[730px] overflow-x-auto rounded-card border border-line bg-card p-5 text-ink print:overflow-visible print:rounded-none print:border-0 print:p-0 print:[zoom:var(--fit)]"
      >
        <h1 className="max-w-none! text-lg!">{`Patient ${told.patient.id}: ${finding}`}</h1>
        <p className="mb-3 text-soft">
          {`As known ${moment === null ? `by the end of the data, ${isoDay(dataEnd)}` : `at ${isoMoment(moment)}`} · ${plural(told.events.length, "event")} · days in ${zoneWords(study)}`}
        </p>
        <svg
          role="img"
          aria-label="Timeline"
          width={wide}
          height={Math.round((layout.bottom + foot) * scale)}
          viewBox={`0 0 ${width} ${layout.bottom + foot}`}
          className="block"
        >
          <RiverPicture {...{ lanes, layout, view: whole, warp, at, shades }} relative={false} fine={false} />
        </svg>
        <p className="mt-2 text-xs text-soft">
          Filled bars are doses taken, rings those skipped or values, open squares stops and tasks not done; shaded days
          are without supply.
        </p>
        <section className="mt-3">
          <h2 className="text-base font-semibold">{`True on ${isoDay(day)}`}</h2>
          <dl className="mt-1 grid gap-x-8 text-2xs sm:grid-cols-2 print:grid-cols-2">
            {adherence !== null && adherence !== undefined && (
              <Row
                name={`adherence (${measureWords[measure]})`}
                value={`${percent(adherence)} of the last ${plural(window, "day")}, threshold ${percent(threshold)}`}
              />
            )}
            {facts.map((fact) => (
              <Row
                key={`${fact.kind} ${fact.of}`}
                name={factName(fact)}
                value={[
                  fact.value,
                  `since ${isoDay(fact.since)}`,
                  fact.event.recordedBy && `by ${fact.event.recordedBy}`,
                ]
                  .filter(Boolean)
                  .join(", ")}
              />
            ))}
          </dl>
        </section>
        <section className="mt-3">
          <h2 className="text-base font-semibold">Sources</h2>
          <p className="mt-1 text-xs">
            {sources
              .map(
                ([source, events]) =>
                  `${source}: ${plural(events.length, "event")}, the last of ${isoDay(events.at(-1)?.day ?? "")}`,
              )
              .join("; ")}
          </p>
          <p className="mt-1 text-xs wrap-anywhere text-soft">
            {`From ${study.segments.map(({ file }) => file).join(", ")}; log ${study.digest}. The last event told is ${spaced(told.events.at(-1)?.type ?? "")} of ${isoDay(told.events.at(-1)?.day ?? dataEnd)}. Worked out on this machine by Rivergraph.`}
          </p>
        </section>
      </article>
    </>
  );
}

const Row = ({ name, value }: { name: string; value: string }) => (
  <div className="flex justify-between gap-3 border-b border-line py-0.5">
    <dt className="text-soft">{name}</dt>
    <dd className="text-right wrap-anywhere">{value}</dd>
  </div>
);
