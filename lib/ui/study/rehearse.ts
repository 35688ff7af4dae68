import type { Engine } from "@/lib/engine/engine";
import { ask } from "@/lib/insights/ask";
import { insights } from "@/lib/insights/registry";
import { dropAll } from "@/lib/log/drop-all";
import { ingest, type IngestOptions } from "@/lib/log/ingest";
import { openStudy } from "@/lib/log/study";

/** Loads a small history and asks every question once, as for a real file, and leaves nothing of it: WebAssembly is compiled function by function when it is first called, which a person need not wait for. */
export async function rehearse(
  engine: Engine,
  sample: Blob,
  open: IngestOptions["open"],
  signal: AbortSignal,
): Promise<void> {
  const stage: Engine = { ...engine };
  try {
    const source = { name: "rehearsal.parquet", blob: sample };
    const { study } = await ingest(await openStudy(stage), [source], { open, signal });
    for (const insight of insights.values())
      for (const params of [{}, { breakdown: "arm" }])
        if (insight.params.safeParse(params).success) await ask(study, insight, { params, knownAt: null }, { signal });
    for (const { reader } of study.segments) reader.close();
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    await dropAll(engine);
    for (const name of ["rivergraph:ingest", "rivergraph:resolve", "rivergraph:ask"]) performance.clearMeasures(name);
  }
}
