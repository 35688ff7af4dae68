import { describe, failureOf } from "@/lib/failure";

/** What is said under the lanes: how something is measured, or why it is not there and what to do. */
export type LaneNote = { kind: "told" | "failed"; text: string };

export function notWorkedOut(what: string, error: Error): LaneNote {
  const { what: why, next } = describe(failureOf(error));
  return { kind: "failed", text: `${what}: ${why} ${next}` };
}
