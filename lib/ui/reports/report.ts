import { z } from "zod";
import { namesPatients } from "@/lib/cohorts/cohort";
import { type Part, type Spec, specSchema } from "@/lib/reports/spec";

/** A report that is saved with the study: what it is made from, under its title. */
export const reportSchema = z.strictObject({ name: z.string().trim().min(1).max(200), spec: specSchema });
export type Report = z.infer<typeof reportSchema>;

/** A part under an id that stays while it is edited and moved. */
export type Placed = { id: string; part: Part };

/** What of a report is edited here, finished or not: authors as they stand between commas. Its moment and its cohorts are those of the study bar. */
export type Draft = Pick<Spec, "title" | "authors" | "disclosure"> & { parts: readonly Placed[] };

/** What the study bar says of a report. */
export type About = Pick<Spec, "knownAt" | "cohorts">;

let given = 0;

/** A part under an id of its own. */
export function placed(part: Part): Placed {
  given += 1;
  return { id: `p${given}`, part };
}

export const draftOf = ({ title, authors, disclosure, parts }: Spec): Draft => ({
  title,
  authors: authors.map((name, i) => (i === 0 ? name : ` ${name}`)),
  disclosure,
  parts: parts.map(placed),
});

/** A report with nothing in it yet. */
export const blankDraft = (title: string): Draft => ({
  title,
  authors: [],
  disclosure: { kind: "cms", smallest: 11, zeros: "shown" },
  parts: [],
});

export const textPart = (markdown: string): Part => ({ kind: "text", markdown });

export const figurePart = (
  insight: string,
  params: Readonly<Record<string, unknown>> = {},
  cohorts?: readonly string[],
): Part => ({ kind: "figure", insight, params, heading: "", note: "", ...(cohorts && { cohorts: [...cohorts] }) });

/** Parts with one of them a step earlier or later. */
export function moved(parts: readonly Placed[], id: string, by: -1 | 1): readonly Placed[] {
  const at = parts.findIndex((one) => one.id === id);
  const [one, to] = [parts[at], at + by];
  return one && to >= 0 && to < parts.length ? parts.toSpliced(at, 1).toSpliced(to, 0, one) : parts;
}

/** The number that a reader knows a figure by; null of a text. */
export const numberOf = (parts: readonly Placed[], id: string): number | null => {
  const figures = parts.filter(({ part }) => part.kind === "figure");
  const at = figures.findIndex((one) => one.id === id);
  return at < 0 ? null : at + 1;
};

function faultWords({ path: [head, at], message }: z.core.$ZodIssue, { parts }: Draft, { cohorts }: About): string {
  if (head === "title") return "It needs a title, of 200 letters at most.";
  if (head === "disclosure") return "Say why nothing is hidden: the reason stands in the report.";
  if (head === "cohorts" && cohorts.some(namesPatients))
    return "A cohort names patients by their ids, which no report may carry. Choose another in the bar above.";
  if (head !== "parts") return `${String(head)}: ${message}.`;
  if (typeof at !== "number") return parts.length === 0 ? "It has no part yet." : "It has more parts than can be read.";
  const figure = numberOf(parts, parts[at]?.id ?? "");
  return figure === null ? `A text is too long: ${message}.` : `Figure ${figure}: ${message}.`;
}

/** What a report is made from, where it is finished; else what is missing, in words. */
export function specFrom(draft: Draft, about: About): { spec: Spec } | { faults: readonly string[] } {
  const { parts, authors, ...rest } = draft;
  const given = { ...rest, ...about, authors: authors.filter((one) => one.trim() !== "") };
  const parsed = specSchema.safeParse({ ...given, parts: parts.map(({ part }) => part) });
  if (parsed.success) return { spec: parsed.data };
  return { faults: [...new Set(parsed.error.issues.map((issue) => faultWords(issue, draft, about)))] };
}

/** What a version of a report is beside the one before it. */
export function versionWords({ spec }: Report, before: Report | undefined): string {
  const figures = spec.parts.filter(({ kind }) => kind === "figure").length;
  const texts = spec.parts.length - figures;
  const many = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  const head = `${many(figures, "figure")}, ${many(texts, "text")}`;
  if (!before) return head;
  const differ = (of: (one: Spec) => unknown) => JSON.stringify(of(spec)) !== JSON.stringify(of(before.spec));
  const told = [
    ...(differ(({ parts }) => parts.filter(({ kind }) => kind === "text")) ? ["other text"] : []),
    ...(differ(({ parts }) => parts.flatMap((part) => (part.kind === "figure" ? [part.insight, part.params] : [])))
      ? ["other figures"]
      : []),
    ...(differ(({ disclosure }) => disclosure) ? ["another rule"] : []),
    ...(differ(({ cohorts }) => cohorts) ? ["other cohorts"] : []),
    ...(differ(({ knownAt }) => knownAt) ? ["another moment"] : []),
  ];
  return [head, ...told].join("; ");
}
