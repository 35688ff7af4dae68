"use client";
import { isoDay, spaced } from "@/lib/charts/format";
import type { PatientEvent } from "@/lib/projections/patient/events";
import type { Fact, FactKind } from "@/lib/projections/patient/state";

const words: Readonly<Record<FactKind, string>> = {
  ended: "follow-up ended",
  enrolled: "enrolled",
  trait: "",
  prescribed: "prescribed",
  stopped: "stopped",
  supply: "supply",
  "last dose": "last dose",
  score: "last score",
  "open task": "open task",
  stay: "stay",
};

/** What a fact is called. */
export const factName = ({ kind, of }: Fact): string =>
  [words[kind], kind === "trait" ? of.replaceAll("_", " ") : of].filter(Boolean).join(" · ");

type FactsProps = {
  day: string;
  /** The event after which they were true; the whole day where there is none. */
  after: PatientEvent | null;
  facts: readonly Fact[];
  onOpen(event: PatientEvent): void;
};

/** What was true on a day, or after one of its events, each fact with since when and the way to the event that says so. */
export function Facts({ day, after, facts, onOpen }: FactsProps) {
  return (
    <section aria-label={`True on ${isoDay(day)}`} className="card">
      <h2 className="mb-2 text-base font-semibold">{`True on ${isoDay(day)}`}</h2>
      {after && (
        <p className="-mt-1.5 mb-2 text-sm text-soft">{`after: ${[spaced(after.type ?? ""), after.item].filter(Boolean).join(", ")}`}</p>
      )}
      {facts.length === 0 && <p className="text-sm text-soft">Nothing had happened yet.</p>}
      <ul className="-mx-1.5 text-sm lg:max-h-144 lg:overflow-y-auto">
        {facts.map((fact) => (
          <li key={`${fact.kind} ${fact.of}`}>
            <button
              type="button"
              onClick={() => onOpen(fact.event)}
              aria-label={`${factName(fact)}${fact.value === "" ? "" : `: ${fact.value}`}, since ${isoDay(fact.since)}. Show the event that says so`}
              className="flex w-full items-baseline justify-between gap-3 rounded-field px-1.5 py-1 text-left hover:bg-river-faint"
            >
              <span className="min-w-0 text-soft">{factName(fact)}</span>
              <span className="min-w-0 text-right break-words">
                {fact.value === "" ? `since ${isoDay(fact.since)}` : fact.value}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
