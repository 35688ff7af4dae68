"use client";
import { useState } from "react";
import { describe, type Failure } from "@/lib/failure";
import { insights } from "@/lib/insights/registry";
import type { Made } from "@/lib/reports/made";
import { ReportDocument } from "@/lib/reports/document";
import { Button } from "../kit/button";
import { Message } from "../states/message";
import { Skeleton, useLong } from "../states/waiting";
import { hiddenOf, hiddenWords } from "./hidden";
import { paperColours } from "./styles";
import { useFitting } from "./use-fitting";
import type { Making, Progress } from "./use-made";
import { viewsOf } from "./views-of";

/** A report on its paper, which is white whatever the page is. */
function Sheet({ made, stale }: { made: Made; stale: boolean }) {
  const [colours] = useState(paperColours);
  const { place, zoom } = useFitting<HTMLDivElement>();
  return (
    <div
      ref={place}
      data-sheet
      inert={stale}
      role="group"
      aria-label="The report"
      tabIndex={0}
      style={colours}
      className={`scheme-light relative overflow-auto rounded-card border border-line bg-card text-ink shadow-lift xl:max-h-[calc(100dvh-4.5rem)] print:max-h-none! print:overflow-visible! print:rounded-none print:border-0 print:opacity-100! print:shadow-none ${stale ? "opacity-45 transition-opacity" : ""}`}
    >
      <div style={{ zoom }} className="print:[zoom:1]!">
        <ReportDocument made={made} views={viewsOf(made)} />
      </div>
    </div>
  );
}

function Waiting({ progress: { done, of }, onCancel }: { progress: Progress; onCancel(): void }) {
  const words = of === 0 ? "Making the report" : `Figure ${Math.min(done + 1, of)} of ${of}`;
  return (
    <div className="sticky top-2 z-10 mx-auto mb-3 w-fit max-w-full rounded-full border border-line bg-raised shadow-lift print:hidden">
      <div className="flex items-center gap-3 py-1 pr-1 pl-4 text-sm">
        <span role="status" className="tabular-nums">
          {words}
        </span>
        <Button kind="chip" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

type PreviewProps = {
  making: Making;
  /** What the report lacks, in words. */
  faults: readonly string[];
  onCancel(): void;
  onAgain(): void;
};

/** What went wrong, with a word on what to do about it here. */
function wordsOf(failure: Failure): { what: string; next: string } {
  if (failure.kind !== "params") return describe(failure);
  const title = insights.get(failure.insight)?.title ?? failure.insight;
  return {
    what: `The figure “${title}” does not take what it is asked: ${failure.detail}.`,
    next: "Open it from its part of the report, and put it back as it is then.",
  };
}

/** What stands where no report was made, or above the one that was made before. */
function Told({ making, faults, onAgain }: Omit<PreviewProps, "onCancel">) {
  if (making.kind === "unfinished")
    return (
      <Message icon="file" head="The report is not finished.">
        <ul>
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      </Message>
    );
  if (making.kind === "failed") {
    const { what, next } = wordsOf(making.failure);
    return (
      <Message icon={making.failure.kind === "disclosure" ? "lock" : "alert"} tone="bad" role="alert" head={what}>
        <p>{next}</p>
        <Button onPress={onAgain}>Make it again</Button>
      </Message>
    );
  }
  if (making.kind === "stopped" && !making.old)
    return (
      <Message icon="clock" head="Cancelled before the report was made.">
        <Button onPress={onAgain}>Make it again</Button>
      </Message>
    );
  return null;
}

/** A report as its reader will have it, drawn anew a moment after it was changed. */
export function Preview({ making, faults, onCancel, onAgain }: PreviewProps) {
  const busy = making.kind === "first" || making.kind === "again";
  const dimmed = useLong(making.kind === "again", 0.4);
  const shown = making.kind === "made" ? making.made : "old" in making ? making.old : null;
  return (
    <section
      aria-labelledby="preview"
      aria-busy={busy || undefined}
      className="min-w-0 xl:sticky xl:top-4 print:static!"
    >
      <div className="mb-2.5 flex flex-wrap items-baseline justify-between gap-x-4 print:hidden">
        <h2 id="preview">As its reader sees it</h2>
        <p role="status" className="text-sm text-soft tabular-nums">
          {making.kind === "made" && hiddenWords(hiddenOf(making.made.made))}
        </p>
      </div>
      {(dimmed || making.kind === "first") && "progress" in making && (
        <Waiting progress={making.progress} onCancel={onCancel} />
      )}
      {making.kind === "first" && (
        <div className="card">
          <Skeleton />
        </div>
      )}
      {(making.kind === "failed" || making.kind === "unfinished" || (making.kind === "stopped" && !making.old)) && (
        <div className="card mb-4 print:hidden">
          <Told making={making} faults={faults} onAgain={onAgain} />
        </div>
      )}
      {making.kind === "stopped" && making.old && (
        <p className="mb-2.5 flex flex-wrap items-center gap-3 text-sm text-soft print:hidden">
          This is the report as it was made before.
          <Button kind="chip" onPress={onAgain}>
            Make it again
          </Button>
        </p>
      )}
      {shown && <Sheet made={shown.made} stale={making.kind === "made" ? false : making.kind !== "again" || dimmed} />}
    </section>
  );
}
