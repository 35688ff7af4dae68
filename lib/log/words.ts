import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { partsOf, traitPart } from "../ingest/encode/encoded";
import type { Mapping } from "../ingest/mapping/mapping";
import { terms } from "../ingest/mapping/slots";
import { list, none, sql, type Sql } from "../sql";
import { scratch, table } from "./schema";

export const longest = 1000;

const [given, keyed] = [scratch("words"), scratch("keyed_words")];

/** Parts by name, with their numbers among a batch's words. */
export type Parts = ReadonlyMap<string, number>;

export const partNumbers = (mapping: Mapping): Parts => new Map(partsOf(mapping).map(({ name }, part) => [name, part]));

const termParts = [...terms, "lane"];

const numbersOf = (parts: Parts, names: readonly string[]): number[] => names.flatMap((name) => parts.get(name) ?? []);

/** New words get the next keys, those of a few kinds before those that name people, since a column of small keys takes fewer bits. */
const newTerms = (parts: Parts): Sql => sql`INSERT INTO ${table("terms")}
  SELECT (SELECT count(*) FROM ${table("terms")}) + row_number() OVER (ORDER BY place, text) - 1, text
  FROM (SELECT text, min(part IN ${list(numbersOf(parts, ["recordedBy"]))}) AS place FROM ${given}
    WHERE part IN ${list(numbersOf(parts, termParts))} AND (part <> ${parts.get("type") ?? -1} OR length(text) <= ${longest}) GROUP BY text)
  WHERE text NOT IN (SELECT text FROM ${table("terms")})`;

const newSubjects = (part: number, namespace: string): Sql => sql`INSERT INTO ${table("subjects")}
  SELECT (SELECT count(*) FROM ${table("subjects")}) + row_number() OVER (ORDER BY text) - 1, ${namespace}, text
  FROM ${given} WHERE part = ${part} AND length(text) <= ${longest}
    AND text NOT IN (SELECT id FROM ${table("subjects")} WHERE namespace = ${namespace})`;

/** Each word with its key: of `terms`, or of `subjects` where it names a patient. */
const keys = (parts: Parts, namespace: string): Sql => {
  const subject = parts.get("subject") ?? -1;
  return sql`CREATE OR REPLACE TABLE ${keyed} AS
    SELECT part, code, w.text, key, hash(w.text) AS hash FROM ${given} w LEFT JOIN ${table("terms")} t ON t.text = w.text
    WHERE part IN ${list(numbersOf(parts, termParts))}
    UNION ALL
    SELECT part, code, w.text, key, hash(w.text) FROM ${given} w LEFT JOIN (SELECT key, id FROM ${table("subjects")} WHERE namespace = ${namespace}) s ON s.id = w.text
    WHERE part = ${subject}
    UNION ALL
    SELECT part, code, text, NULL, hash(text) FROM ${given} WHERE part NOT IN ${list([subject, ...numbersOf(parts, termParts)])}`;
};

/** Enters a batch's words into the log's dictionaries. Resolves to those of its zone column, and whether it states traits. */
export async function enterWords(
  engine: Engine,
  mapping: Mapping,
  parts: Parts,
  words: Uint8Array,
  stop: { signal?: AbortSignal },
): Promise<{ zones: string[]; traits: boolean }> {
  await engine.insert("words", words, stop);
  const subject = parts.get("subject");
  await engine.query(newTerms(parts), stop);
  if (subject !== undefined) await engine.query(newSubjects(subject, mapping.namespace), stop);
  await engine.query(keys(parts, mapping.namespace), stop);
  const said = decode(
    await engine.query(
      sql`SELECT part, CASE WHEN part = ${parts.get("zoneColumn") ?? -1} THEN text END AS zone FROM ${given} GROUP BY ALL ORDER BY ALL LIMIT 1000`,
    ),
    { part: "integer", zone: "text" },
  );
  const traits = new Set([...parts].flatMap(([name, part]) => (name.startsWith(traitPart("")) ? part : [])));
  return {
    zones: said.flatMap(({ zone }) => zone ?? []),
    traits: said.some(({ part }) => part !== null && traits.has(part)),
  };
}

/** The words of one part: code, key, text, hash. */
export const wordsOf = (parts: Parts, name: string, more: Sql = none): Sql =>
  sql`(SELECT code, key, text, hash ${more} FROM ${keyed} WHERE part = ${parts.get(name) ?? -1})`;

export async function forgetWords(engine: Engine): Promise<void> {
  for (const name of [given, keyed]) await engine.query(sql`DROP TABLE IF EXISTS ${name}`);
}
