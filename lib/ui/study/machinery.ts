import type { Engine } from "@/lib/engine/engine";
import { Failed } from "@/lib/failure";
import type { Reader } from "@/lib/ingest/read/reader";
import type { Source } from "@/lib/log/ingest";
import { sql } from "@/lib/sql";

async function boot(): Promise<Engine> {
  const [{ wasmEngine }, { bootInBrowser }] = await Promise.all([
    import("@/lib/engine/wasm/engine"),
    import("@/lib/engine/wasm/boot"),
  ]);
  return wasmEngine(bootInBrowser);
}

let spare: { engine: Promise<Engine>; rehearsed: Promise<void>; rest: AbortController } | null = null;

/** A small history to rehearse with; null where it could not be had, which is no harm. */
async function warmUp(signal: AbortSignal): Promise<Blob | null> {
  try {
    const response = await fetch("/warm-up/events.parquet", { signal });
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}

/** Boots an engine while nobody needs one and rehearses what a first file will ask of it. */
export function prepareEngine(): void {
  if (spare) return;
  const rest = new AbortController();
  const engine = boot();
  let readersReady = Promise.resolve();
  const rehearsed = (async () => {
    const [{ rehearse }, { prepareReaders }, sample] = await Promise.all([
      import("./rehearse"),
      import("@/lib/ingest/worker/client"),
      warmUp(rest.signal),
    ]);
    if (!sample) return;
    await rehearse(await engine, sample, openFile, rest.signal);
    readersReady = prepareReaders(sample);
  })();
  void rehearsed
    .then(() => readersReady)
    .catch(() => undefined)
    .finally(() => performance.mark("rivergraph:prepared"));
  engine.catch(() => undefined);
  rehearsed.catch(() => undefined);
  spare = { engine, rehearsed, rest };
}

/** An engine: the one that was prepared, its rehearsal broken off, else a new one. */
export async function bootEngine(): Promise<Engine> {
  const held = spare;
  spare = null;
  if (!held) return boot();
  held.rest.abort();
  const engine = await held.engine.catch(() => null);
  const fine = await held.rehearsed.then(
    () => true,
    () => false,
  );
  if (engine && fine) return engine;
  await engine?.close();
  return boot();
}

/** What DuckDB can hold in a tab, in bytes, less what its answers need. */
const memoryLimit = 3_000_000_000;

export async function openFile({ name, blob }: Source): Promise<Reader> {
  const { openInWorker } = await import("@/lib/ingest/worker/client");
  return openInWorker(blob, name, { memoryLimit });
}

const demo = { url: "/demo/events.parquet", name: "demo history.parquet" };

/** The demo history, from this site. */
export async function demoSource(signal: AbortSignal): Promise<Source> {
  const response = await fetch(demo.url, { signal });
  if (!response.ok)
    throw new Failed({ kind: "file", file: demo.name, fault: "unreadable", detail: `status ${response.status}` });
  return { name: demo.name, blob: await response.blob() };
}

const patience = 5_000;

/** Whether an engine still answers. */
export async function answers(engine: Engine): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), patience));
  const asked = engine.query(sql`SELECT 1`).then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]);
}
