import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import type { Mapping, Ref } from "../ingest/mapping/mapping";
import { id, join, sql, type Sql } from "../sql";
import { scratch, table } from "./schema";
import { textOf, type Staged } from "./typed";

export const terms = ["type", "recordedBy", "source", "topic", "item", "unit", "reason"] as const;
export const slots = [...terms, "subject", "zoneColumn"] as const;
export type Slot = (typeof slots)[number];

export const longest = 1000;

/** Where a batch's text lies: nowhere, the same in every row, or in `raw`, an expression over the staged columns that `dictionary` turns into text. */
export type Held = { slot: Slot } & (
  | { kind: "absent" }
  | { kind: "constant" | "column"; raw: Sql; text: Sql; dictionary: Sql }
);

function heldIn(staged: Staged, slot: Slot, ref: Ref | undefined): Held {
  const dictionary = scratch(`dictionary_${slot}`);
  if (!ref) return { slot, kind: "absent" };
  if ("constant" in ref) return { slot, kind: "constant", raw: sql`NULL`, text: sql`${ref.constant}`, dictionary };
  const [only, ...more] = ref.from.filter((name) => staged.has(name));
  if (only === undefined) return { slot, kind: "absent" };
  if (more.length > 0) return { slot, kind: "column", raw: textOf(staged, ref), text: sql`raw`, dictionary };
  return {
    slot,
    kind: "column",
    raw: id(only),
    text: textOf(new Map([["raw", staged.get(only) ?? ""]]), { ...ref, from: ["raw"] }),
    dictionary,
  };
}

export const heldBy = (staged: Staged, mapping: Mapping): Held[] =>
  slots.map((slot) => heldIn(staged, slot, mapping[slot]));

/** Distinct values of a column with their text and its hash, so that whatever is done to text is done once a value. */
const define = (
  held: Exclude<Held, { kind: "absent" }>,
  stage: Sql,
): Sql => sql`CREATE OR REPLACE TABLE ${held.dictionary} AS
  SELECT raw, text, CASE WHEN text IS NOT NULL THEN hash(text) END AS hash FROM (SELECT raw, ${held.text} AS text FROM (${
    held.kind === "constant" ? sql`SELECT NULL AS raw` : sql`SELECT DISTINCT ${held.raw} AS raw FROM ${stage}`
  }))`;

/** New words get the next keys, those of a few kinds before those that name people, since a column of small keys takes fewer bits. */
const newTerms = (words: readonly { slot: Slot; dictionary: Sql }[]): Sql => sql`INSERT INTO ${table("terms")}
  SELECT (SELECT count(*) FROM ${table("terms")}) + row_number() OVER (ORDER BY place, text) - 1, text
  FROM (SELECT text, min(place) AS place FROM (${join(
    words.map(
      ({ slot, dictionary }) =>
        sql`SELECT text, ${slot === "recordedBy"} AS place FROM ${dictionary} WHERE ${slot === "type" ? sql`length(text) <= ${longest}` : sql`TRUE`}`,
    ),
    " UNION ALL ",
  )}) GROUP BY text)
  WHERE text IS NOT NULL AND text NOT IN (SELECT text FROM ${table("terms")})`;

const newSubjects = (dictionary: Sql, namespace: string): Sql => sql`INSERT INTO ${table("subjects")}
  SELECT (SELECT count(*) FROM ${table("subjects")}) + row_number() OVER (ORDER BY text) - 1, ${namespace}, text
  FROM (SELECT DISTINCT text FROM ${dictionary} WHERE length(text) <= ${longest})
  WHERE text NOT IN (SELECT id FROM ${table("subjects")} WHERE namespace = ${namespace})`;

/** Enters what a batch says in words into the log's dictionaries. Resolves to the names its zone column holds. */
export async function enter(
  engine: Engine,
  mapping: Mapping,
  stage: Sql,
  all: readonly Held[],
  stop: { signal?: AbortSignal },
): Promise<string[]> {
  const used = all.filter((held) => held.kind !== "absent");
  for (const held of used) await engine.query(define(held, stage), stop);
  const words = used.filter(({ slot }) => terms.some((term) => term === slot));
  if (words.length > 0) await engine.query(newTerms(words), stop);
  for (const { slot, dictionary } of used)
    if (slot === "subject") await engine.query(newSubjects(dictionary, mapping.namespace), stop);
  const zone = used.find(({ slot }) => slot === "zoneColumn");
  if (!zone) return [];
  return decode(
    await engine.query(sql`SELECT DISTINCT text AS name FROM ${zone.dictionary} WHERE text IS NOT NULL LIMIT 1000`),
    { name: "text" },
  ).flatMap(({ name }) => name ?? []);
}

export async function forgetDictionaries(engine: Engine, all: readonly Held[]): Promise<void> {
  for (const held of all) if (held.kind !== "absent") await engine.query(sql`DROP TABLE IF EXISTS ${held.dictionary}`);
}
