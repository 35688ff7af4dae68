import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { grouped } from "../../group";
import { list, sql } from "../../sql";
import { logTables } from "../schema";
import type { Layout } from "./contents";

/** The tables of the log with their columns, as the database has them; what is only worked out from them left out. */
export async function layoutOf(engine: Engine): Promise<Layout> {
  const columns = decode(
    await engine.query(sql`SELECT c.table_name AS "table", c.column_name AS name, c.data_type AS type
      FROM duckdb_columns() c JOIN duckdb_tables() t ON t.database_name = c.database_name AND t.table_name = c.table_name
      WHERE c.database_name = 'log' AND c.table_name IN ${list(logTables)} ORDER BY c.table_name, c.column_index`),
    { table: "text", name: "text", type: "text" },
  );
  return [...grouped(columns, ({ table }) => table ?? "")].map(([name, own]) => ({
    name,
    columns: own.map((column) => ({ name: column.name ?? "", type: column.type ?? "" })),
  }));
}
