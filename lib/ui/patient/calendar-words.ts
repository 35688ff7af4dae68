import { isoDay, plural } from "@/lib/charts/format";
import type { DayKind, DoseState, Month, MonthDay } from "@/lib/projections/patient/month";

export const stateWords: Readonly<Record<Exclude<DoseState, null>, string>> = {
  all: "all doses taken",
  partly: "some doses taken",
  skipped: "skipped",
  unrecorded: "nothing recorded",
};

export const kindWords: Readonly<Record<DayKind, readonly [one: string, many: string]>> = {
  visit: ["appointment", "appointments"],
  score: ["survey or score", "surveys and scores"],
  "task due": ["task due", "tasks due"],
  "task done": ["task done", "tasks done"],
  other: ["other event", "other events"],
};

const kinds: readonly DayKind[] = ["visit", "score", "task due", "task done", "other"];

const kindsOf = (of: Readonly<Record<DayKind, number>>): string[] =>
  kinds.flatMap((kind) => (of[kind] === 0 ? [] : plural(of[kind], ...kindWords[kind])));

const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });

/** A day as it is read out; days past the end of the data hold nothing yet. */
export function dayWords({ day, due, taken, skipped, extra, of }: MonthDay, dataEnd: string): string {
  const doses = [
    due > 0 ? `${taken} of ${plural(due, "dose")} taken` : "no dose due",
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(extra > 0 ? [`${extra} more than due`] : []),
  ];
  const said = day > dataEnd ? ["not yet"] : [...doses, ...kindsOf(of)];
  return `${weekday.format(Date.parse(day))} ${isoDay(day)}: ${said.join(", ")}`;
}

/** A month in words. */
export function monthWords({ due, taken, skipped, unrecorded, of }: Month): string {
  const doses =
    due === 0
      ? ["no doses were due"]
      : [
          `${taken} of ${plural(due, "dose")} taken`,
          ...(skipped > 0 ? [`${skipped} skipped`] : []),
          ...(unrecorded > 0 ? [`${unrecorded} without a record`] : []),
        ];
  return [doses.join(", "), kindsOf(of).join(", ")].filter(Boolean).join("; ");
}
