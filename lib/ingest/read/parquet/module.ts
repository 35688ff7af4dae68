import init, * as parquet from "parquet-wasm/esm";
import { Failed } from "../../../failure";

let loading: Promise<typeof parquet> | undefined;

async function bytes(): Promise<BufferSource> {
  const url = new URL("../../../../node_modules/parquet-wasm/esm/parquet_wasm_bg.wasm", import.meta.url);
  if (url.protocol === "file:") return process.getBuiltinModule("node:fs").readFileSync(url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}

/** The Parquet decoder, loaded once; a failed download is a failure and is tried again the next time. */
export function parquetModule(): Promise<typeof parquet> {
  loading ??= bytes()
    .then((module) => init({ module_or_path: module }))
    .then(() => parquet)
    .catch((thrown: unknown) => {
      loading = undefined;
      throw new Failed({
        kind: "engine",
        detail: `the Parquet decoder could not be loaded (${thrown instanceof Error ? thrown.message : String(thrown)})`,
      });
    });
  return loading;
}
