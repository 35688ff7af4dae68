"use client";
import { useRef, useState } from "react";
import { describe, failureOf } from "@/lib/failure";
import type { Study } from "@/lib/log/study";
import { type Carried, carriedIn } from "@/lib/reports/carried";
import { comparedWords } from "@/lib/reports/reproduce";
import { useLeft } from "../export/use-left";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { shortMoment } from "../known/words";
import { madeAgain } from "./again";
import type { Progress } from "./use-made";

type Standing =
  | { kind: "refused"; words: string }
  | { kind: "making"; progress: Progress }
  | { kind: "identical"; carried: Carried }
  | { kind: "moved"; carried: Carried; lines: readonly string[]; erased: string | null };

type ReopenProps = {
  study: Study;
  /** Takes up what the report was made from, to go on with it. */
  onTake(carried: Carried): void;
};

/** Opens a report's file, makes it again and says whether it comes out the same. */
export function useReopened(study: Study) {
  const [found, setFound] = useState<{ name: string; standing: Standing } | null>(null);
  const running = useRef<AbortController | null>(null);
  const { before } = useLeft();
  const open = async (file: File) => {
    running.current?.abort();
    const { signal } = (running.current = new AbortController());
    const say = (standing: Standing) => {
      if (!signal.aborted) setFound({ name: file.name, standing });
    };
    const read = carriedIn(await file.text());
    if (!read) return say({ kind: "refused", words: `“${file.name}” carries no report that can be read.` });
    const { carried, intact } = read;
    if (!intact)
      return say({
        kind: "refused",
        words: `“${file.name}” is not as it was made: somebody changed it since. It was not opened.`,
      });
    say({ kind: "making", progress: { done: 0, of: 0 } });
    try {
      const onFigure = (done: number, of: number) => say({ kind: "making", progress: { done, of } });
      const { compared, erased } = await madeAgain(study, carried, { signal, before, onFigure });
      say(
        compared.kind === "identical"
          ? { kind: "identical", carried }
          : { kind: "moved", carried, lines: comparedWords(compared), erased },
      );
    } catch (thrown) {
      const { what, next } = describe(failureOf(thrown));
      say({ kind: "refused", words: `“${file.name}” could not be made again. ${what} ${next}` });
    }
  };
  const close = () => {
    running.current?.abort();
    setFound(null);
  };
  return { found, open, close };
}

export type Reopened = ReturnType<typeof useReopened>;

/** The way to a report's file. */
export function ReopenButton({ onOpen }: { onOpen(file: File): void }) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind="quiet" onPress={() => file.current?.click()}>
        Check a report
      </Button>
      <input
        ref={file}
        type="file"
        accept=".html,text/html"
        aria-label="A report as HTML"
        hidden
        onChange={({ currentTarget }) => {
          const [given] = currentTarget.files ?? [];
          if (given) onOpen(given);
          currentTarget.value = "";
        }}
      />
    </>
  );
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul className="mt-1 space-y-0.5 text-sm text-soft">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

/** What came of a report that was opened. */
export function ReopenNote({ study, found, close, onTake }: ReopenProps & Omit<Reopened, "open">) {
  if (!found) return null;
  const { name, standing } = found;
  const bad = standing.kind === "refused";
  const head = {
    refused: "Refused.",
    making: "Making it again.",
    identical: "Identical.",
    moved: "Not the same.",
  }[standing.kind];
  return (
    <section
      aria-label="Checked report"
      className={`card mb-4.5 flex items-start gap-3 print:hidden ${bad ? "border-copper! bg-copper-soft!" : ""}`}
    >
      <span
        className={`mt-0.5 ${bad || standing.kind === "moved" ? "text-copper" : standing.kind === "identical" ? "text-moss" : "text-river"}`}
      >
        <Icon name={bad || standing.kind === "moved" ? "alert" : standing.kind === "identical" ? "check" : "clock"} />
      </span>
      <div role={bad ? "alert" : "status"} className="min-w-0 grow break-words">
        <p>
          <strong className="font-semibold">{head}</strong> {standing.kind === "refused" && standing.words}
          {standing.kind === "making" &&
            (standing.progress.of > 0
              ? `Figure ${Math.min(standing.progress.done + 1, standing.progress.of)} of ${standing.progress.of}.`
              : `“${name}”`)}
          {standing.kind === "identical" &&
            `“${name}”, made again as known at ${shortMoment(standing.carried.moment, study.zone)}, says the same to the last digit.`}
          {standing.kind === "moved" && `“${name}” does not come out as it was.`}
        </p>
        {standing.kind === "moved" && (
          <Lines lines={[...standing.lines, ...(standing.erased === null ? [] : [standing.erased])]} />
        )}
        {"carried" in standing && (
          <Button
            kind="link"
            className="mt-1.5 text-sm"
            onPress={() => {
              onTake(standing.carried);
              close();
            }}
          >
            Go on with this report
          </Button>
        )}
      </div>
      <Button kind="quiet" aria-label={standing.kind === "making" ? "Cancel" : "Close this message"} onPress={close}>
        <Icon name="close" />
      </Button>
    </section>
  );
}
