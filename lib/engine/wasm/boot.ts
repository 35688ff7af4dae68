import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";
import { Failed } from "../../failure";
import { duckdbAssets } from "./assets";
import type { Booted } from "./engine";

/** The module, read whole into the browser's cache: `instantiate` would wait for ever on a download that broke. */
async function fetched(address: string): Promise<void> {
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok) throw new Failed({ kind: "engine", detail: "its program could not be fetched from this site" });
  await response.arrayBuffer();
}

/** Boots DuckDB in a worker of this origin. */
export async function bootInBrowser(): Promise<Booted> {
  const { worker, module } = duckdbAssets();
  await fetched(module);
  const started = new Worker(worker);
  const db = new AsyncDuckDB(new VoidLogger(), started);
  await db.instantiate(module);
  return { db, worker: started };
}
