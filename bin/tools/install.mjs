import { readFile } from "node:fs/promises";
import { inRoot } from "./project.mjs";
import { run } from "./run.mjs";

/**
 * @typedef {{ version?: string, optional?: boolean }} Entry
 * @param {string[]} parts
 * @returns {Promise<Record<string, Entry>>}
 */
async function packages(...parts) {
  /** @type {{ packages: Record<string, Entry> }} */
  const lockfile = JSON.parse(await readFile(inRoot(...parts), "utf8"));
  return lockfile.packages;
}

async function installed() {
  try {
    const [wanted, found] = await Promise.all([
      packages("package-lock.json"),
      packages("node_modules", ".package-lock.json"),
    ]);
    return Object.entries(wanted).every(
      ([name, entry]) => name === "" || entry.optional || found[name]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

/** Brings node_modules to what package-lock.json says, unless it is there already. Throws with a sentence. */
export async function install() {
  if (await installed()) return;
  console.log("Installing …");
  const { ok } = await run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], { minutes: 10 });
  if (!ok) throw new Error("The dependencies could not be installed: see npm's message above.");
}
