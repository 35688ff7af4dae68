"use client";
import { useQuery } from "@tanstack/react-query";
import { count, plural } from "@/lib/charts/format";
import { eventsFile, optionalColumns } from "@/lib/export/events";
import type { Study } from "@/lib/log/study";
import { RowsLeave } from "../export/rows-leave";

/** All events of the study as one Parquet file, versions and who stated them included. */
export function ExportEvents({ study }: { study: Study }) {
  const { data: columns } = useQuery({
    queryKey: ["columns that may stay", study.digest],
    queryFn: ({ signal }) => optionalColumns(study, signal),
  });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      {columns && (
        <RowsLeave
          act="Export events"
          title="Events leave this browser"
          words={`${count(study.events)} events of ${plural(study.patients, "patient")}, one row for each stretch of time in which a version of an event was known, as one Parquet file. It is about single patients, and no report.`}
          what="events"
          digest={study.digest}
          knownAt={null}
          columns={columns}
          write={async ({ disguise, without }, signal) => {
            const { exportedEvents } = await import("@/lib/export/events");
            const { writeInWorker } = await import("@/lib/ingest/worker/client");
            const { blob, left, rows } = await exportedEvents(study, writeInWorker, { disguise, without, signal });
            return { file: blob, name: eventsFile, rows, patients: study.patients, left };
          }}
        />
      )}
      <p className="text-sm text-soft">
        What the statement under a figure is asked beside, in any DuckDB. Under pseudonyms unless you say otherwise.
      </p>
    </div>
  );
}
