import type { AsyncDuckDB } from "@duckdb/duckdb-wasm";
import { Failed } from "../../failure";
import { id, sql, type Sql } from "../../sql";
import { decode } from "../decode";
import { duckdbDialect } from "../duckdb-dialect";
import type { Append, Engine } from "../engine";
import { attach, locks } from "../locks";
import { queue, type Place } from "../queue";
import { concatenate, endMarker, queryFailure, requireEnd } from "../stream";

const messageOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));

export type Booted = { db: AsyncDuckDB; worker: Worker };

/** DuckDB in its worker, locked. `boot` resolves to an instantiated database. After a crash every call throws Failed of kind engine; a new engine is made and the log rebuilt. */
export async function wasmEngine(boot: () => Promise<Booted>): Promise<Engine> {
  const { db, worker } = await boot();
  await db.open({ path: ":memory:", query: { castBigIntToDouble: false } });
  const connection = await db.connectInternal();
  const enqueue = queue();
  let lost: Failed | undefined;
  let reject: (failure: Failed) => void = () => undefined;
  const closed = new Promise<never>((_, refuse) => (reject = refuse));
  closed.catch(() => undefined);
  const giveUp = (failure: Failed) => {
    lost ??= failure;
    reject(lost);
  };
  const live = <T>(work: Promise<T>): Promise<T> => Promise.race([work, closed]);
  worker.addEventListener("error", () => giveUp(new Failed({ kind: "engine", detail: "its worker crashed" })));

  /** What an error stands for: after some, nothing works any more, which only another query tells. */
  async function failed(thrown: unknown, text: string): Promise<Failed> {
    if (thrown instanceof Failed) return thrown;
    const failure = queryFailure(messageOf(thrown), text);
    const broken = await live(db.runQuery(connection, "SELECT 1")).then(
      () => false,
      () => true,
    );
    if (!broken) return failure;
    const dead = new Failed({ kind: "engine", detail: failure.message });
    giveUp(dead);
    return dead;
  }

  async function results(text: string, signal?: AbortSignal): Promise<Uint8Array> {
    if (lost) throw lost;
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
      throw signal?.aborted ? new Failed({ kind: "cancelled" }) : await failed(thrown, text);
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  const query = (statement: Sql, place: Place = {}) => enqueue(() => results(statement.text, place.signal), place);

  async function rowsOf(table: Sql): Promise<number> {
    const counted = await results(sql`SELECT count(*)::BIGINT AS n FROM ${table}`.text);
    return decode(counted, { n: "integer" })[0]?.n ?? 0;
  }

  async function load(table: string, stream: Uint8Array, { append = false }: Append = {}): Promise<number> {
    if (lost) throw lost;
    requireEnd(stream);
    const into = id(append === "log" ? "log" : "memory", "main", table);
    const loading = await live(db.connectInternal());
    try {
      await live(
        db.insertArrowFromIPCStream(loading, stream, {
          name: table,
          schema: append === "log" ? "log" : "main",
          create: !append,
        }),
      );
    } catch (thrown) {
      throw await failed(thrown, `insert ${table}`);
    } finally {
      await live(db.disconnect(loading));
    }
    return rowsOf(into);
  }

  for (const statement of [attach, ...locks]) await query(statement);
  const engine: Engine = {
    name: "wasm",
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
      giveUp(new Failed({ kind: "engine", detail: "it was closed" }));
      await db.terminate();
    },
  };
  return engine;
}
