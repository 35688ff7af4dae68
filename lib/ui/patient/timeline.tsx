"use client";
import { useMemo, useState } from "react";
import { ToggleButton } from "react-aria-components";
import { plural } from "@/lib/charts/format";
import type { Pinned } from "@/lib/charts/river-note";
import { RiverOverview } from "@/lib/charts/river-overview";
import { dayMs, holding, type Span, zoomed } from "@/lib/charts/river-scale";
import { Segmented } from "@/lib/charts/segmented";
import type { Study } from "@/lib/log/study";
import type { PatientEvent } from "@/lib/projections/patient/events";
import { Button } from "../kit/button";
import { chipClass, ChipSelect } from "../params/chip";
import { AdherenceChip } from "./adherence-chip";
import { type Axis, byCalendar, originChoices } from "./axis";
import { LaneMenu } from "./lane-menu";
import { useLaneSettings } from "./lane-settings";
import { laneNames } from "./lanes";
import { PatientLanes } from "./patient-lanes";
import type { Told } from "./use-patient";

const finest = 20;

const spans = [
  { id: "all", label: "All", days: Infinity },
  { id: "year", label: "Year", days: 365 },
  { id: "quarter", label: "90 days", days: 90 },
  { id: "month", label: "30 days", days: 30 },
  { id: "week", label: "Week", days: 7 },
  { id: "day", label: "Day", days: 1 },
] as const;
type SpanName = (typeof spans)[number]["id"] | "other";

/** What the axis counts from, and whether empty stretches are cut short. */
export type AxisChoice = { from: string; cutShort: boolean };

type TimelineProps = {
  study: Study;
  all: readonly Told[];
  moment: string | null;
  axis: Axis;
  choice: AxisChoice;
  onChoice(change: Partial<AxisChoice>): void;
  /** The time that is read (axis ms), and what is said of it. */
  at: number;
  said: string;
  onAt(at: number, within: boolean): void;
  onStep(by: 1 | -1): void;
  onOpen(event: PatientEvent): void;
};

function nameOf(view: Span, whole: Span): SpanName {
  const days = (view.to - view.from) / dayMs;
  if (days >= (whole.to - whole.from) / dayMs - 0.01) return "all";
  return spans.find((one) => Math.abs(one.days - days) < 0.01)?.id ?? "other";
}

/** One patient's lanes, or two patients' one below the other, over the same time. */
export function Timeline(props: TimelineProps) {
  const { study, all, moment, axis, choice, onChoice, at, said, onAt, onStep, onOpen } = props;
  const { warp, whole } = axis;
  const [chosen, setChosen] = useState<{ span: Span; at: number } | null>(null);
  const [pinned, setPinned] = useState<readonly Pinned[]>([]);
  const [settings] = useLaneSettings();
  // Another moment or axis has another whole: a view that lies outside of it shows all again.
  const fits = chosen !== null && chosen.span.from >= whole.from && chosen.span.to <= whole.to;
  const base = fits ? chosen.span : whole;
  // The time that is read is kept in sight, until the view is moved away from it.
  const view = fits && chosen.at !== at ? holding(base, warp.shown(at), whole) : base;
  const show = (span: Span) => setChosen(nameOf(span, whole) === "all" ? null : { span, at });
  const fine = (view.to - view.from) / dayMs <= finest;
  const [main] = all;
  const times = useMemo(
    () => all.flatMap(({ events }, i) => events.map(({ day }) => Date.parse(day) + dayMs / 2 - (axis.origins[i] ?? 0))),
    [all, axis],
  );
  const zoomTo = (days: number) =>
    show(
      zoomed(
        view,
        (days * dayMs) / (view.to - view.from),
        Math.min(view.to, Math.max(view.from, warp.shown(at))),
        whole,
      ),
    );
  if (!main) return null;
  const relative = choice.from !== byCalendar;
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2 text-sm">
        <AdherenceChip />
        <ChipSelect
          label="Time"
          value={choice.from}
          groups={[{ head: null, options: [{ id: byCalendar, label: "by the calendar" }, ...originChoices(main)] }]}
          onChange={(from) => {
            setChosen(null);
            onChoice({ from });
          }}
        />
        <LaneMenu names={laneNames(all.flatMap(({ stretches }) => stretches))} />
        {axis.empty > 0 && (
          <ToggleButton
            isSelected={choice.cutShort}
            onChange={(cutShort) => {
              setChosen(null);
              onChoice({ cutShort });
            }}
            className={`${chipClass} pr-3! data-selected:border-river data-selected:bg-river-soft`}
          >
            {`Cut short ${plural(axis.empty, "empty stretch", "empty stretches")}`}
          </ToggleButton>
        )}
      </div>
      <div className="flex flex-wrap items-start justify-between gap-x-4">
        <Segmented<SpanName>
          label="Shown"
          value={nameOf(view, whole)}
          options={spans}
          onChange={(id) => zoomTo(spans.find((one) => one.id === id)?.days ?? Infinity)}
        />
        <div className="mb-3 flex gap-2">
          <Button kind="chip" onPress={() => onStep(-1)}>
            Event before
          </Button>
          <Button kind="chip" onPress={() => onStep(1)}>
            Next event
          </Button>
        </div>
      </div>
      <div className="mb-3">
        <RiverOverview title="Shown of all" {...{ times, view, whole, warp, relative }} onView={show} />
      </div>
      {all.map((told, i) => (
        <div
          key={`${told.patient.namespace} ${told.patient.id}`}
          className={i > 0 ? "mt-5 border-t border-line pt-3" : ""}
        >
          {all.length > 1 && <h3 className="mb-1 font-semibold">{`Patient ${told.patient.id}`}</h3>}
          <PatientLanes
            {...{ study, told, moment, view, whole, warp, relative, at, said, settings, fine, pinned }}
            origin={axis.origins[i] ?? 0}
            title={
              all.length > 1 ? `Timeline of patient ${i + 1}, the time that is read` : "Timeline, the time that is read"
            }
            onView={show}
            onAt={(time) => onAt(time, fine && (view.to - view.from) / dayMs <= 4)}
            onStep={onStep}
            onPin={(pin) =>
              setPinned((now) =>
                now.some(({ key }) => key === pin.key) ? now.filter(({ key }) => key !== pin.key) : [...now, pin],
              )
            }
            onOpen={onOpen}
          />
        </div>
      ))}
      <details className="mt-2 text-sm">
        <summary className="min-h-6 w-fit cursor-pointer rounded py-0.5 text-soft hover:text-ink">
          How to read and move it
        </summary>
        <ul className="mt-1 list-disc space-y-1 pl-5 text-soft">
          <li>
            Filled bars are doses taken, rings those skipped. A thin line in a supply is the day it was dispensed, where
            it begins later because something was left; shaded days are without supply though it was prescribed.
          </li>
          <li>
            Press a mark to pin its note, a place to read it. Drag to move along. The wheel zooms once the timeline is
            pressed, two fingers do anywhere on it.
          </li>
          <li>
            Keys: arrows go by days, with Shift further, Page Up and Page Down by thirty days; + and − zoom, 0 shows
            all; comma and full stop go from event to event; Enter pins what all lanes say there, Escape takes the notes
            away.
          </li>
        </ul>
      </details>
    </>
  );
}
