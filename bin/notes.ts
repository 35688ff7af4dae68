import { plural } from "@/lib/charts/format";
import type { Question } from "@/lib/insights/ask";
import { baselineWords, comparable } from "@/lib/insights/comparable";
import { catalogue, quarantine } from "@/lib/log/catalogue";
import type { Known } from "@/lib/log/as-known";
import { withoutEffect } from "@/lib/log/contradictions";
import { momentOf } from "@/lib/log/moment";
import type { Study } from "@/lib/log/study";
import { insightNamed } from "./registry";

/** Rows that were not admitted, file by file: nothing is dropped silently. */
export async function leftOut(study: Study): Promise<string[]> {
  const { rows } = await quarantine(study, 1_000_000);
  return study.segments.flatMap(({ id, file, counts }) => {
    if (counts.quarantined === 0) return [];
    const reasons = [...new Set(rows.flatMap(({ segment, reason }) => (segment === id ? [reason] : [])))].join(", ");
    return [`${counts.quarantined} of ${counts.rows} rows of “${file}” were not admitted: ${reasons}.`];
  });
}

const used = {
  latest: "the latest recorded",
  first: "the first recorded",
  source: "that of the first source",
} as const;

async function unheard(study: Study, names: readonly string[]): Promise<string[]> {
  const { sources } = await catalogue(study);
  return names.filter((name) => !sources.includes(name));
}

/** Facts that contradict each other, corrections that do nothing, and sources that the rule names and no event is from. */
export async function contradictionNotes(study: Study, known: Known): Promise<string[]> {
  const { rule } = study;
  const unknown = rule.by === "source" ? await unheard(study, rule.sources) : [];
  const { total } = await withoutEffect(study, known.moment, 1);
  return [
    ...unknown.map((name) => `No event is from the source “${name}” that --conflicts names.`),
    ...(known.conflicts > 0
      ? [
          `${plural(known.conflicts, "record contradicts", "records contradict")} an earlier one of the same event; ${used[rule.by]} is used.`,
        ]
      : []),
    ...(total > 0
      ? [`${plural(total, "correction or retraction does", "corrections and retractions do")} nothing so far.`]
      : []),
  ];
}

/** What is odd about a moment that was asked for: that it lies before the first record, or after the last. */
export function momentNotes(study: Study, name: "as-known-at" | "since", at: string | null, known: Known): string[] {
  if (at === null) return [];
  if (known.events === 0) return [`Nothing had been recorded by --${name} ${at}.`];
  const now = momentOf(study.now, study.zone) ?? study.now;
  return at > now ? [`--${name} ${at} is later than the last record (${now}): it is what is known now.`] : [];
}

/** What a reader of a comparison must know: who is in several cohorts, and in what they differ from the start. */
export async function comparableNotes(study: Study, question: Question): Promise<string[]> {
  const found = await comparable(study, await insightNamed("characteristics"), question);
  const baseline = baselineWords(found);
  return [
    ...(found.shared > 0 ? [`${plural(found.shared, "patient is", "patients are")} in both cohorts.`] : []),
    ...(baseline === null ? [] : [baseline]),
  ];
}
