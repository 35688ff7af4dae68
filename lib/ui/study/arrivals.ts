import { unpackStudies } from "@/lib/log/bundle/study-file";
import type { ErasureList } from "@/lib/log/erasure/list";
import type { Ingested, Source } from "@/lib/log/ingest";
import type { Rule } from "@/lib/log/resolve/rule";
import { type Checked, checkManifests, expecting, type Given } from "@/lib/log/manifest";
import { openFile } from "./machinery";

type Arrived = {
  sources: readonly Checked[];
  refused: Ingested["refused"];
  /** Those who were erased from studies among what was given. */
  erasure: ErasureList;
  /** How the first of those studies decides contradictions; null where there is none. */
  rule: Rule | null;
  cohorts: readonly unknown[];
  boards: readonly unknown[];
  reports: readonly unknown[];
  open(source: Source): ReturnType<typeof openFile>;
};

/** What was given, sorted: manifests held against the files beside them, exported studies taken apart. `open` opens a file and holds its rows against what was stated. */
export async function arrive(given: readonly Given[], hash: (blob: Blob) => Promise<string>): Promise<Arrived> {
  const checked = await checkManifests(given, hash);
  const { sources, refused, erasure, rule, ...saved } = await unpackStudies(checked.sources, hash);
  const stated = new Map(sources.map((source) => [source.blob, source.stated]));
  return {
    sources,
    erasure,
    rule,
    ...saved,
    refused: [...checked.refused, ...refused],
    open: async (source) =>
      expecting(await openFile(source), { file: source.name, stated: stated.get(source.blob) ?? null }),
  };
}
