import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";
import { Failed } from "../../failure";
import { duckdbAssets } from "./assets";

/** The module, read whole into the browser's cache: `instantiate` would wait for ever on a download that broke. */
async function fetched(address: string): Promise<void> {
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok) throw new Failed({ kind: "engine", detail: "its program could not be fetched from this site" });
  await response.arrayBuffer();
}

/** Boots DuckDB in a worker of this origin. */
export async function bootInBrowser(): Promise<AsyncDuckDB> {
  const { worker, module } = duckdbAssets();
  await fetched(module);
  const db = new AsyncDuckDB(new VoidLogger(), new Worker(worker));
  await db.instantiate(module);
  return db;
}
