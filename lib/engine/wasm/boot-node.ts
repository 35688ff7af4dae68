import { createRequire } from "node:module";
import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";
import Worker from "web-worker";
import type { Booted } from "./engine";

/** Boots the browser's own WebAssembly module in a Node worker, for tests and tools that have no browser. */
export async function bootInNode(): Promise<Booted> {
  const { resolve } = createRequire(import.meta.url);
  const worker = new Worker(resolve("@duckdb/duckdb-wasm/dist/duckdb-node-eh.worker.cjs"), { type: "module" });
  const db = new AsyncDuckDB(new VoidLogger(), worker);
  await db.instantiate(resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"));
  return { db, worker };
}
