"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count, isoDay, isoMoment, plural } from "@/lib/charts/format";
import { keyOf, questionIn } from "@/lib/insights/ask";
import { type Changed, type ChangeKind, changeKinds, changes } from "@/lib/insights/changes";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Study } from "@/lib/log/study";
import { EventWhole } from "../behind/event-whole";
import { Loaded } from "../behind/loaded";
import { Panel } from "../behind/panel";
import { type DataColumn, DataTable } from "../kit/table";
import type { Comparison } from "./compared";
import type { Answered } from "./use-answer";

const limit = 1000;

const kindWords: Readonly<Record<ChangeKind, readonly [one: string, many: string]>> = {
  new: ["new event", "new events"],
  correction: ["correction", "corrections"],
  retraction: ["retraction", "retractions"],
  conflict: ["conflict", "conflicts"],
  restored: ["restored event", "restored events"],
};

const columns: DataColumn<Changed>[] = [
  { id: "kind", label: "Kind", numeric: false, least: 90, value: ({ kind }) => kind },
  { id: "patient", label: "Patient", numeric: false, least: 88, value: ({ patient }) => patient },
  { id: "type", label: "Type", numeric: false, least: 166, value: ({ event }) => event.type },
  {
    id: "day",
    label: "Day",
    numeric: false,
    least: 70,
    value: ({ event }) => event.day,
    text: ({ event }) => (event.day ? isoDay(event.day) : "–"),
  },
  {
    id: "recorded",
    label: "Recorded at",
    numeric: false,
    least: 122,
    value: ({ event }) => event.recordedAt,
    text: ({ event }) => (event.recordedAt ? isoMoment(event.recordedAt) : "–"),
  },
  { id: "by", label: "Recorded by", numeric: false, least: 130, value: ({ event }) => event.recordedBy },
  { id: "source", label: "Source", numeric: false, least: 97, value: ({ event }) => event.source },
];

type ChangesListProps = { study: Study; insight: AnyInsight; answer: Answered; comparison: Comparison };

/** What was recorded between two moments and made the figure differ; each event opens as it stands in its file. */
export function ChangesList({ study, insight, answer, comparison }: ChangesListProps) {
  const { since, words } = comparison;
  const [opened, setOpened] = useState<Changed | null>(null);
  const query = useQuery({
    queryKey: ["changes", study.digest, insight.id, keyOf(answer), since],
    queryFn: ({ signal }) => changes(study, insight, { ...questionIn(answer), since }, null, { limit, signal }),
  });
  return (
    <Loaded query={query}>
      {({ total, kinds, events }) =>
        total === 0 ? (
          <p className="text-sm text-soft">{`Nothing that was recorded after ${words} touches this figure; where it differs, only time has passed.`}</p>
        ) : (
          <>
            <p className="mb-2 text-sm">
              <strong className="font-semibold">{`${plural(total, "event")} made the difference`}</strong>{" "}
              <span className="text-soft">
                {changeKinds
                  .filter((kind) => kinds[kind] > 0)
                  .map((kind) => plural(kinds[kind], ...kindWords[kind]))
                  .join(", ")}
                {total > events.length && ` · the newest ${count(events.length)} are listed`}
              </span>
            </p>
            <DataTable
              label={`Recorded since ${words}`}
              columns={columns}
              rows={events}
              rowKey={({ event }) => `${event.segment} ${event.row}`}
              onOpen={(one) => setOpened(one)}
              lines={2}
            />
            {opened && (
              <Panel
                title={opened.event.type ?? "Event"}
                about={`${kindWords[opened.kind][0]} · patient ${opened.patient}`}
                onClose={() => setOpened(null)}
              >
                <EventWhole study={study} event={opened.event} />
              </Panel>
            )}
          </>
        )
      }
    </Loaded>
  );
}
