"use client";
import { useQuery } from "@tanstack/react-query";
import { plural } from "@/lib/charts/format";
import type { Row } from "@/lib/engine/decode";
import { keyOf, type Question } from "@/lib/insights/ask";
import { eventsBehind, type Patient } from "@/lib/insights/behind";
import { type EventRow, eventColumns } from "@/lib/insights/event-row";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Study } from "@/lib/log/study";
import { columnsOf } from "../kit/columns";
import { DataTable } from "../kit/table";
import { zoneWords } from "../study/zone";
import { Loaded } from "./loaded";

type EventsProps = {
  study: Study;
  insight: AnyInsight;
  question: Question;
  cell: Row;
  aside: string | null;
  patient: Patient;
  onOpen(event: EventRow): void;
};

const limit = 2000;

const labels: Readonly<Record<string, string>> = {
  day: "Day",
  type: "Type",
  item: "Item",
  dose: "Dose",
  unit: "Unit",
  perDay: "Per day",
  daysSupply: "Days supplied",
  value: "Value",
  until: "Until",
  reason: "Reason",
  occurredAt: "Occurred at",
  recordedAt: "Recorded at",
  recordedBy: "Recorded by",
  source: "Source",
};

/** The events that made a patient's part of a cell; columns that none of them fills are left out. */
export function Events({ study, insight, question, cell, aside, patient, onOpen }: EventsProps) {
  const query = useQuery({
    queryKey: ["events-behind", study.digest, insight.id, keyOf(question), cell, aside, patient.subject],
    queryFn: ({ signal }) => eventsBehind(study, insight, question, cell, patient.subject, { limit, signal, aside }),
  });
  return (
    <Loaded query={query}>
      {(events) => {
        const filled = Object.fromEntries(
          Object.keys(labels).flatMap((name) =>
            Object.entries(eventColumns).filter(
              ([id]) =>
                id === name &&
                events.some((event) => Object.entries(event).some(([key, value]) => key === id && value !== null)),
            ),
          ),
        );
        return (
          <>
            <p className="mb-3 text-soft">{`${plural(events.length, "event")}${events.length === limit ? " or more; the first are listed" : ""} · days in ${zoneWords(study)}`}</p>
            <DataTable
              label={`Events of patient ${patient.id}`}
              columns={columnsOf(filled, labels)}
              rows={events}
              rowKey={({ segment, row }) => `${segment} ${row}`}
              onOpen={onOpen}
              height={640}
            />
            <p className="mt-3 text-sm text-soft">Open an event to see the row of the file that says so.</p>
          </>
        );
      }}
    </Loaded>
  );
}
