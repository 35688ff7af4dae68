import { grouped } from "../../group";
import { asKnownAt, type PatientEvent } from "./events";
import { endings } from "./succession";

/** What became of what was believed. */
export const changeKinds = ["corrected", "withdrawn", "restored", "ended", "late"] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A change of what was believed: when the log learnt it (ISO UTC to the microsecond), the versions that held before and not after, those that hold after and did not before, and the one that made the change, null where none is known; `of` is
 * what it is about. `late` is by how many whole days after it occurred it was learnt. */
export type Change = {
  kind: ChangeKind;
  at: string;
  was: readonly PatientEvent[];
  now: readonly PatientEvent[];
  by: PatientEvent | null;
  of: PatientEvent;
  late: number;
};

/** Between two moments: each change of what was believed and each fact that was learnt late, oldest first, and the new facts that were not, which are counted only. */
export type Changes = { told: readonly Change[]; prompt: readonly PatientEvent[] };

const dayMs = 86_400_000;

/** Whole days between what happened and its recording, none where it was recorded ahead. */
export const daysLate = ({ occurredAt }: PatientEvent, recordedAt: string): number =>
  Math.max(0, Math.floor((Date.parse(recordedAt) - Date.parse(occurredAt)) / dayMs));

/** Whether a recording came more than so many days after what it tells happened. */
export const isLate = ({ occurredAt }: PatientEvent, recordedAt: string, days = 1): boolean =>
  Date.parse(recordedAt) - Date.parse(occurredAt) > days * dayMs;

/** The root of each key of which some are told to be one. */
function united(pairs: Iterable<readonly [string, string]>): (key: string) => string {
  const up = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    for (let next = up.get(at); next !== undefined; next = up.get(at)) at = next;
    for (let from = key; from !== at;) {
      const next = up.get(from) ?? at;
      up.set(from, at);
      from = next;
    }
    return at;
  };
  for (const [one, other] of pairs) {
    const [a, b] = [root(one), root(other)];
    if (a !== b) up.set(b, a);
  }
  return root;
}

/** Events that are one story: those that name each other, and those at one place of a stream. */
function stories(versions: readonly PatientEvent[]): (id: string) => string {
  const placed = new Map<string, string>();
  return united(
    versions.flatMap(({ id, names, position }) => {
      const there = position === null ? undefined : placed.get(position);
      if (position !== null && there === undefined) placed.set(position, id);
      const pairs: (readonly [string, string])[] = [];
      if (names !== null) pairs.push([id, names]);
      if (there !== undefined && there !== id) pairs.push([there, id]);
      return pairs;
    }),
  );
}

const withdraws = ({ role }: PatientEvent) => role === "retraction";
const last = (events: readonly PatientEvent[]): PatientEvent | null =>
  events.reduce<PatientEvent | null>((best, one) => (best && best.recordedAt > one.recordedAt ? best : one), null);

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
/** Oldest first; ties by what they are about, then by where that lies. */
const inOrder = (a: Change, b: Change) =>
  byText(a.at, b.at) ||
  byText(a.of.occurredAt, b.of.occurredAt) ||
  byText(a.of.id, b.of.id) ||
  (a.of.segment ?? -1) - (b.of.segment ?? -1) ||
  (a.of.row ?? -1) - (b.of.row ?? -1);

/**
 * How what was known of a patient changed from one moment to a later one (ISO UTC to the microsecond), from every version of their events. Each version that held at one of them and not at the other is in exactly one change, or is counted as prompt: new,
 * first recorded no more than `lateAfter` days after it occurred, and as it was then. Linear in the versions but for sorting the changes.
 */
export function changesBetween(
  versions: readonly PatientEvent[],
  since: string,
  until: string,
  lateAfter = 1,
): Changes {
  const [before, after] = [new Set(asKnownAt(versions, since)), new Set(asKnownAt(versions, until))];
  const differing = versions.filter((one) => before.has(one) !== after.has(one));
  const story = stories(versions);
  const recorded = grouped(
    versions.filter(({ recordedAt }) => recordedAt <= until),
    ({ id }) => story(id),
  );
  const ending = endings(versions);
  const told: Change[] = [];
  const prompt: PatientEvent[] = [];

  const learnt = (event: PatientEvent, whole: readonly PatientEvent[]): void => {
    if (withdraws(event)) {
      const of = whole.find(({ id, role }) => id === event.names && role !== "retraction");
      told.push({
        kind: "withdrawn",
        at: event.recordedAt,
        was: [],
        now: [event],
        by: event,
        of: of ?? event,
        late: 0,
      });
      return;
    }
    const first = whole.reduce((at, one) => (one.recordedAt < at ? one.recordedAt : at), event.recordedAt);
    const late = daysLate(event, first);
    if (isLate(event, first, lateAfter))
      told.push({ kind: "late", at: first, was: [], now: [event], by: event, of: event, late });
    else {
      const of = last(
        whole.filter(
          (one) =>
            (one.id === event.names || one.id === event.id) && one.recordedAt < event.recordedAt && !after.has(one),
        ),
      );
      if (of) told.push({ kind: "corrected", at: event.recordedAt, was: [], now: [event], by: event, of, late });
      else prompt.push(event);
    }
  };

  for (const [key, own] of grouped(differing, ({ id }) => story(id))) {
    const whole = recorded.get(key) ?? own;
    const was = own.filter((one) => before.has(one));
    const now = own.filter((one) => after.has(one));
    const facts = now.filter((one) => !withdraws(one));
    const fresh = facts.filter(({ recordedAt }) => recordedAt > since);
    if (was.length === 0 && fresh.length === facts.length) {
      for (const one of now) learnt(one, whole);
      continue;
    }
    const wasFacts = was.filter((one) => !withdraws(one));
    const statement = last(now.filter(withdraws));
    const lost = was.flatMap((one) => ending(one, until) ?? []);
    const by = last(fresh) ?? statement ?? last(lost.flatMap((one) => one.by ?? []));
    const kind: ChangeKind =
      fresh.length > 0 && wasFacts.length > 0
        ? "corrected"
        : facts.length > 0
          ? "restored"
          : by && withdraws(by)
            ? "withdrawn"
            : "ended";
    const of = wasFacts[0] ?? facts[0] ?? was[0];
    const at = by?.recordedAt ?? lost.reduce((most, one) => (one.at > most ? one.at : most), since);
    if (of) told.push({ kind, at, was, now, by, of, late: 0 });
  }
  return { told: told.toSorted(inOrder), prompt };
}
