import { z } from "zod";

/** The end of the day half-way between two ISO days, in UTC. */
export const halfway = (start: string, end: string): string =>
  `${new Date((Date.parse(start) + Date.parse(end)) / 2).toISOString().slice(0, 10)}T23:59:59.999999Z`;

/** What is asked, and by what it is broken down the second time. */
export const questions = [
  { insight: "adherence-over-time", changed: "arm" },
  { insight: "events-over-time", changed: "arm" },
  { insight: "retention", changed: null },
] as const;

/** One repetition on one engine: milliseconds (`reopened`: from opening what is kept to the first answer), and where the engine keeps the log itself, bytes of it by DuckDB's own account. */
export const measuredSchema = z.object({
  rows: z.number(),
  ingest: z.number(),
  reopened: z.number().nullable(),
  bytes: z.number().nullable(),
  /** Of the ingest: which rows are the same, contradict or correct each other. */
  resolve: z.number().nullable(),
  /** The first question as known half-way through the history: the first time, and when it was seen before. */
  knownAt: z.object({ first: z.number(), again: z.number().nullable() }).nullable(),
  asked: z.record(z.string(), z.object({ cold: z.number(), changed: z.number().nullable() })),
});
export type Measured = z.infer<typeof measuredSchema>;

export const engines = ["native", "node", "browser"] as const;
export type Engine = (typeof engines)[number];
