import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { Compression, Table, WriterPropertiesBuilder, writeParquet } from "parquet-wasm/node";
import { Failed } from "../../failure";
import { id, sql, type Sql } from "../../sql";
import { decode } from "../decode";
import { duckdbDialect } from "../duckdb-dialect";
import type { Append, Engine } from "../engine";
import { attach, locks } from "../locks";
import { queue, type Place } from "../queue";
import { queryFailure, requireEnd } from "../stream";
import { streamOf } from "./arrow";

/** Native DuckDB of the browser's version. It takes no Arrow, so that a batch goes through an uncompressed Parquet file in a folder of this engine's own. */
export async function nodeEngine({ threads }: { threads?: number } = {}): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), "rivergraph-"));
  const instance = await DuckDBInstance.create(":memory:", threads ? { threads: String(threads) } : {});
  const connection = await instance.connect();
  const enqueue = queue();

  async function results(text: string, signal?: AbortSignal): Promise<Uint8Array> {
    const cancel = () => connection.interrupt();
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return streamOf(await connection.run(text));
    } catch (thrown) {
      if (signal?.aborted) throw new Failed({ kind: "cancelled" });
      throw queryFailure(thrown instanceof Error ? thrown.message : String(thrown), text);
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  const query = (statement: Sql, place: Place = {}) => enqueue(() => results(statement.text, place.signal), place);

  /** Each load has a file of its own name: DuckDB keeps what it read of a path. */
  let loads = 0;
  async function rowsOf(table: Sql): Promise<number> {
    const counted = await results(sql`SELECT count(*)::BIGINT AS n FROM ${table}`.text);
    return decode(counted, { n: "integer" })[0]?.n ?? 0;
  }

  async function load(table: string, stream: Uint8Array, { append = false }: Append = {}): Promise<number> {
    requireEnd(stream);
    const into = id(append === "log" ? "log" : "memory", "main", table);
    const file = join(folder, `${++loads}.parquet`);
    try {
      const properties = new WriterPropertiesBuilder()
        .setCompression(Compression.UNCOMPRESSED)
        .setDictionaryEnabled(false)
        .build();
      writeFileSync(file, writeParquet(Table.fromIPCStream(stream), properties));
      const from = sql`FROM read_parquet(${file})`;
      await results((append ? sql`INSERT INTO ${into} ${from}` : sql`CREATE TABLE ${into} AS ${from}`).text);
    } catch (thrown) {
      if (thrown instanceof Failed) throw thrown;
      throw queryFailure(String(thrown), `insert ${table}`);
    } finally {
      rmSync(file, { force: true });
    }
    return rowsOf(into);
  }

  for (const statement of [attach, sql`SET allowed_directories = [${folder}]`, sql`SET TimeZone = 'UTC'`, ...locks])
    await query(statement);
  const engine: Engine = {
    name: "node",
    dialect: duckdbDialect,
    query,
    insert: (table, stream, { signal, ...how } = {}) =>
      enqueue(() => load(table, stream, how), signal ? { signal } : {}),
    exclusive: (work) =>
      enqueue(() => {
        const turn: Engine = {
          ...engine,
          query: (statement, { signal } = {}) => results(statement.text, signal),
          insert: load,
          exclusive: (more) => more(turn),
        };
        return work(turn);
      }),
    async close() {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return engine;
}
