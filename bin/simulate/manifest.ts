import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes the SHA-256 and the rows of each file beside them, as the app checks them. */
export async function writeManifest(folder: string, files: readonly { file: string; rows: number }[]): Promise<void> {
  const listed = [];
  for (const { file, rows } of files) {
    const sha256 = createHash("sha256")
      .update(await readFile(join(folder, file)))
      .digest("hex");
    listed.push({ name: file, sha256, rows });
  }
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify({ files: listed }, null, 2)}\n`);
}
