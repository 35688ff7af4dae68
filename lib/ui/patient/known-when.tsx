"use client";
import { useState } from "react";
import { BothClocks, ClockKey } from "@/lib/charts/both-clocks";
import { type ClockMark, standingOf } from "@/lib/charts/both-clocks-layout";
import { count, isoDay, plural, spaced } from "@/lib/charts/format";
import { Segmented } from "@/lib/charts/segmented";
import type { Study } from "@/lib/log/study";
import { daysLate, isLate } from "@/lib/projections/patient/changes";
import type { PatientEvent } from "@/lib/projections/patient/events";
import { Button } from "../kit/button";
import { DataTable } from "../kit/table";
import { dayOfMoment } from "../known/words";
import { Changed } from "./changed";
import { eventName } from "./changes-words";
import { useKnownLine } from "./known-line";
import { noteRows, standingsOf, successions, versionWords } from "./versions";

const dayMs = 86_400_000;

const markOf = ({ occurredAt, recordedAt, held }: PatientEvent): ClockMark => ({
  happened: Date.parse(occurredAt),
  recorded: Date.parse(recordedAt),
  held: held.map(({ from, until }) => ({ from: Date.parse(from), until: until === null ? null : Date.parse(until) })),
});

const within = (at: number, from: number, to: number) => at >= from && at < to;

/** Late by more than a day, corrected or withdrawn, or what does so. */
const standsOut = (event: PatientEvent): boolean =>
  event.names !== null || event.held.at(-1)?.until !== null || isLate(event, event.recordedAt);

const standing: ReadonlySet<string | null> = new Set(["trait", "observation"]);

type KnownWhenProps = {
  study: Study;
  /** Every version of the patient's events. */
  events: readonly PatientEvent[];
  onOpen(event: PatientEvent): void;
};

type Span = "all" | "quarter" | "month";
const spans: readonly { id: Span; label: string; days: number }[] = [
  { id: "all", label: "All", days: Infinity },
  { id: "quarter", label: "90 days", days: 90 },
  { id: "month", label: "30 days", days: 30 },
];

/** The days around the moment that are shown, of all: UTC midnights (ms), the end exclusive. */
function windowOf(from: number, to: number, at: number, days: number): [number, number] {
  if (days >= (to - from) / dayMs) return [from, to];
  const end = Math.min(to, at + Math.ceil(days / 3) * dayMs);
  return [Math.max(from, end - days * dayMs), Math.max(end, from + days * dayMs)];
}

/** What was known of a patient when: both clocks on one picture, the moment that is known moved on it, and what changed between two moments in words. */
export function KnownWhen({ study, events, onOpen }: KnownWhenProps) {
  const [table, setTable] = useState(false);
  const [span, setSpan] = useState<Span>("all");
  const recorded = events.reduce((least, { recordedAt }) => (recordedAt < least ? recordedAt : least), study.now);
  const { moment, line } = useKnownLine(study, dayOfMoment(recorded, study.zone));
  const begins = events.find(({ role }) => !standing.has(role))?.day ?? study.dataStart;
  const days = spans.find(({ id }) => id === span)?.days ?? Infinity;
  const [from, to] = windowOf(Math.min(Date.parse(begins), line.from), line.to + dayMs, line.at, days);
  const shown = events.filter(({ recordedAt }) => within(Date.parse(recordedAt), from, to));
  const stands = standingsOf(events);
  const at = Date.parse(moment);
  const ways = events.map((event) => standingOf(markOf(event), at));
  const n = (way: string) => ways.filter((one) => one === way).length;
  const iso = (ms: number) => (ms === at ? moment : `${new Date(ms).toISOString().slice(0, -1)}999Z`);
  return (
    <div className="space-y-4.5">
      <section aria-label="What we knew when" className="card min-w-0">
        <h2 className="text-base font-semibold">
          {`${line.words(line.at).replace(/^a/, "A")}: ${[
            `${plural(n("held"), "record")} in use`,
            `${count(n("ended"))} corrected or withdrawn`,
            ...(n("unknown") > 0 ? [`${count(n("unknown"))} not known yet`] : []),
          ].join(", ")}`}
        </h2>
        <p className="mb-3 text-sm text-soft">
          Each mark is a record: along, when it happened; upwards, when it was recorded. Move the line to see the
          history as it stood then.
        </p>
        <Segmented<Span> label="Days around the moment" value={span} options={spans} onChange={setSpan} />
        <BothClocks
          title="What we knew when"
          marks={shown.map(markOf)}
          standsOut={shown.map(standsOut)}
          links={successions(shown)}
          from={from}
          to={to}
          line={line}
          say={(i, then) => {
            const event = shown[i];
            return event ? versionWords(event, stands(event, iso(then))) : "";
          }}
          note={(i, then) => {
            const event = shown[i];
            return event ? { head: eventName(event), rows: noteRows(event, stands(event, iso(then))) } : null;
          }}
          onPick={(i) => {
            const event = shown[i];
            if (event) onOpen(event);
          }}
        />
        <ClockKey />
        <div className="mt-3 border-t border-line pt-3">
          <Button kind="quiet" aria-expanded={table} onPress={() => setTable(!table)}>
            Table
          </Button>
        </div>
        {table && <VersionTable events={events} stands={(event) => stands(event, moment)} onOpen={onOpen} />}
      </section>
      <Changed study={study} events={events} moment={moment} onOpen={onOpen} />
    </div>
  );
}

type VersionTableProps = {
  events: readonly PatientEvent[];
  stands(event: PatientEvent): string;
  onOpen(event: PatientEvent): void;
};

function VersionTable({ events, stands, onOpen }: VersionTableProps) {
  return (
    <div className="mt-3">
      <DataTable<PatientEvent>
        label="What we knew when"
        rows={events}
        rowKey={({ segment, row }) => `${segment} ${row}`}
        onOpen={onOpen}
        height={480}
        columns={[
          {
            id: "happened",
            label: "Happened",
            numeric: false,
            least: 116,
            value: ({ occurredAt }) => occurredAt,
            text: ({ day }) => isoDay(day),
          },
          {
            id: "recorded",
            label: "Recorded",
            numeric: false,
            least: 116,
            value: ({ recordedAt }) => recordedAt,
            text: ({ recordedAt }) => isoDay(recordedAt),
          },
          {
            id: "late",
            label: "Days late",
            numeric: true,
            least: 92,
            value: (event) => daysLate(event, event.recordedAt),
          },
          {
            id: "what",
            label: "What",
            numeric: false,
            least: 210,
            parts: 2,
            value: ({ type, item }) => [spaced(type ?? ""), item].filter(Boolean).join(" · "),
          },
          { id: "by", label: "By", numeric: false, least: 130, value: ({ recordedBy }) => recordedBy },
          { id: "source", label: "Source", numeric: false, least: 110, value: ({ source }) => source },
          { id: "stands", label: "How it stands", numeric: false, least: 190, parts: 2, value: stands },
        ]}
      />
    </div>
  );
}
