/** What is asked, and by what it is broken down the second time. */
export const questions = [
  { insight: "adherence-over-time", changed: "arm" },
  { insight: "events-over-time", changed: "arm" },
  { insight: "retention", changed: null },
] as const;

/** One repetition on one engine: milliseconds, and where the engine keeps the log itself, bytes of it by DuckDB's own account. */
export type Measured = {
  rows: number;
  ingest: number;
  bytes: number | null;
  asked: Record<string, { cold: number; changed: number | null }>;
};

export const engines = ["native", "node", "browser"] as const;
export type Engine = (typeof engines)[number];
