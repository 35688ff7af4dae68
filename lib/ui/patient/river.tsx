"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SubjectId } from "@/lib/cohorts/cohort";
import { isoDay, isoMoment, plural, spaced } from "@/lib/charts/format";
import { RiverLanes } from "@/lib/charts/river-lanes";
import { Segmented } from "@/lib/charts/segmented";
import type { Study } from "@/lib/log/study";
import { asKnownAt, bearersOf, patientEvents, type PatientEvent } from "@/lib/projections/patient/events";
import { lanesOf, type Stretch } from "@/lib/projections/patient/lanes";
import { type Fact, stateAt } from "@/lib/projections/patient/state";
import { EventWhole } from "../behind/event-whole";
import { Loaded } from "../behind/loaded";
import { Panel } from "../behind/panel";
import { Button } from "../kit/button";
import { DataTable } from "../kit/table";
import { useKnown, useMoment } from "../known/use-known";
import { zoneWords } from "../study/zone";
import { Facts } from "./facts";
import { handleOf } from "./handle";
import { drawn, stretchWords } from "./lanes";

const dayMs = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

type Span = "all" | "year" | "quarter" | "month" | "week";
const spans: readonly { id: Span; label: string; days: number }[] = [
  { id: "all", label: "All", days: Infinity },
  { id: "year", label: "Year", days: 365 },
  { id: "quarter", label: "90 days", days: 90 },
  { id: "month", label: "30 days", days: 30 },
  { id: "week", label: "Week", days: 7 },
];

/** Every version of a patient's events, read once; none where nobody bears the id. */
const useEvents = (study: Study, patient: SubjectId) =>
  useQuery({
    queryKey: ["patient", study.digest, handleOf(patient)],
    queryFn: async ({ signal }) => {
      const bearer = (await bearersOf(study, patient.id)).find(({ namespace }) => namespace === patient.namespace);
      return bearer ? ((await patientEvents(study, [bearer.key], { signal })).get(bearer.key) ?? []) : [];
    },
  });

/** One patient: what happened, and what was true on a day. */
export function River({ study, patient }: { study: Study; patient: SubjectId }) {
  const { moment } = useMoment(study);
  const known = useKnown(study, moment);
  const query = useEvents(study, patient);
  return (
    <Loaded query={query}>
      {(all) => {
        const events = known ? asKnownAt(all, known.moment) : [];
        return events.length === 0 ? (
          <p className="text-soft">{known ? "Nothing was known of this patient then." : ""}</p>
        ) : (
          <Lanes study={study} patient={patient} events={events} dataEnd={known?.dataEnd ?? ""} />
        );
      }}
    </Loaded>
  );
}

type LanesProps = { study: Study; patient: SubjectId; events: readonly PatientEvent[]; dataEnd: string };

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

/** From the first event to the end of the data, or to a month after the last event where follow-up has ended: UTC midnights in ms, the end exclusive. */
function shownOf(events: readonly PatientEvent[], latest: readonly Fact[], dataEnd: string): [number, number] {
  const [first, last] = [events[0], events.at(-1)].map((event) => Date.parse(event?.day ?? dataEnd));
  const known = Math.max(Date.parse(dataEnd), first ?? 0);
  const ended = latest.some(({ kind }) => kind === "ended");
  return [first ?? known, (ended ? Math.min(known, (last ?? known) + 30 * dayMs) : known) + dayMs];
}

function Lanes({ study, patient, events, dataEnd }: LanesProps) {
  const [span, setSpan] = useState<Span>("all");
  const [picked, setPicked] = useState<number | null>(null);
  const [opened, setOpened] = useState<PatientEvent | null>(null);
  const [table, setTable] = useState(false);
  const latest = stateAt(events, { day: dataEnd, moment: null });
  const [first, end] = shownOf(events, latest, dataEnd);
  const day = Math.min(end - dayMs, Math.max(first, picked ?? end - dayMs));
  const days = spans.find(({ id }) => id === span)?.days ?? Infinity;
  const whole = (end - first) / dayMs;
  const from =
    days >= whole ? first : Math.min(end - days * dayMs, Math.max(first, day - Math.floor(days / 2) * dayMs));
  const to = days >= whole ? end : from + days * dayMs;
  const stretches = lanesOf(events);
  const facts = stateAt(events, { day: iso(day), moment: null });
  const sources = new Set(events.flatMap(({ source }) => source ?? [])).size;
  const ofDay = events.filter((event) => event.day === iso(day));
  const before = events.findLast((event) => event.day < iso(day));
  const after = events.find((event) => event.day > iso(day) && Date.parse(event.day) < end);
  return (
    <>
      <h1>{`Patient ${patient.id}: ${finding(latest)}`}</h1>
      <p className="mb-4 text-soft">
        {`${plural(events.length, "event")} from ${plural(sources, "source")} since ${isoDay(iso(first))} · days in ${zoneWords(study)}`}
      </p>
      <div className="grid items-start gap-4.5 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <section aria-label="Timeline" className="card min-w-0">
          <div className="flex flex-wrap items-start justify-between gap-x-4">
            <Segmented<Span> label="Shown" value={span} options={spans} onChange={setSpan} />
            <div className="mb-3 flex gap-2">
              <Button kind="chip" isDisabled={!before} onPress={() => before && setPicked(Date.parse(before.day))}>
                Day before with events
              </Button>
              <Button kind="chip" isDisabled={!after} onPress={() => after && setPicked(Date.parse(after.day))}>
                Next
              </Button>
            </div>
          </div>
          <RiverLanes
            title="Timeline, the day that is read"
            lanes={drawn(stretches, end)}
            from={from}
            to={to}
            day={day}
            said={`${isoDay(iso(day))}, ${plural(ofDay.length, "event")}`}
            onDay={setPicked}
          />
          <div className="mt-3 border-t border-line pt-3">
            <Button kind="quiet" aria-expanded={table} onPress={() => setTable(!table)}>
              Table
            </Button>
          </div>
          {table && <StretchTable stretches={stretches} onOpen={({ events: [event] }) => event && setOpened(event)} />}
        </section>
        <div className="space-y-4.5">
          <Facts day={iso(day)} facts={facts} onOpen={setOpened} />
          <OfDay day={iso(day)} events={ofDay} onOpen={setOpened} />
        </div>
      </div>
      {opened && (
        <Panel
          title={spaced(opened.type ?? "Event")}
          about={isoMoment(opened.occurredAt)}
          onClose={() => setOpened(null)}
        >
          <EventWhole study={study} event={opened} />
        </Panel>
      )}
    </>
  );
}

/** The events of a day, each with who recorded it. */
function OfDay({
  day,
  events,
  onOpen,
}: {
  day: string;
  events: readonly PatientEvent[];
  onOpen(event: PatientEvent): void;
}) {
  return (
    <section aria-label={`Events of ${isoDay(day)}`} className="card">
      <h2 className="mb-2 text-base font-semibold">{`Events of ${isoDay(day)}`}</h2>
      {events.length === 0 && <p className="text-sm text-soft">None.</p>}
      <ul className="-mx-1.5 text-sm">
        {events.map((event) => (
          <li key={`${event.segment} ${event.row}`}>
            <button
              type="button"
              onClick={() => onOpen(event)}
              className="w-full rounded-field px-1.5 py-1 text-left hover:bg-river-faint"
            >
              {[spaced(event.type ?? ""), event.item].filter(Boolean).join(" · ")}
              <span className="block text-xs break-words text-soft">{`recorded ${isoMoment(event.recordedAt)}${event.recordedBy === null ? "" : ` by ${event.recordedBy}`}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function StretchTable({ stretches, onOpen }: { stretches: readonly Stretch[]; onOpen(stretch: Stretch): void }) {
  const dash = (text: string | null) => text ?? "–";
  return (
    <div className="mt-3">
      <DataTable
        label="Timeline"
        rows={stretches}
        rowKey={(_, i) => String(i)}
        onOpen={onOpen}
        height={480}
        columns={[
          { id: "lane", label: "Lane", numeric: false, least: 110, value: ({ lane }) => lane },
          { id: "what", label: "What", numeric: false, least: 260, value: stretchWords },
          {
            id: "from",
            label: "From",
            numeric: false,
            least: 118,
            value: ({ from }) => from,
            text: ({ from }) => isoDay(from),
          },
          {
            id: "to",
            label: "To",
            numeric: false,
            least: 118,
            value: ({ to }) => to,
            text: ({ to }) => (to === null ? "still" : isoDay(to)),
          },
          {
            id: "by",
            label: "Recorded by",
            numeric: false,
            least: 150,
            value: ({ events: [event] }) => dash(event?.recordedBy ?? null),
          },
        ]}
      />
    </div>
  );
}
