import { createRequire } from "node:module";
import Worker from "web-worker";
import type { Booted } from "./engine";

/** Boots the browser's own WebAssembly module in a Node worker, for tests and tools that have no browser. */
export async function bootInNode(): Promise<Booted> {
  const require = createRequire(import.meta.url);
  const duckdb: typeof import("@duckdb/duckdb-wasm") = require("@duckdb/duckdb-wasm");
  const worker = new Worker(require.resolve("@duckdb/duckdb-wasm/dist/duckdb-node-eh.worker.cjs"), { type: "module" });
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await db.instantiate(require.resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"));
  return { db, worker };
}
