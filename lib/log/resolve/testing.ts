import { decode } from "../../engine/decode";
import { sql } from "../../sql";
import { knownAt } from "../known";
import type { Study } from "../study";
import { momentOf } from "./histories";
import { type Files, inForce, type ModelRow } from "./model";
import type { Rule } from "./rule";

const told = (subject: string, value: number, source: string, recorded: string) =>
  `${subject} ${value} ${source} ${recorded}`;

/** The versions that the database holds to be in force at the end of a model's day. */
export async function seenAt({ engine }: Study, day: number): Promise<string[]> {
  const rows = decode(
    await engine.query(
      sql`SELECT p.id AS subject, e.value, t.text AS source, strftime(e.recorded_at, '%Y-%m-%dT%H:%M:%SZ') AS recorded
        FROM ${knownAt(momentOf(day))} e JOIN log.main.terms t ON t.key = e.source JOIN log.main.subjects p ON p.key = e.subject`,
    ),
    { subject: "text", value: "number", source: "text", recorded: "text" },
  );
  return rows
    .map(({ subject, value, source, recorded }) => told(subject ?? "", value ?? NaN, source ?? "", recorded ?? ""))
    .toSorted();
}

/** The versions that the definition holds to be in force at the end of a model's day. */
export const definedAt = (files: Files, rule: Rule, day: number): string[] =>
  inForce(files, rule, day)
    .map(({ subject, value, source, recorded }: ModelRow) => told(subject, value, source, momentOf(recorded)))
    .toSorted();
