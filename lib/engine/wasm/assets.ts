/** Addresses, on our own origin, of DuckDB's worker script and WebAssembly module, which the build emits as files. */
export function duckdbAssets(): { worker: string; module: string } {
  return {
    worker: new URL("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js", import.meta.url).href,
    module: new URL("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm", import.meta.url).href,
  };
}
