import { grouped } from "../../group";
import type { PatientEvent } from "./events";

const earlierFirst = (a: PatientEvent, b: PatientEvent) =>
  a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0;

/** Whether a version held at a moment (ISO UTC to the microsecond). */
export const heldAt = ({ held }: PatientEvent, moment: string): boolean =>
  held.some(({ from, until }) => from <= moment && (until === null || until > moment));

/** What followed each version of a patient's events, in order of recording: later versions of the same event, events that name it, and others at its place in a stream. Linear but for a sort. */
export function followers(versions: readonly PatientEvent[]): (of: PatientEvent) => readonly PatientEvent[] {
  const inOrder = versions.toSorted(earlierFirst);
  const same = grouped(inOrder, ({ id }) => id);
  const naming = grouped(
    inOrder.filter(({ names }) => names !== null),
    ({ names }) => names ?? "",
  );
  const placed = grouped(
    inOrder.filter(({ position }) => position !== null),
    ({ position }) => position ?? "",
  );
  return (of) => {
    const there = of.position === null ? [] : (placed.get(of.position) ?? []);
    if (!naming.has(of.id) && (same.get(of.id)?.length ?? 0) < 2 && there.length < 2) return [];
    const all = new Set([...(same.get(of.id) ?? []), ...(naming.get(of.id) ?? []), ...there]);
    all.delete(of);
    return [...all].toSorted(earlierFirst);
  };
}

/** What a version lost its place to: the moment, and the version that took it or withdrew it, null where none is known. */
export type Ending = { at: string; by: PatientEvent | null };

/** The last ending by a moment of each version that did not hold then and had been recorded; null for others. */
export function endings(versions: readonly PatientEvent[]): (of: PatientEvent, moment: string) => Ending | null {
  const after = followers(versions);
  return (of, moment) => {
    if (of.recordedAt > moment || heldAt(of, moment)) return null;
    const at = of.held.findLast(({ until }) => until !== null && until <= moment)?.until ?? of.recordedAt;
    return { at, by: after(of).findLast(({ recordedAt }) => recordedAt <= at) ?? null };
  };
}
