"use client";
import { queryOptions, skipToken, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { dayMs } from "@/lib/charts/river-scale";
import type { SubjectId } from "@/lib/cohorts/cohort";
import type { Study } from "@/lib/log/study";
import { asKnownAt, bearersOf, type PatientEvent, patientEvents, placeOf } from "@/lib/projections/patient/events";
import { lanesOf, type Stretch } from "@/lib/projections/patient/lanes";
import { type Fact, factsOn, type State } from "@/lib/projections/patient/state";
import { walkOf } from "@/lib/projections/patient/walk";
import { wallTimes } from "@/lib/projections/patient/wall";
import { handleOf } from "./handle";
import { type LaneNote, notWorkedOut } from "./lane-note";

/** Every version of a patient's events, read once, with the key of the log; none where nobody bears the id. */
export const versionsOf = (study: Study, patient: SubjectId) =>
  queryOptions({
    queryKey: ["patient", study.digest, handleOf(patient)],
    queryFn: async ({ signal }): Promise<{ key: number; all: readonly PatientEvent[] }> => {
      const started = performance.now();
      const bearer = (await bearersOf(study, patient.id)).find(({ namespace }) => namespace === patient.namespace);
      const all = bearer
        ? ((await patientEvents(study, [bearer.key], { signal, urgent: true })).get(bearer.key) ?? [])
        : [];
      performance.measure("rivergraph:patient", { start: started, detail: {} });
      return { key: bearer?.key ?? -1, all };
    },
  });

/** Nobody's where no patient is named. */
export const useVersions = (study: Study, patient: SubjectId | null) =>
  useQuery(patient ? versionsOf(study, patient) : { queryKey: ["patient", study.digest, ""], queryFn: skipToken });

const nowhere: ReadonlyMap<string, number> = new Map();

/** What the patient's clock showed at each event, once it is there; or why hours are not told. */
export function useWalls(
  study: Study,
  key: number | null,
): { walls: ReadonlyMap<string, number>; note: LaneNote | null } {
  const { data, error } = useQuery({
    queryKey: ["patient clock", study.digest, key],
    enabled: key !== null,
    queryFn: ({ signal }) => wallTimes(study, key ?? -1, { signal }),
  });
  return { walls: data ?? nowhere, note: error && notWorkedOut("Hours of the day could not be read", error) };
}

/** A patient as they are known at a moment: events in order of time, what they make, and the state after each. */
export type Told = {
  patient: SubjectId;
  key: number;
  events: readonly PatientEvent[];
  stretches: readonly Stretch[];
  after(count: number): State;
  /** UTC midnights in ms: the first day with an event, and the day after the last that can be told of. */
  first: number;
  end: number;
};

/** Until when follow-up is told: to the end of the data, or to a month after the last event where it has ended. */
function endOf(events: readonly PatientEvent[], latest: readonly Fact[], dataEnd: string): number {
  const known = Math.max(Date.parse(dataEnd), Date.parse(events[0]?.day ?? dataEnd));
  const last = Date.parse(events.at(-1)?.day ?? dataEnd);
  const ended = latest.some(({ kind }) => kind === "ended");
  return (ended ? Math.min(known, last + 30 * dayMs) : known) + dayMs;
}

/** Nothing where nothing was known of them. */
function toldOf(
  patient: SubjectId,
  { key, all }: { key: number; all: readonly PatientEvent[] },
  moment: string,
  dataEnd: string,
): Told | null {
  const events = asKnownAt(all, moment);
  const [earliest] = events;
  if (!earliest) return null;
  const after = walkOf(events);
  return {
    patient,
    key,
    events,
    stretches: lanesOf(events),
    after,
    first: Date.parse(earliest.day),
    end: endOf(events, factsOn(after(events.length), dataEnd), dataEnd),
  };
}

export const useToldOf = (
  patient: SubjectId | null,
  versions: { key: number; all: readonly PatientEvent[] } | undefined,
  known: { moment: string; dataEnd: string } | undefined,
): Told | null =>
  useMemo(
    () => (patient && versions && known ? toldOf(patient, versions, known.moment, known.dataEnd) : null),
    [patient, versions, known],
  );

/** How many of the events had happened by a time (ms of the patient's clock): by the end of its day, or within the day where that is asked. */
export function countBy(
  events: readonly PatientEvent[],
  at: number,
  within: ReadonlyMap<string, number> | null,
): number {
  const day = new Date(at).toISOString().slice(0, 10);
  const end = events.findIndex((event) => event.day > day);
  const count = end < 0 ? events.length : end;
  if (!within) return count;
  const later = events.findIndex((event) => event.day === day && (within.get(placeOf(event)) ?? -Infinity) > at);
  return later < 0 ? count : Math.min(count, later);
}
