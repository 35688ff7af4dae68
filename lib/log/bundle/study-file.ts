import { z } from "zod";
import { Failed, type Failure, failureOf } from "../../failure";
import { mappingSchema } from "../../ingest/mapping/mapping";
import { subsetSchema } from "../../ingest/subset/subset";
import { type ErasureList, erasureSchema, nobody, merged, removedSchema } from "../erasure/list";
import type { Source } from "../ingest";
import type { Checked } from "../manifest";
import { latestRecorded, type Rule, ruleSchema } from "../resolve/rule";
import type { LogSettings } from "../settings";
import { firstName, tarOf, untar } from "./tar";

const contents = "study.json";

const part = z.strictObject({
  name: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  preset: z.string(),
  mapping: mappingSchema,
  verified: z.boolean(),
  erased: removedSchema.nullable().default(null),
  subset: subsetSchema.nullable().default(null),
});
const schema = z.strictObject({
  rivergraph: z.literal("study"),
  version: z.literal(1),
  segments: z.array(part),
  settings: z.looseObject({
    erasure: erasureSchema.default(nobody),
    rule: ruleSchema.default(latestRecorded),
    cohorts: z.array(z.unknown()).default([]),
    boards: z.array(z.unknown()).default([]),
    reports: z.array(z.unknown()).default([]),
  }),
});

/** A file of a study with what is to be known to read it again. */
export type Part = Omit<z.infer<typeof part>, "bytes"> & { blob: Blob };

const pathOf = (sha256: string) => `segments/${sha256}`;

/** A study as one file: its files as they came, their mappings, its settings with the hashes of those who were erased, the rule for contradictions, its cohorts, boards and reports. It is not encrypted. */
export function studyFile(
  parts: readonly Part[],
  settings: LogSettings & Partial<Record<"cohorts" | "boards" | "reports", readonly unknown[]>> = {
    erasure: nobody,
    rule: latestRecorded,
  },
): Blob {
  const segments = parts.map(({ blob, ...about }) => ({ ...about, bytes: blob.size }));
  const about = JSON.stringify({ rivergraph: "study", version: 1, segments, settings }, null, 2);
  const files = new Map(parts.map(({ sha256, blob }) => [pathOf(sha256), blob]));
  return tarOf([{ name: contents, blob: new Blob([about]) }, ...[...files].map(([name, blob]) => ({ name, blob }))]);
}

type Refused = { file: string; failure: Failure };
type Unpacked = {
  sources: Checked[];
  refused: Refused[];
  /** Those who were erased from any of the studies. */
  erasure: ErasureList;
  /** How the first of the studies decides contradictions; null where there is none. */
  rule: Rule | null;
  /** The cohorts, boards and reports of all of them. */
  cohorts: unknown[];
  boards: unknown[];
  reports: unknown[];
};

async function parts({ name, blob }: Source): Promise<{ files: Map<string, Blob>; about: z.infer<typeof schema> }> {
  const files = await untar(blob, name);
  let about;
  try {
    about = schema.safeParse(JSON.parse((await files.get(contents)?.text()) ?? ""));
  } catch {
    about = null;
  }
  if (!about?.success) throw new Failed({ kind: "file", file: name, fault: "corrupt" });
  return { files, about: about.data };
}

/** Puts the files of exported studies in their place among what was given, each held against the hash that the study states. */
export async function unpackStudies(
  sources: readonly Checked[],
  hash: (blob: Blob) => Promise<string>,
): Promise<Unpacked> {
  const unpacked: Unpacked = {
    sources: [],
    refused: [],
    erasure: nobody,
    rule: null,
    cohorts: [],
    boards: [],
    reports: [],
  };
  for (const source of sources) {
    if ((await firstName(source.blob)) !== contents) {
      unpacked.sources.push(source);
      continue;
    }
    try {
      const { files, about } = await parts(source);
      unpacked.rule ??= about.settings.rule;
      unpacked.cohorts.push(...about.settings.cohorts);
      unpacked.boards.push(...about.settings.boards);
      unpacked.reports.push(...about.settings.reports);
      unpacked.erasure = merged(unpacked.erasure, about.settings.erasure);
      for (const { name, sha256, rows, mapping, verified, erased, subset } of about.segments) {
        const blob = files.get(pathOf(sha256));
        if (!blob)
          throw new Failed({ kind: "file", file: source.name, fault: "truncated", detail: `no “${name}” in it` });
        const stated = { rows, manifest: source.name };
        if ((await hash(blob)) === sha256)
          unpacked.sources.push({ name, blob, mapping, verified, stated, subset, ...(erased && { erased }) });
        else
          unpacked.refused.push({
            file: name,
            failure: { kind: "manifest", file: name, manifest: source.name, detail: "its SHA-256 differs" },
          });
      }
    } catch (thrown) {
      unpacked.refused.push({ file: source.name, failure: failureOf(thrown) });
    }
  }
  return unpacked;
}
