"use client";
import { isoDay, isoMoment, spaced } from "@/lib/charts/format";
import type { PatientEvent } from "@/lib/projections/patient/events";

/** The events of a day, each with who recorded it. */
export function OfDay({
  day,
  events,
  current,
  onOpen,
}: {
  day: string;
  events: readonly PatientEvent[];
  /** The one that was reached. */
  current: PatientEvent | null;
  onOpen(event: PatientEvent): void;
}) {
  return (
    <section aria-label={`Events of ${isoDay(day)}`} className="card">
      <h2 className="mb-2 text-base font-semibold">{`Events of ${isoDay(day)}`}</h2>
      {events.length === 0 && <p className="text-sm text-soft">None.</p>}
      <ul className="-mx-1.5 text-sm">
        {events.map((event) => (
          <li key={`${event.segment} ${event.row}`}>
            <button
              type="button"
              onClick={() => onOpen(event)}
              aria-current={event === current ? "step" : undefined}
              className="w-full rounded-field px-1.5 py-1 text-left hover:bg-river-faint aria-[current=step]:bg-river-soft"
            >
              {[spaced(event.type ?? ""), event.item].filter(Boolean).join(" · ")}
              <span className="block text-xs break-words text-soft">{`recorded ${isoMoment(event.recordedAt)}${event.recordedBy === null ? "" : ` by ${event.recordedBy}`}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
