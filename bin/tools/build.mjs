import { createHash } from "node:crypto";
import { access, mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { inRoot } from "./project.mjs";
import { run, tool } from "./run.mjs";

const sources = [
  "app",
  "lib",
  "public",
  "instrumentation-client.ts",
  "next.config.js",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

/**
 * @param {string} name
 * @returns {Promise<string[]>}
 */
async function filesOf(name) {
  const found = await stat(inRoot(name)).catch(() => undefined);
  if (!found) return [];
  if (!found.isDirectory()) return /\.test\.tsx?$/.test(name) ? [] : [name];
  return (await Promise.all((await readdir(inRoot(name))).map((entry) => filesOf(`${name}/${entry}`)))).flat();
}

async function fingerprint() {
  const hash = createHash("sha256").update(process.version);
  const files = (await Promise.all(sources.map(filesOf))).flat().toSorted();
  for (const file of files) {
    hash.update(`\0${file}\0`).update(await readFile(inRoot(file)));
  }
  return hash.digest("hex");
}

const stamp = inRoot(".next", "rivergraph-sources");

async function built() {
  const [now, then] = await Promise.all([
    fingerprint(),
    readFile(stamp, "utf8").catch(() => undefined),
    access(inRoot(".next", "BUILD_ID")),
  ]).catch(() => []);
  return now !== undefined && now === then;
}

/** Builds for production, unless what is built comes from the same sources. */
export async function build() {
  if (await built()) return { ok: true, output: "up to date\n" };
  const before = await fingerprint();
  const result = await run(tool("next/dist/bin/next", "build"), { minutes: 8, quiet: true });
  if (result.ok) {
    await mkdir(inRoot(".next"), { recursive: true });
    await writeFile(stamp, before);
  }
  return result;
}
