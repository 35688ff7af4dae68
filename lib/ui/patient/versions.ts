import { isoDay, isoMoment, plural } from "@/lib/charts/format";
import { daysLate } from "@/lib/projections/patient/changes";
import type { PatientEvent } from "@/lib/projections/patient/events";
import { type Ending, endings, followers, heldAt } from "@/lib/projections/patient/succession";
import { byWords, eventName } from "./changes-words";

const endWords = ({ at, by }: Ending): string => {
  const how = by === null ? "no longer in use" : by.role === "retraction" ? "withdrawn" : "corrected";
  return `${how} on ${isoDay(at)}${by && byWords(by) !== "" ? ` by ${byWords(by)}` : ""}`;
};

/** How versions of a patient's events stand at a moment (ISO UTC to the microsecond): linear in them but for a sort. */
export function standingsOf(events: readonly PatientEvent[]): (event: PatientEvent, moment: string) => string {
  const ending = endings(events);
  return (event, moment) => {
    if (event.recordedAt > moment) return "not known yet";
    if (heldAt(event, moment)) return "in use";
    const end = ending(event, moment);
    return end ? endWords(end) : "no longer in use";
  };
}

/** Of each version that takes the place of others the one before it, by their places in the list. */
export function successions(events: readonly PatientEvent[]): [from: number, to: number][] {
  const index = new Map(events.map((event, i) => [event, i]));
  const after = followers(events);
  return events.flatMap((event, to) => {
    const next = after(event).find(
      ({ id, names, recordedAt }) =>
        (names === event.id || id === event.id) &&
        recordedAt >= event.recordedAt &&
        (event.held.length > 1 || event.held[0]?.until !== null),
    );
    const from = next && index.get(next);
    return from === undefined ? [] : [[from, to] as [number, number]];
  });
}

const lateWords = (late: number) => (late === 0 ? "within a day" : `${plural(late, "day")} later`);

/** A version as rows of a note. */
export function noteRows(event: PatientEvent, stands: string): readonly (readonly [string, string])[] {
  return [
    ["happened", isoMoment(event.occurredAt)],
    ["recorded", isoMoment(event.recordedAt)],
    ["", lateWords(daysLate(event, event.recordedAt))],
    ["by", byWords(event) || "–"],
    ["stands", stands],
  ];
}

/** A version as it is read out. */
export const versionWords = (event: PatientEvent, stands: string): string =>
  `${eventName(event)}, recorded ${isoDay(event.recordedAt)}, ${lateWords(daysLate(event, event.recordedAt))}, ${stands}`;
