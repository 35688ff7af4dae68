import { execFileSync } from "node:child_process";
import { mkdtempSync, openAsBlob, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestFile } from "./files";

const root = join(import.meta.dirname, "../..");

/** A simulated study in a folder of its own; `remove` deletes it. */
export type Simulated<Truth> = {
  truth: Truth;
  path(name: string): string;
  file(name: string): Promise<TestFile>;
  remove(): void;
};

/** Runs the simulator as a person would. `Truth` names what the caller reads of truth.json. */
export function simulated<Truth>({
  patients,
  months,
  seed,
}: {
  patients: number;
  months: number;
  seed: number;
}): Simulated<Truth> {
  const folder = mkdtempSync(join(tmpdir(), "rivergraph-simulated-"));
  const given = { patients, months, seed, out: folder };
  const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)]);
  execFileSync(process.execPath, ["--import", "tsx", join(root, "bin/simulate.ts"), ...args], { cwd: root });
  const path = (name: string) => join(folder, name);
  return {
    truth: JSON.parse(readFileSync(path("truth.json"), "utf8")) as Truth,
    path,
    file: async (name) => ({ name, blob: await openAsBlob(path(name)) }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
