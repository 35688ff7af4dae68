"use client";
import { useMutation } from "@tanstack/react-query";
import { count } from "@/lib/charts/format";
import { describe, failureOf } from "@/lib/failure";
import type { Study } from "@/lib/log/study";
import { eventsFile } from "@/lib/export/events";
import { Button } from "../kit/button";
import { save } from "../kit/save";

function Failure({ error }: { error: Error }) {
  const { what, next } = describe(failureOf(error));
  return <p role="alert" className="text-sm text-bad">{`${what} ${next}`}</p>;
}

/** All events of the study as one Parquet file, versions and who stated them included. */
export function ExportEvents({ study }: { study: Study }) {
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: async () => {
      const { exportedEvents } = await import("@/lib/export/events");
      const { writeInWorker } = await import("@/lib/ingest/worker/client");
      const { blob, left } = await exportedEvents(study, writeInWorker);
      save(blob, eventsFile, "application/vnd.apache.parquet");
      return left;
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <Button isDisabled={isPending} onPress={() => mutate()}>
        {isPending ? `Writing ${count(study.events)} events` : `Export ${eventsFile}`}
      </Button>
      <p className="text-sm text-soft">
        It holds single patients: it is for you, not for a report. One row for each stretch of time in which a version
        of an event was known.
      </p>
      {data && data.length > 0 && (
        <p className="text-sm text-soft">{`Not carried over, because they have too many different values: ${data.join(", ")}.`}</p>
      )}
      {error && <Failure error={error} />}
    </div>
  );
}
