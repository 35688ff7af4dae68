import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { id, sql } from "../sql";

/** Drops whatever the engine holds. */
export async function dropAll(engine: Engine): Promise<void> {
  const found = decode(
    await engine.query(
      sql`SELECT database_name AS db, view_name AS name, TRUE AS view FROM duckdb_views() WHERE NOT internal
        UNION ALL SELECT database_name, table_name, FALSE FROM duckdb_tables() ORDER BY view DESC, db, name`,
    ),
    { db: "text", name: "text", view: "boolean" },
  );
  for (const { db, name, view } of found) {
    const what = id(db ?? "", "main", name ?? "");
    await engine.query(view ? sql`DROP VIEW ${what}` : sql`DROP TABLE ${what}`);
  }
}
