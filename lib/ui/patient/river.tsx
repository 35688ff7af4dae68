"use client";
import { useDeferredValue, useMemo, useState } from "react";
import type { SubjectId } from "@/lib/cohorts/cohort";
import { isoDay, isoMoment, plural, spaced } from "@/lib/charts/format";
import { dayMs } from "@/lib/charts/river-scale";
import type { Study } from "@/lib/log/study";
import { placeOf, type PatientEvent } from "@/lib/projections/patient/events";
import { type Fact, factsOn } from "@/lib/projections/patient/state";
import { EventWhole } from "../behind/event-whole";
import { Loaded } from "../behind/loaded";
import { Panel } from "../behind/panel";
import { Button } from "../kit/button";
import { useKnown, useMoment } from "../known/use-known";
import { zoneWords } from "../study/zone";
import { axisOf, byCalendar } from "./axis";
import { Beside, type OtherQuery } from "./beside";
import { Calendar } from "./calendar";
import { Facts } from "./facts";
import { useBesidePatient } from "./handle";
import { KnownWhen } from "./known-when";
import { OfDay } from "./of-day";
import { Sheet } from "./sheet";
import { StretchTable } from "./stretch-table";
import { type AxisChoice, Timeline } from "./timeline";
import { countBy, type Told, useToldOf, useVersions, useWalls } from "./use-patient";

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** One patient: what happened, and what was true at a time; beside them another, where one is compared. */
export function River({ study, patient }: { study: Study; patient: SubjectId }) {
  const { moment } = useMoment(study);
  const known = useKnown(study, moment);
  const query = useVersions(study, patient);
  const other = useBesidePatient();
  const others = useVersions(study, other);
  const told = useToldOf(patient, query.data, known);
  const beside = useToldOf(other, others.data, known);
  return (
    <Loaded query={query}>
      {() =>
        told && known ? (
          <Lanes
            study={study}
            all={beside ? [told, beside] : [told]}
            versions={query.data?.all ?? []}
            moment={moment}
            dataEnd={known.dataEnd}
            other={other}
            otherQuery={others}
          />
        ) : (
          known && (
            <>
              <p className="mb-4 text-soft">Nothing was known of this patient then.</p>
              <Unknown study={study} versions={query.data?.all ?? []} />
            </>
          )
        )
      }
    </Loaded>
  );
}

/** The finding: what is prescribed and how long supplies last, or that follow-up has ended. */
function finding(facts: readonly Fact[]): string {
  const ended = facts.find(({ kind }) => kind === "ended");
  if (ended) return `follow-up ended on ${isoDay(ended.since)} (${spaced(ended.event.type ?? "")})`;
  const now = facts
    .filter(({ kind }) => kind === "prescribed")
    .map(({ of, value }) => [of, value].filter(Boolean).join(" "));
  const left = facts.filter(({ kind }) => kind === "supply").map(({ of, value }) => `${of} ${value}`);
  return [
    now.length > 0 ? `prescribed ${now.join(" and ")}` : "nothing prescribed",
    left.length > 0 ? `supply: ${left.join(", ")}` : "",
  ]
    .filter(Boolean)
    .join("; ");
}

/** What was recorded of a patient of whom nothing was known then: the way back to when something was. */
function Unknown({ study, versions }: { study: Study; versions: readonly PatientEvent[] }) {
  const [opened, setOpened] = useState<PatientEvent | null>(null);
  return (
    <>
      {versions.length > 0 && <KnownWhen study={study} events={versions} onOpen={setOpened} />}
      {opened && <Opened study={study} event={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

const Opened = ({ study, event, onClose }: { study: Study; event: PatientEvent; onClose(): void }) => (
  <Panel title={spaced(event.type ?? "Event")} about={isoMoment(event.occurredAt)} onClose={onClose}>
    <EventWhole study={study} event={event} />
  </Panel>
);

type LanesProps = {
  study: Study;
  all: readonly Told[];
  /** Every version of the events of the first of them. */
  versions: readonly PatientEvent[];
  moment: string | null;
  dataEnd: string;
  other: SubjectId | null;
  otherQuery: OtherQuery;
};

/** The time that is read (axis ms), within its day where hours are; and after which event, where it was reached by events. */
type Read = { at: number; within: boolean; count: number | null };

function Lanes({ study, all, versions, moment, dataEnd, other, otherQuery }: LanesProps) {
  const [choice, setChoice] = useState<AxisChoice>({ from: byCalendar, cutShort: false });
  const [read, setRead] = useState<Read | null>(null);
  const [opened, setOpened] = useState<PatientEvent | null>(null);
  const [table, setTable] = useState(false);
  const [printing, setPrinting] = useState(false);
  // What lies below the timeline does not keep it waiting.
  const below = useDeferredValue(true, false);
  const axis = useMemo(() => axisOf(all, choice.from, choice.cutShort), [all, choice]);
  const [told] = all;
  const { walls } = useWalls(study, read?.within || read?.count != null ? (told?.key ?? null) : null);
  if (!told) return null;
  const { events } = told;
  const origin = axis.origins[0] ?? 0;
  const last = told.end - dayMs - origin;
  const current = read?.count == null ? null : (events[read.count - 1] ?? null);
  const reached = current && (walls.get(placeOf(current)) ?? Date.parse(current.day)) - origin;
  const at = Math.min(last + dayMs - 1, Math.max(axis.warp.real(axis.whole.from), reached ?? read?.at ?? last));
  const day = iso(at + origin);
  const count = read?.count ?? countBy(events, at + origin, read?.within ? walls : null);
  const facts = factsOn(told.after(count), day);
  const latest = factsOn(told.after(events.length), dataEnd);
  const sources = new Set(events.flatMap(({ source }) => source ?? [])).size;
  const ofDay = events.filter((event) => event.day === day);
  const step = (by: 1 | -1) => {
    const next = Math.min(events.length, Math.max(1, by > 0 ? count + 1 : read?.count == null ? count : count - 1));
    setRead({ at: 0, within: false, count: next });
  };
  const said = current
    ? `${isoDay(day)}, ${spaced(current.type ?? "")}`
    : `${isoDay(day)}, ${plural(ofDay.length, "event")}`;
  if (printing)
    return (
      <Sheet
        {...{ study, told, moment, dataEnd, facts, day }}
        axis={axisOf([told], byCalendar, false)}
        finding={finding(latest)}
        at={at + origin}
        onBack={() => setPrinting(false)}
      />
    );
  return (
    <>
      <h1>{`Patient ${told.patient.id}: ${finding(latest)}`}</h1>
      <p className="mb-4 text-soft">
        {`${plural(events.length, "event")}${sources === 0 ? "" : ` from ${plural(sources, "source")}`} since ${isoDay(iso(told.first))} · days in ${zoneWords(study)}`}
      </p>
      <div className="grid items-start gap-4.5 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <section aria-label="Timeline" className="card min-w-0">
          <Timeline
            key={all.map(({ key }) => key).join(" ")}
            {...{ study, all, moment, axis, choice, at, said }}
            onChoice={(change) => {
              setChoice((now) => ({ ...now, ...change }));
              setRead(null);
            }}
            onAt={(time, within) => setRead({ at: time, within, count: null })}
            onStep={step}
            onOpen={setOpened}
          />
          <div className="mt-3 flex flex-wrap gap-2 border-t border-line pt-3">
            <Button kind="quiet" aria-expanded={table} onPress={() => setTable(!table)}>
              Table
            </Button>
            <Button kind="quiet" onPress={() => setPrinting(true)}>
              Print
            </Button>
            <Beside study={study} other={other} shown={all.length > 1} query={otherQuery} />
          </div>
          {table &&
            all.map((one, i) => (
              <StretchTable
                key={one.key}
                label={all.length > 1 ? `Timeline of patient ${i + 1}` : "Timeline"}
                stretches={one.stretches}
                onOpen={({ events: [event] }) => event && setOpened(event)}
              />
            ))}
        </section>
        <div className="space-y-4.5">
          <Facts day={day} after={current} facts={facts} onOpen={setOpened} />
          <OfDay day={day} events={ofDay} current={current} onOpen={setOpened} />
        </div>
      </div>
      {below && (
        <>
          <div className="mt-4.5">
            <KnownWhen study={study} events={versions} onOpen={setOpened} />
          </div>
          <div className="mt-4.5 max-w-3xl">
            <Calendar
              events={events}
              day={day}
              dataEnd={dataEnd}
              onDay={(date) => setRead({ at: Date.parse(date) - origin, within: false, count: null })}
            />
          </div>
        </>
      )}
      {opened && <Opened study={study} event={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
