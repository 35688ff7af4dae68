import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import { insightNamed } from "@/bin/registry";
import { bootInNode } from "@/lib/engine/wasm/boot-node";
import { wasmEngine } from "@/lib/engine/wasm/engine";
import { open } from "@/lib/ingest/read/open";
import { ask } from "@/lib/insights/ask";
import { ingest } from "@/lib/log/ingest";
import { openStudy } from "@/lib/log/study";
import { bytesHeld } from "@/lib/log/memory";
import { halfway, questions, type Measured } from "./measured";
import { reopened } from "./reopen";

/** The browser's own WebAssembly, without the browser: the app's modules in Node, DuckDB in a worker. */
export async function measureNode(file: string): Promise<Measured> {
  const engine = await wasmEngine(bootInNode);
  const empty = await openStudy(engine);
  const source = { name: basename(file), blob: await openAsBlob(file) };
  const started = performance.now();
  const { study } = await ingest(empty, [source], { open: ({ blob, name }) => open(blob, name) });
  const ingested = performance.now() - started;
  const rows = study.segments.reduce((sum, { counts }) => sum + counts.rows, 0);
  const bytes = await bytesHeld(engine);
  const asked: Measured["asked"] = {};
  for (const { insight: name, changed } of questions) {
    const insight = await insightNamed(name);
    const cold = await ask(study, insight, { params: {}, knownAt: null });
    const again = changed ? await ask(study, insight, { params: { breakdown: changed }, knownAt: null }) : null;
    asked[name] = { cold: cold.milliseconds, changed: again?.milliseconds ?? null };
  }
  const [resolved] = performance.getEntriesByName("rivergraph:resolve");
  const first = await insightNamed(questions[0].insight);
  const then = halfway(study.dataStart, study.dataEnd);
  const knownAt = async () => {
    const begun = performance.now();
    await ask(study, first, { params: {}, knownAt: then });
    return performance.now() - begun;
  };
  const known = { first: await knownAt(), again: await knownAt() };
  return {
    rows,
    ingest: ingested,
    resolve: resolved?.duration ?? null,
    knownAt: known,
    reopened: await reopened(study),
    bytes,
    asked,
  };
}
