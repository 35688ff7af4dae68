"use client";
import { count, percent, plural, tenths } from "./format";
import { Pressable } from "./pressable";

export type SequenceBar = {
  key: string;
  steps: readonly string[];
  patients: number;
  share: number;
  days: number;
  onPick(): void;
};

type SequenceListProps = {
  title: string;
  sequences: readonly SequenceBar[];
  /** The colour of a step, which is written beside it. */
  colour(step: string): string;
};

const daysWords = (days: number) => (days === 1 ? "1 day" : `${tenths(days)} days`);

/** Sequences one below the other, each as wide as the share of patients who have it; pressing one opens them. */
export function SequenceList({ title, sequences, colour }: SequenceListProps) {
  return (
    <>
      <p aria-hidden="true" className="flex justify-end gap-x-3 px-2 text-right text-xs text-soft">
        <span className="w-40">median days, first to last</span>
        <span className="w-14">patients</span>
        <span className="w-12">share</span>
      </p>
      <ol aria-label={title} className="space-y-0.5">
        {sequences.map(({ key, steps, patients, share, days, onPick }) => (
          <li key={key}>
            <Pressable
              onClick={onPick}
              aria-label={`${steps.join(", then ")}: ${plural(patients, "patient")}, ${percent(share)}, median ${daysWords(days)}. Show the patients`}
              className="w-full rounded-field px-2 py-1.5 text-left hover:bg-river-faint"
            >
              <span className="flex flex-wrap items-baseline gap-x-4">
                <span className="flex min-w-0 grow basis-60 flex-wrap items-baseline gap-x-2 text-sm">
                  {steps.map((step, i) => (
                    <span key={steps.slice(0, i + 1).join(" → ")} className="flex items-baseline gap-1.5">
                      {i > 0 && <span className="text-soft">→</span>}
                      <span className="size-2 shrink-0 rounded-full" style={{ background: colour(step) }} />
                      {step}
                    </span>
                  ))}
                </span>
                <span className="ml-auto flex items-baseline gap-x-3 tabular-nums">
                  <span className="w-22 text-right text-xs text-soft">{daysWords(days)}</span>
                  <span className="w-14 text-right text-xs text-soft">{count(patients)}</span>
                  <span className="w-12 text-right font-semibold">{percent(share)}</span>
                </span>
              </span>
              <span className="mt-1 flex h-2 overflow-hidden rounded-full bg-river-faint" aria-hidden="true">
                <span className="bg-river" style={{ width: `${100 * share}%` }} />
              </span>
            </Pressable>
          </li>
        ))}
      </ol>
    </>
  );
}
