import { isoDay, plural, spaced } from "@/lib/charts/format";
import type { Change } from "@/lib/projections/patient/changes";
import type { PatientEvent } from "@/lib/projections/patient/events";
import { dayOfMoment, shortMoment } from "../known/words";

/** “Medicine taken · tamoxifen of 3 May 2025”. */
export const eventName = ({ type, item, day }: PatientEvent): string =>
  `${[spaced(type ?? "event"), item].filter(Boolean).join(" · ")} of ${isoDay(day)}`;

/** “Dr 12 (clinic)”, empty where neither is known. */
export const byWords = ({ recordedBy, source }: PatientEvent): string =>
  recordedBy === null ? (source ?? "") : `${recordedBy}${source === null ? "" : ` (${source})`}`;

type Said = { name: string; value: string };

const amount = (value: number | null, unit: string | null): string | null =>
  value === null ? null : [String(value), unit].filter(Boolean).join(" ");

/** What a version says, by name; what it does not say is not there. */
function saidBy(event: PatientEvent, zone: string): Said[] {
  const { type, item, dose, unit, perDay, daysSupply, value, until, reason, occurredAt, traits } = event;
  const all: readonly (readonly [string, string | null])[] = [
    ["kind of event", type && spaced(type)],
    ["item", item],
    ["time", shortMoment(occurredAt, zone)],
    ["dose", amount(dose, unit)],
    ["number of doses a day", amount(perDay, null)],
    ["number of days supplied", amount(daysSupply, null)],
    ["value", amount(value, unit)],
    ["last day", until && isoDay(until)],
    ["reason", reason],
    ...traits.map(({ name, value: trait }) => [name.replaceAll("_", " "), trait] as const),
  ];
  return all.flatMap(([name, text]) => (text === null || text === "" ? [] : { name, value: text }));
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;

const nothing = "not stated";

/** Where two versions say different things: the name of each, and its value in both. */
function differences(was: PatientEvent, now: PatientEvent, zone: string): { name: string; was: string; now: string }[] {
  const [before, after] = [was, now].map((one) => new Map(saidBy(one, zone).map(({ name, value }) => [name, value])));
  const names = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...names].flatMap((name) => {
    const [old, next] = [before?.get(name) ?? nothing, after?.get(name) ?? nothing];
    return old === next ? [] : { name, was: old, now: next };
  });
}

/** A change of what was believed, as a sentence; days and times in the zone. */
export function changeWords({ kind, at, was, now, by, of, late }: Change, zone: string): string {
  const on = (moment: string) => `on ${isoDay(dayOfMoment(moment, zone))}`;
  const On = (moment: string) => on(moment).replace("o", "O");
  const who = by && byWords(by) !== "" ? ` by ${byWords(by)}` : "";
  const why = by?.role === "retraction" && by.reason !== null ? `: ${by.reason}` : "";
  const believed = `${On(of.recordedAt)} we believed`;
  switch (kind) {
    case "corrected": {
      const next = now.findLast(({ role }) => role !== "retraction") ?? of;
      const differing = differences(of, next, zone);
      const others = was.length > 1 ? `, and of ${plural(was.length - 1, "other record")}` : "";
      if (differing.length === 0)
        return `${believed} in ${eventName(of)}${others}; ${on(at)} it was recorded again${who}, alike in all that is read here.`;
      return `${believed} of ${eventName(of)}${others} that ${listed(differing.map((one) => `the ${one.name} was ${one.was}`))}; ${on(at)} it was corrected to ${listed(differing.map((one) => one.now))}${who}.`;
    }
    case "withdrawn":
      if (of === by) return `${On(at)} an event that this history does not hold was withdrawn${who}${why}.`;
      return `${believed} in ${eventName(of)}; ${on(at)} it was withdrawn${who}${why}.`;
    case "ended":
      return `${believed} in ${eventName(of)}; ${on(at)} it ceased to count: ${by ? `another record took its place${who}` : "what took its place is not known"}.`;
    case "restored":
      return `${On(at)} ${eventName(of)} came to count again: what had taken its place was withdrawn${who}.`;
    case "late": {
      const first = by && by.recordedAt > at ? `, as corrected ${on(by.recordedAt)}` : "";
      return `${On(at)} we learnt late of ${eventName(of)}, ${late < 1 ? "less than a day" : plural(late, "day")} after it happened${who === "" ? "" : `, told${who}`}${first}.`;
    }
  }
}
