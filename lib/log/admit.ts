import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import type { Encoded } from "../ingest/encode/encoded";
import type { Mapping } from "../ingest/mapping/mapping";
import { transitions, validZone } from "../ingest/zones";
import { sql } from "../sql";
import { takeIn } from "./rows";
import { scratch } from "./schema";
import { spanOf, type Staged, type Zones } from "./typed";
import { enterWords, forgetWords, partNumbers } from "./words";

const stage = scratch("stage");
const day = 86_400_000_000;

/** The mapping's zone and those that the batch names, each with its transitions over the batch's span. */
async function zonesOf(engine: Engine, mapping: Mapping, staged: Staged, named: readonly string[]): Promise<Zones> {
  const valid = [...new Set([mapping.zone, ...named.filter(validZone)])];
  if (valid.every((name) => name === "UTC")) return [{ name: "UTC", transitions: [] }];
  const [span] = decode(
    await engine.query(spanOf(staged, stage, [mapping.occurredAt, mapping.recordedAt, mapping.until])),
    { low: "integer", high: "integer" },
  );
  return valid.map((name) => ({
    name,
    transitions: transitions(name, (span?.low ?? 0) - 2 * day, (span?.high ?? 0) + 2 * day),
  }));
}

async function describedStage(engine: Engine): Promise<Staged> {
  const described = decode(
    await engine.query(
      sql`SELECT column_name AS name, data_type AS type FROM duckdb_columns() WHERE table_name = 'stage' AND starts_with(column_name, 'raw ') ORDER BY column_index`,
    ),
    { name: "text", type: "text" },
  );
  return new Map(described.map(({ name, type }) => [(name ?? "").slice("raw ".length), type ?? ""]));
}

const changed = (result: Uint8Array): number => decode(result, { Count: "integer" })[0]?.Count ?? 0;

/** Takes the batches of one file in: types, validates and keys each into `incoming`, and quarantines what cannot be admitted, with its reason. Resolves to the rows that came. */
export function admission(engine: Engine, mapping: Mapping, segment: number, signal?: AbortSignal) {
  const stop = signal ? { signal } : {};
  const parts = partNumbers(mapping);
  const known = new Map<string, Staged>();
  return async (batch: Encoded): Promise<number> => {
    const rows = await engine.insert("stage", batch.stage, stop);
    try {
      const staged = known.get(batch.shape) ?? (await describedStage(engine));
      known.set(batch.shape, staged);
      const said = await enterWords(engine, mapping, parts, batch.words, stop);
      const zones = await zonesOf(engine, mapping, staged, said.zones);
      const { good, bad, traits, corrections } = takeIn(staged, mapping, parts, stage, zones, {
        firstRow: batch.firstRow,
        segment,
      });
      if (changed(await engine.query(good, stop)) < rows) await engine.query(bad, stop);
      if (said.traits) await engine.query(traits, stop);
      if (batch.corrects) await engine.query(corrections, stop);
    } finally {
      await engine.query(sql`DROP TABLE IF EXISTS ${stage}`);
      await forgetWords(engine);
    }
    return rows;
  };
}
