import { z } from "zod";
import { Failed, type Failure } from "../failure";
import type { Reader } from "../ingest/read/reader";
import type { Source } from "./ingest";

/** What stands beside an export: the SHA-256 of each file in hexadecimal and, where known, its rows. */
const manifestSchema = z.object({
  files: z.array(
    z.object({
      name: z.string(),
      sha256: z.string().regex(/^[0-9a-fA-F]{64}$/),
      rows: z.int().nonnegative().optional(),
    }),
  ),
});
type Entry = z.infer<typeof manifestSchema>["files"][number] & { manifest: string };

/** A file that may be loaded; `verified` where a manifest named its hash. */
export type Checked = Source & { verified: boolean; stated: { rows: number; manifest: string } | null };

/** A file as it was given, or given again with what was found out about it before. */
export type Given = Source & Partial<Checked>;

type Refused = { file: string; failure: Failure };

/** A JSON of this name that is no manifest is a mistake; any other JSON is for the readers to refuse. */
const meant = /(^|[._-])manifest\.json$/i;

async function entriesOf(source: Source): Promise<Entry[] | null> {
  if (!/\.json$/i.test(source.name)) return null;
  let parsed;
  try {
    parsed = manifestSchema.safeParse(JSON.parse(await source.blob.text()));
  } catch {
    parsed = null;
  }
  if (parsed?.success) return parsed.data.files.map((file) => ({ ...file, manifest: source.name }));
  if (!meant.test(source.name)) return null;
  throw new Failed({
    kind: "manifest",
    file: source.name,
    manifest: source.name,
    detail: "it does not list files with their name and SHA-256",
  });
}

const short = (hash: string) => `${hash.slice(0, 12).toLowerCase()}…`;

/** Takes manifests out of what was given and holds the files against them. A file that differs is refused; one that no manifest names is unverified. `hash` gives a SHA-256 in hexadecimal. */
export async function checkManifests(
  sources: readonly Given[],
  hash: (blob: Blob) => Promise<string>,
): Promise<{ sources: Checked[]; refused: Refused[] }> {
  const [stated, files, refused]: [Entry[], Given[], Refused[]] = [[], [], []];
  for (const source of sources)
    try {
      const entries = await entriesOf(source);
      if (entries) stated.push(...entries);
      else files.push(source);
    } catch (thrown) {
      if (!(thrown instanceof Failed)) throw thrown;
      refused.push({ file: source.name, failure: thrown.failure });
    }
  const checked: Checked[] = [];
  for (const source of files) {
    const about = stated.filter(({ name }) => name === source.name);
    const found = about.length > 0 ? await hash(source.blob) : "";
    const wrong = about.find(({ sha256 }) => sha256.toLowerCase() !== found);
    if (wrong) {
      const detail = `its SHA-256 is ${short(found)}, not ${short(wrong.sha256)}`;
      refused.push({
        file: source.name,
        failure: { kind: "manifest", file: source.name, manifest: wrong.manifest, detail },
      });
      continue;
    }
    const counted = about.find(({ rows }) => rows !== undefined);
    checked.push({
      ...source,
      verified: about.length > 0 || source.verified === true,
      stated:
        counted?.rows === undefined ? (source.stated ?? null) : { rows: counted.rows, manifest: counted.manifest },
    });
  }
  if (files.length === 0)
    for (const manifest of new Set(stated.map((entry) => entry.manifest)))
      refused.push({
        file: manifest,
        failure: { kind: "manifest", file: manifest, manifest, detail: "none of the files it names came with it" },
      });
  return { sources: checked, refused };
}

/** The reader of a file whose rows are known beforehand, so that a count which differs is a failure even where the format states none. */
export function expecting(reader: Reader, { file, stated }: { file: string; stated: Checked["stated"] }): Reader {
  if (!stated) return reader;
  if (reader.rows !== null && reader.rows !== stated.rows) {
    reader.close();
    const detail = `it has ${reader.rows} rows, not ${stated.rows}`;
    throw new Failed({ kind: "manifest", file, manifest: stated.manifest, detail });
  }
  return {
    ...reader,
    rows: stated.rows,
    derive: async (derivation) => expecting(await reader.derive(derivation), { file, stated }),
  };
}
