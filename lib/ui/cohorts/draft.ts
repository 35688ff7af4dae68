import { type Cohort, type Criterion, type SubjectId, cohortSchema } from "@/lib/cohorts/cohort";
import { patternSchema } from "@/lib/cohorts/pattern";

export const anyEvent = patternSchema.parse({});
const anytime = { from: null, to: null, of: "index" };

/** Everybody, from their first event. */
export const blank = (name: string): Cohort => cohortSchema.parse({ name });

/** Those patients, from their first event. */
export const ofPatients = (name: string, ids: SubjectId[]): Cohort => ({
  ...blank(name.slice(0, 80)),
  criteria: [{ kind: "subjects", ids }],
});

export const kinds = [
  { id: "events", label: "events" },
  { id: "number", label: "a value of events" },
  { id: "sequence", label: "events in sequence" },
  { id: "trait", label: "a trait" },
  { id: "age", label: "age" },
  { id: "observed", label: "time observed" },
  { id: "subjects", label: "a list of patients" },
  { id: "all", label: "all of these" },
  { id: "any", label: "any of these" },
  { id: "not", label: "not" },
] as const satisfies readonly { id: Criterion["kind"]; label: string }[];

/** A criterion of a kind as it starts; what it takes over of another stays. */
export function fresh(kind: Criterion["kind"], trait: string, held?: Criterion): Criterion {
  const inner = held && held.kind !== "all" && held.kind !== "any" && held.kind !== "not" ? held : anyTime();
  switch (kind) {
    case "events":
      return anyTime();
    case "number":
      return { kind, event: anyEvent, which: "last", of: "value", is: { atLeast: 0 }, window: anytime };
    case "sequence":
      return { kind, events: [anyEvent, anyEvent], within: null, window: anytime };
    case "trait":
      return { kind, trait };
    case "age":
      return { kind, trait: "birth_date", is: { below: 60 } };
    case "observed":
      return { kind, before: 0, after: 180 };
    case "subjects":
      return { kind, ids: [] };
    case "all":
    case "any":
      return { kind, of: held && "of" in held && Array.isArray(held.of) ? held.of : [inner] };
    case "not":
      return { kind, of: inner };
  }
}

const anyTime = (): Criterion => ({ kind: "events", event: anyEvent, atLeast: 1, window: anytime });

/** Elements by their places, which is what tells them apart while they are edited. */
export const placed = <T>(all: readonly T[]): { place: number; one: T }[] => all.map((one, place) => ({ place, one }));

/** A list with one of its elements changed, removed (null) or moved. */
export const changed = <T>(all: readonly T[], at: number, next: T | null): T[] =>
  all.flatMap((one, i) => (i === at ? (next === null ? [] : [next]) : [one]));

export function moved<T>(all: readonly T[], at: number, by: number): T[] {
  const to = Math.max(0, Math.min(all.length - 1, at + by));
  const one = all[at];
  if (one === undefined || to === at) return [...all];
  const rest = all.filter((_, i) => i !== at);
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}

/** Names by which later criteria refer to earlier ones, nested ones among them. */
export const namesIn = (criteria: readonly Criterion[]): string[] =>
  criteria.flatMap((criterion) => {
    if (criterion.kind === "events") return criterion.name ?? [];
    if (criterion.kind === "all" || criterion.kind === "any") return namesIn(criterion.of);
    return criterion.kind === "not" ? namesIn([criterion.of]) : [];
  });

/** Ids out of text that was pasted or a file: one a line, or parted by commas, semicolons or tabs; each once. */
export const idsFrom = (text: string): { id: string }[] =>
  [...new Set(text.split(/[\n\r,;\t]+/).map((id) => id.trim()))].filter((id) => id !== "").map((id) => ({ id }));
