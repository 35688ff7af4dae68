import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import type { Mapping } from "../ingest/mapping/mapping";
import { transitions, validZone } from "../ingest/zones";
import { sql } from "../sql";
import { enter, forgetDictionaries, heldBy, type Held } from "./dictionaries";
import { takeIn } from "./rows";
import { scratch } from "./schema";
import { spanOf, type Staged, type Zones } from "./typed";

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

const changed = (result: Uint8Array): number => decode(result, { Count: "integer" })[0]?.Count ?? 0;

/** Types, validates and keys one batch into `incoming`, and quarantines what cannot be admitted, with its reason. */
export async function admit(
  engine: Engine,
  mapping: Mapping,
  segment: number,
  batch: { stream: Uint8Array; firstRow: number },
  signal?: AbortSignal,
): Promise<number> {
  const stop = signal ? { signal } : {};
  const rows = await engine.insert("stage", batch.stream, stop);
  let held: Held[] = [];
  try {
    const described = decode(
      await engine.query(
        sql`SELECT column_name AS name, data_type AS type FROM duckdb_columns() WHERE table_name = 'stage' ORDER BY column_index`,
      ),
      { name: "text", type: "text" },
    );
    const staged: Staged = new Map(described.map(({ name, type }) => [name ?? "", type ?? ""]));
    held = heldBy(staged, mapping);
    const zones = await zonesOf(engine, mapping, staged, await enter(engine, mapping, stage, held, stop));
    const { good, bad, traits } = takeIn(staged, mapping, held, stage, zones, { firstRow: batch.firstRow, segment });
    if (changed(await engine.query(good, stop)) < rows) await engine.query(bad, stop);
    if (traits) await engine.query(traits, stop);
  } finally {
    await engine.query(sql`DROP TABLE IF EXISTS ${stage}`);
    await forgetDictionaries(engine, held);
  }
  return rows;
}
