import type { Engine } from "@/lib/engine/engine";
import type { Reader } from "@/lib/ingest/read/reader";
import type { Source } from "@/lib/log/ingest";

export async function bootEngine(): Promise<Engine> {
  const [{ wasmEngine }, { bootInBrowser }] = await Promise.all([import("@/lib/engine/wasm/engine"), import("@/lib/engine/wasm/boot")]);
  return wasmEngine(bootInBrowser);
}

export async function openFile({ name, blob }: Source): Promise<Reader> {
  const { openInWorker } = await import("@/lib/ingest/worker/client");
  return openInWorker(blob, name);
}
