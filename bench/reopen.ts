import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { insightNamed } from "@/bin/registry";
import { bootInNode } from "@/lib/engine/wasm/boot-node";
import { wasmEngine } from "@/lib/engine/wasm/engine";
import { open } from "@/lib/ingest/read/open";
import { ask } from "@/lib/insights/ask";
import { restore } from "@/lib/log/projection/restore";
import { save } from "@/lib/log/projection/save";
import { recover } from "@/lib/log/store/journal";
import { plain } from "@/lib/log/store/plain";
import { storeIn } from "@/lib/log/store/store";
import type { Study } from "@/lib/log/study";
import { folderAt } from "./folder";
import { questions } from "./measured";

/** Keeps a study in a folder of its own and opens it again in a fresh engine: milliseconds until the first question is answered. */
export async function reopened(study: Study): Promise<number> {
  const path = mkdtempSync(join(tmpdir(), "rivergraph-bench-"));
  try {
    const store = await storeIn(folderAt(path), plain, await recover(new Uint8Array(), plain));
    for (const { file: name, blob, mapping, preset, counts } of study.segments)
      await store.add(blob, {
        name,
        rows: counts.rows,
        preset,
        mapping,
        verified: false,
        newest: null,
        erased: null,
        subset: null,
      });
    const settings = { erasure: study.erased, rule: study.rule };
    const keptOf = (blob: Blob) => store.segments[study.segments.findIndex((segment) => segment.blob === blob)];
    const { begin, put, finish, contents, part } = store.cache;
    const shelf = {
      begin,
      put: async (writing: number, bytes: Uint8Array) => put(writing, Uint8Array.from(bytes)),
      finish,
    };
    const { signal } = new AbortController();
    if (!(await save(study, keptOf, settings, shelf, { signal }))) throw new Error("The projection was not kept.");
    await study.engine.close();
    const engine = await wasmEngine(bootInNode);
    const started = performance.now();
    const files = [];
    for (const kept of store.segments) files.push({ kept, blob: await store.read(kept.id) });
    const openFile = { open: ({ blob, name }: { blob: Blob; name: string }) => open(blob, name) };
    const again = await restore(engine, await contents(), { part, files, settings }, openFile);
    await ask(again, await insightNamed(questions[0].insight), { params: {}, knownAt: null });
    return performance.now() - started;
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}
