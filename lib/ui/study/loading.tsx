"use client";
import { ProgressBar } from "react-aria-components";
import { count, duration } from "@/lib/charts/format";
import type { Progress } from "@/lib/log/ingest";
import { Button } from "../kit/button";
import { useWorkspace } from "./provider";

const stages: Record<Progress["stage"], string> = {
  open: "Opening",
  read: "Reading",
  settle: "Putting events in order",
};

function words(progress: Progress | null): { head: string; rows: string; left: string } {
  if (!progress) return { head: "Starting the database", rows: "", left: "" };
  const { stage, file, files, filesDone, rows, total, secondsLeft } = progress;
  return {
    head: [stages[stage], file].filter(Boolean).join(" "),
    rows: [
      stage !== "open" && (total === null ? `${count(rows)} rows` : `${count(rows)} of ${count(total)} rows`),
      files > 1 && stage !== "settle" && `file ${Math.min(filesDone + 1, files)} of ${files}`,
    ]
      .filter(Boolean)
      .join(" · "),
    left: secondsLeft === null || secondsLeft < 1 ? "" : `about ${duration(secondsLeft)} left`,
  };
}

/** How far the loading of files is, and the way out of it. */
export function LoadingFiles() {
  const { job, cancel } = useWorkspace();
  if (!job) return null;
  const { progress } = job;
  const { head, rows, left } = words(progress);
  const known = progress?.stage === "read" && progress.total !== null && progress.total > 0;
  const value = known ? (100 * progress.rows) / (progress.total ?? 1) : 0;
  return (
    <section aria-label="Loading" className="card">
      <ProgressBar aria-label={head} value={value} isIndeterminate={!known}>
        {({ percentage }) => (
          <>
            <div className="flex items-baseline justify-between gap-4">
              <p className="truncate font-semibold">{head}</p>
              <p className="text-soft">{known ? `${Math.floor(percentage ?? 0)}\u00a0%` : ""}</p>
            </div>
            <div className="mt-3 h-1.5 overflow-hidden rounded-full bg-river-soft">
              <div
                className={`h-full rounded-full bg-river ${known ? "" : "w-1/3 animate-[drift_1.6s_ease-in-out_infinite] motion-reduce:w-full motion-reduce:opacity-40"}`}
                style={known ? { width: `${percentage ?? 0}%` } : undefined}
              />
            </div>
          </>
        )}
      </ProgressBar>
      <div className="mt-3 flex items-center justify-between gap-4 text-sm text-soft">
        <p>{[rows, left].filter(Boolean).join(" · ")}</p>
        <Button kind="plain" onPress={cancel} className="px-3! py-1!">
          Cancel
        </Button>
      </div>
    </section>
  );
}
