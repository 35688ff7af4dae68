"use client";
import { type ReactNode, useState } from "react";
import { isoDay, plural } from "@/lib/charts/format";
import type { Study } from "@/lib/log/study";
import { type Change, type ChangeKind, changesBetween } from "@/lib/projections/patient/changes";
import type { PatientEvent } from "@/lib/projections/patient/events";
import { momentOf } from "@/lib/log/moment";
import { Button } from "../kit/button";
import { useSinceParam } from "../known/address";
import { MomentChip } from "../known/moment-chip";
import { useSince } from "../known/use-known";
import { dayOfMoment, shortMoment } from "../known/words";
import { changeWords } from "./changes-words";

const dayMs = 86_400_000;
const isoOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const fewest = 30;

/** A month before, or the day before the latest correction where that was earlier. */
function usualSince(events: readonly PatientEvent[], moment: string, zone: string): string {
  const last = events.reduce(
    (latest, { names, recordedAt }) =>
      names !== null && recordedAt <= moment && recordedAt > latest ? recordedAt : latest,
    "",
  );
  const [end, latest] = [moment, last || moment].map((at) => Date.parse(dayOfMoment(at, zone)));
  return isoOf(Math.min((end ?? 0) - 30 * dayMs, (latest ?? 0) - dayMs));
}

const marks: Readonly<Record<ChangeKind, ReactNode>> = {
  corrected: <path d="M2 8h9m-3-3.5L11.5 8 8 11.5" stroke="var(--color-copper)" />,
  withdrawn: <path d="M4 4l8 8m0-8l-8 8" stroke="var(--color-copper)" />,
  ended: <path d="M3 8h10" stroke="var(--color-copper)" />,
  restored: <path d="M12.5 8a4.5 4.5 0 1 1-1.6-3.4M11.5 2v3h-3" stroke="var(--color-moss)" />,
  late: <path d="M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M8 5.5V8l1.8 1.2" stroke="var(--color-river)" />,
};

const names: Readonly<Record<ChangeKind, readonly [string, string]>> = {
  corrected: ["correction", "corrections"],
  withdrawn: ["withdrawal", "withdrawals"],
  ended: ["record replaced", "records replaced"],
  restored: ["record restored", "records restored"],
  late: ["fact learnt late", "facts learnt late"],
};

function counts(told: readonly Change[]): string {
  const kinds: readonly ChangeKind[] = ["corrected", "withdrawn", "ended", "restored", "late"];
  const all = kinds.flatMap((kind) => {
    const n = told.filter((one) => one.kind === kind).length;
    return n === 0 ? [] : plural(n, ...names[kind]);
  });
  return all.length === 0 ? "nothing that was believed" : all.join(", ");
}

type ChangedProps = {
  study: Study;
  /** Every version of the patient's events. */
  events: readonly PatientEvent[];
  /** The later moment, ISO UTC to the microsecond. */
  moment: string;
  onOpen(event: PatientEvent): void;
};

/** How what was believed changed up to a moment, from the earlier one that the address names or the usual one. */
export function Changed({ study, events, moment, onOpen }: ChangedProps) {
  const { zone } = study;
  const [, setSince] = useSinceParam();
  const chosen = useSince(study);
  const [all, setAll] = useState(false);
  const usual = usualSince(events, moment, zone);
  const given = chosen.given ?? usual;
  const since = chosen.moment ?? momentOf(usual, zone) ?? "";
  const { told, prompt } = changesBetween(events, since, moment);
  const shown = all ? told : told.slice(0, fewest);
  const first = events.reduce((least, { recordedAt }) => (recordedAt < least ? recordedAt : least), moment);
  const last = isoOf(Date.parse(dayOfMoment(moment, zone)) - dayMs);
  const from = [dayOfMoment(first, zone), usual, last].toSorted()[0] ?? last;
  return (
    <section aria-labelledby="what-changed" className="card min-w-0">
      <div className="mb-1 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h2
          id="what-changed"
          className="min-w-0 text-base font-semibold"
        >{`Changed since ${shortMoment(given, zone)}: ${counts(told)}`}</h2>
        <MomentChip
          label="Changed since"
          none={isoDay(usual)}
          given={chosen.given}
          from={from}
          to={last}
          zone={zone}
          onChange={(day) => void setSince(day)}
        />
      </div>
      <p className="mb-2 text-sm text-soft">
        {`${plural(prompt.length, "more record")} ${prompt.length === 1 ? "was" : "were"} made within a day of what they tell${told.length > 0 ? "; the rest one by one, oldest first" : ""}. Days in ${zone}.`}
      </p>
      <ol className="-mx-1.5 text-sm">
        {shown.map((change) => (
          <li key={`${change.kind} ${change.of.segment} ${change.of.row} ${change.by?.row ?? ""}`}>
            <button
              type="button"
              onClick={() => onOpen(change.by ?? change.of)}
              className="flex w-full gap-2.5 rounded-field px-1.5 py-1 text-left hover:bg-river-faint"
            >
              <svg
                width="16"
                height="16"
                className="mt-0.5 shrink-0"
                fill="none"
                strokeWidth="1.5"
                strokeLinecap="round"
                aria-hidden="true"
              >
                {marks[change.kind]}
              </svg>
              <span className="min-w-0 break-words">{changeWords(change, zone)}</span>
            </button>
          </li>
        ))}
      </ol>
      {told.length > fewest && (
        <Button kind="quiet" aria-expanded={all} onPress={() => setAll(!all)}>
          {all ? "Fewer" : `All ${told.length}`}
        </Button>
      )}
    </section>
  );
}
