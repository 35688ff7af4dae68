import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { partsOf, type Encoded } from "../ingest/encode/encoded";
import { longest } from "../ingest/encode/faults";
import { noWord } from "../ingest/encode/row-columns";
import type { Mapping } from "../ingest/mapping/mapping";
import { terms } from "../ingest/mapping/slots";
import { textData } from "../ingest/read/text-data";
import { list, sql, type Sql } from "../sql";
import { scratch, table } from "./schema";
import { streamOf, wholeColumn } from "./stream";

const given = scratch("words");

/** Parts by name, with their numbers among a file's words. */
type Parts = ReadonlyMap<string, number>;

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
const keyed = (parts: Parts, namespace: string): Sql => sql`
  SELECT part, code, key FROM ${given} w JOIN ${table("terms")} t ON t.text = w.text WHERE part IN ${list(numbersOf(parts, termParts))}
  UNION ALL
  SELECT part, code, key FROM ${given} w JOIN (SELECT key, id FROM ${table("subjects")} WHERE namespace = ${namespace}) s ON s.id = w.text
  WHERE part = ${parts.get("subject") ?? -1}`;

/** The keys of a file's words, part by part, as they come in. */
export type WordKeys = {
  /** Enters words into the log's dictionaries. */
  enter(words: Encoded["words"], restart: boolean): Promise<void>;
  /** Turns the first codes of a column into keys. */
  toKeys(part: string, codes: Int32Array, rows: number): void;
};

export function wordKeys(engine: Engine, mapping: Mapping, stop: { signal?: AbortSignal }): WordKeys {
  const parts: Parts = new Map(partsOf(mapping).map(({ name }, part) => [name, part]));
  const keys = new Map<number, Int32Array>();

  function room(part: number, code: number): Int32Array {
    const held = keys.get(part) ?? new Int32Array();
    if (code < held.length) return held;
    const wider = new Int32Array(Math.max(64, code * 2)).fill(noWord);
    wider.set(held);
    keys.set(part, wider);
    return wider;
  }

  async function enterAll({ part, code, text }: Encoded["words"]): Promise<void> {
    const columns = [
      ["part", wholeColumn(part, text.length)],
      ["code", wholeColumn(code, text.length)],
      ["text", textData(text.length, (row) => text[row] ?? null)],
    ] as const;
    await engine.insert("words", streamOf(columns, text.length), stop);
    await engine.query(newTerms(parts), stop);
    const subject = parts.get("subject");
    if (subject !== undefined) await engine.query(newSubjects(subject, mapping.namespace), stop);
    const found = decode(await engine.query(keyed(parts, mapping.namespace), stop), {
      part: "integer",
      code: "integer",
      key: "integer",
    });
    for (const word of found) room(word.part ?? 0, word.code ?? 0)[word.code ?? 0] = word.key ?? noWord;
  }

  return {
    async enter(words, restart) {
      if (restart) keys.clear();
      if (words.text.length === 0) return;
      try {
        await enterAll(words);
      } finally {
        await engine.query(sql`DROP TABLE IF EXISTS ${given}`);
      }
    },
    toKeys(part, codes, rows) {
      const held = keys.get(parts.get(part) ?? -1);
      if (!held) return;
      for (let row = 0; row < rows; row++) {
        const code = codes[row] ?? noWord;
        if (code >= 0) codes[row] = held[code] ?? noWord;
      }
    },
  };
}
