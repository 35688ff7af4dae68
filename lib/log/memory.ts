import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { sql } from "../sql";

/** Bytes that the database's tables hold, by its own account. */
export async function bytesHeld(engine: Engine): Promise<number> {
  const [held] = decode(
    await engine.query(
      sql`SELECT coalesce(sum(memory_usage_bytes), 0)::BIGINT AS bytes FROM duckdb_memory() WHERE tag = 'IN_MEMORY_TABLE'`,
    ),
    { bytes: "integer" },
  );
  return held?.bytes ?? 0;
}
