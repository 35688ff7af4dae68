import type { AsyncDuckDB } from "@duckdb/duckdb-wasm";
import { Failed } from "../../failure";
import { id, sql, type Sql } from "../../sql";
import { decode } from "../decode";
import { duckdbDialect } from "../duckdb-dialect";
import type { Engine } from "../engine";
import { attach, locks } from "../locks";
import { queue } from "../queue";
import { concatenate, endMarker, queryFailure, requireEnd } from "../stream";

const messageOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));

/** DuckDB in its worker, locked. `boot` resolves to an instantiated database; after a crash the engine is dead and a new one is made. */
export async function wasmEngine(boot: () => Promise<AsyncDuckDB>): Promise<Engine> {
  const db = await boot();
  await db.open({ path: ":memory:", query: { castBigIntToDouble: false }, arrowLosslessConversion: true });
  const connection = await db.connectInternal();
  const enqueue = queue();
  let giveUp: (failure: Failed) => void = () => undefined;
  const closed = new Promise<never>((_, reject) => (giveUp = reject));
  closed.catch(() => undefined);
  const live = <T>(work: Promise<T>): Promise<T> => Promise.race([work, closed]);

  async function results(text: string, signal?: AbortSignal): Promise<Uint8Array> {
    const cancel = () => void db.cancelPendingQuery(connection);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      let header = await live(db.startPendingQuery(connection, text, true));
      while (header === null) {
        if (signal?.aborted) throw new Failed({ kind: "cancelled" });
        header = await live(db.pollPendingQuery(connection));
      }
      const chunks = [header];
      for (;;) {
        if (signal?.aborted) throw new Failed({ kind: "cancelled" });
        const chunk = await live(db.fetchQueryResults(connection));
        if (chunk === null) continue;
        if (chunk.length === 0) break;
        chunks.push(chunk);
      }
      return concatenate([...chunks, endMarker]);
    } catch (thrown) {
      if (thrown instanceof Failed) throw thrown;
      throw signal?.aborted ? new Failed({ kind: "cancelled" }) : queryFailure(messageOf(thrown), text);
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  const query = (statement: Sql, { signal }: { signal?: AbortSignal } = {}) =>
    enqueue(() => results(statement.text, signal), signal);

  async function load(table: string, stream: Uint8Array): Promise<number> {
    requireEnd(stream);
    const loading = await live(db.connectInternal());
    try {
      await live(db.insertArrowFromIPCStream(loading, stream, { name: table, schema: "main", create: true }));
    } catch (thrown) {
      throw queryFailure(messageOf(thrown), `insert ${table}`);
    } finally {
      await live(db.disconnect(loading));
    }
    const [counted] = decode(await results(sql`SELECT count(*)::BIGINT AS n FROM ${id("memory", "main", table)}`.text), { n: "integer" });
    return counted?.n ?? 0;
  }

  for (const statement of [attach, ...locks]) await query(statement);
  return {
    name: "wasm",
    dialect: duckdbDialect,
    query,
    insert: (table, stream, { signal } = {}) => enqueue(() => load(table, stream), signal),
    async close() {
      giveUp(new Failed({ kind: "engine", detail: "it was closed" }));
      await db.terminate();
    },
  };
}
